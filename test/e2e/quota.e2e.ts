import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

describe('the provider’s quota', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ KLARNA_TIMEOUT_MS: '10000' });
    await app.sandbox.limits({ creates_per_second: 10, others_per_second: 50 });
  });
  afterAll(() => app.stop());

  const throttled = async (): Promise<number> =>
    (await app.sandbox.requests()).filter(({ status }) => status === 429).length;

  it('is kept: calls wait for their turn instead of being refused', async () => {
    // The first answers tell what the quota is.
    await app.shop.anOpenLink();
    // Eight a second and a burst of one: all have their turn within the two seconds that a call waits.
    const links = await Promise.all(Array.from({ length: 14 }, () => app.shop.create()));

    expect(links.map(({ __typename }) => __typename)).toEqual(Array(14).fill('PaymentLink'));
    expect(await throttled()).toBe(0);
  });

  it('makes what cannot wait so long unavailable, and the same key tries anew', async () => {
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) => app.shop.create({ idempotencyKey: `burst ${i}` })),
    );
    const refused = results.flatMap(({ __typename }, i) => (__typename === 'ProviderUnavailable' ? [i] : []));
    expect(refused.length).toBeGreaterThan(0);

    const again = await eventually(
      async () => {
        const result = await app.shop.create({ idempotencyKey: `burst ${refused[0]}` });
        expect(result.__typename).toBe('PaymentLink');
        return result;
      },
      { intervalMs: 250 },
    );
    expect(again.status).toBe('OPEN');
    expect(await throttled()).toBeLessThan(3);
  });
});

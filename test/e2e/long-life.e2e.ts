import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const HOUR = 3600;

describe('a link printed on an invoice', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  /** Opens it as a browser does: where it is led to. */
  const open = async (url: string): Promise<{ status: number; page: string | null }> => {
    const response = await fetch(url, { redirect: 'manual' });
    return { status: response.status, page: response.headers.get('location') };
  };

  /** The backend follows the sandbox's clock within a second. */
  const advance = async (seconds: number): Promise<void> => {
    const now = await app.sandbox.advance(seconds);
    await eventually(async () => {
      const { createdAt } = await app.shop.anOpenLink();
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(now.getTime());
    });
  };

  it.each([
    ['an hour', 1 * HOUR, false],
    ['46 hours', 46 * HOUR, false],
    ['47 and a half hours', 47.5 * HOUR, true],
    ['30 days', 30 * 24 * HOUR, true],
  ])('is payable after %s, on one session only', async (_, seconds, isRenewed) => {
    const link = await app.shop.anOpenLink();
    await advance(seconds);

    const opened = await open(link.url);
    const now = await app.shop.link(link.id);

    expect(opened).toEqual({ status: 302, page: now.session.redirectUrl });
    expect(now.session.id !== link.session.id).toBe(isRenewed);
    if (isRenewed)
      await expect(app.sandbox.consumer(link.session.id, 'pay')).rejects.toMatchObject({ status: 409 });
    await app.sandbox.consumer(now.session.id, 'pay');
    expect((await app.shop.outcome(link.id)).status).toBe('COMPLETED');
  });

  it('leads four who open it at the same instant to the same new session', async () => {
    const link = await app.shop.anOpenLink();
    await advance(48 * HOUR);
    const before = await madeSessions();

    const pages = await Promise.all(Array.from({ length: 4 }, () => open(link.url)));

    const { session } = await app.shop.link(link.id);
    expect(pages).toEqual(Array(4).fill({ status: 302, page: session.redirectUrl }));
    expect(await madeSessions()).toBe(before + 1);
  });

  it('ends the old session before it makes the new one, in the last minute too', async () => {
    const link = await app.shop.anOpenLink();
    const { session } = await app.shop.link(link.id);
    const now = await app.sandbox.now();
    await advance((Date.parse(session.expiresAt) - now.getTime()) / 1000 - 30);

    const opened = await open(link.url);

    expect(opened.status).toBe(302);
    expect(opened.page).not.toBe(session.redirectUrl);
    await expect(app.sandbox.consumer(session.id, 'pay')).rejects.toMatchObject({ status: 409 });
  });

  const madeSessions = async (): Promise<number> =>
    (await app.sandbox.requests()).filter(
      ({ method, path }) => method === 'POST' && path === '/hpp/v1/sessions',
    ).length;
});

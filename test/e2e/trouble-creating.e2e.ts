import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { SandboxRefusal } from '../support/sandbox.js';
import type { Link, Shop } from '../support/shop.js';
import { DOWN, REFUSED, SHORT_TEMPERED, SILENCE } from '../support/trouble.js';

const CALLS = [
  ['POST /checkout/v3/orders', 'the order'],
  ['POST /hpp/v1/sessions', 'the session'],
] as const;

describe.each(CALLS)('creating a link when the provider at %s', (match) => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp(SHORT_TEMPERED);
    shop = app.shop;
  });
  afterAll(() => app.stop());

  const isUp = async (): Promise<boolean> => (await fetch(`${app.url}/health/ready`)).ok;
  /** Those of this reference that can be paid, or are to become so. */
  const kept = async (reference: string): Promise<Link[]> =>
    (await shop.links({ filter: { reference, status: ['OPEN', 'CREATING'] } })).nodes;

  it.each(REFUSED)(
    '%s: says so in its words, keeps nothing, and the next call works',
    async (name, fault) => {
      await app.sandbox.faults([{ match, ...fault }]);

      const refused = await shop.create({ reference: name });
      const between = await kept(name);
      const next = await shop.create({ reference: name });

      expect(refused).toMatchObject({
        __typename: 'ProviderRejected',
        code: 'PROVIDER_REJECTED',
        providerCode: expect.any(String),
        providerMessages: ['Injected fault'],
        correlationId: expect.any(String),
      });
      expect(between).toEqual([]);
      expect(next).toMatchObject({ status: 'OPEN' });
      expect(await isUp()).toBe(true);
    },
  );

  it.each([...DOWN, ['is over its quota', { kind: 'status', status: 429 }] as const])(
    '%s: nothing has happened, and the same request later works',
    async (name, fault) => {
      await app.sandbox.faults([{ match, ...fault }]);
      const request = { reference: name, idempotencyKey: name };

      const refused = await shop.create(request);
      const between = await kept(name);
      const again = await shop.create(request);

      expect(refused).toMatchObject({ __typename: 'ProviderUnavailable', code: 'PROVIDER_UNAVAILABLE' });
      expect(between).toEqual([]);
      expect(again).toMatchObject({ __typename: 'PaymentLink', status: 'OPEN', reference: name });
      expect(await isUp()).toBe(true);
    },
  );

  it('does not answer: the link is being created, and opens by itself', async () => {
    const asked: [string, Link][] = [];
    for (const [name, fault] of SILENCE) {
      await app.sandbox.faults([{ match, ...fault }]);
      asked.push([name, await shop.create({ reference: name, idempotencyKey: name })]);
    }
    const last = asked.at(-1)![1];
    const meanwhile = await visit(last.url);
    const again = await shop.create({ reference: last.reference, idempotencyKey: last.reference });

    expect(asked.map(([name, { status, session }]) => [name, status, session])).toEqual(
      SILENCE.map(([name]) => [name, 'CREATING', null]),
    );
    expect(meanwhile).toMatchObject({ status: 503, type: expect.stringMatching('text/html') });
    expect(again.id).toBe(last.id);
    for (const [, { id }] of asked) {
      const open = await eventually(async () => {
        const now = await shop.link(id);
        expect(now.status).toBe('OPEN');
        return now;
      });
      const made = (await shop.history(id, 'payment_link.created')).filter(
        (type) => type === 'payment_link.created',
      );
      expect(made).toHaveLength(1);
      expect((await visit(open.url)).location).toBe(open.session.redirectUrl);
      // It is a link like any other: it can be paid.
      await app.sandbox.consumer(open.session.id, 'pay');
      expect(await shop.outcome(id)).toMatchObject({ status: 'COMPLETED' });
    }
  });

  it('is slow but in time: it is awaited', async () => {
    await app.sandbox.faults([{ match, kind: 'slow', delay_ms: 300 }]);

    expect(await shop.create()).toMatchObject({ status: 'OPEN' });
  });

  it('loses the reply: a link being created is neither captured nor sent, and the shop is told why', async () => {
    await app.sandbox.faults([{ match, kind: 'lost_reply' }]);
    const { id, status } = await shop.create();

    const refused = await Promise.all([
      shop.capture({ paymentLinkId: id }),
      shop.send(id, { method: 'EMAIL', email: 'anna@example.com' }),
    ]);

    expect(status).toBe('CREATING');
    for (const answer of refused)
      expect(answer).toMatchObject({ __typename: 'NotAllowed', paymentLink: { id } });
    await eventually(async () => expect((await shop.link(id)).status).toBe('OPEN'));
  });
});

describe('creating a link', () => {
  it('ends the order whose session was lost, so that one link can be paid once', async () => {
    const app = await startApp(SHORT_TEMPERED);
    try {
      await app.sandbox.faults([{ match: 'POST /hpp/v1/sessions', kind: 'lost_reply' }]);

      const { id } = await app.shop.create();

      const link = await eventually(async () => {
        const now = await app.shop.link(id);
        expect(now.status).toBe('OPEN');
        return now;
      });
      const calls = await app.sandbox.requests();
      const sessionsOn = calls
        .filter(({ path }) => path === '/hpp/v1/sessions')
        .map(({ body }) => (body as { payment_session_url: string }).payment_session_url.split('/').at(-1)!);
      expect(sessionsOn).toEqual([expect.any(String), link.session.checkoutOrderId]);
      expect(sessionsOn[0]).not.toBe(sessionsOn[1]);
      expect(calls).toContainEqual(
        expect.objectContaining({ path: `/checkout/v3/orders/${sessionsOn[0]}/abort`, status: 200 }),
      );
    } finally {
      await app.stop();
    }
  });

  it('does not reach a provider whose port is closed, and says so at once', async () => {
    const app = await startApp({ ...SHORT_TEMPERED, KLARNA_API_URL: `http://127.0.0.1:${await freePort()}` });
    try {
      const answers = await Promise.all([app.shop.create({ reference: 'DOWN' }), app.shop.create()]);

      for (const answer of answers) {
        expect(answer).toMatchObject({ __typename: 'ProviderUnavailable', code: 'PROVIDER_UNAVAILABLE' });
        expect(answer.message).toMatch(/nothing happened/i);
      }
      const { nodes } = await app.shop.links({ filter: { status: ['OPEN', 'CREATING'] } });
      expect(nodes).toEqual([]);
      expect((await fetch(`${app.url}/health/live`)).ok).toBe(true);
      expect(await app.sandbox.requests()).toEqual([]);
    } finally {
      await app.stop();
    }
  });

  it('goes on where a provider was down for long, as soon as it is back', async () => {
    const app = await startApp(SHORT_TEMPERED);
    try {
      await app.sandbox.faults([
        { match: '* /checkout/v3/orders', kind: 'status', status: 503, times: 1_000 },
      ]);
      for (let i = 0; i < 12; i++) {
        expect(await app.shop.create()).toMatchObject({ __typename: 'ProviderUnavailable' });
      }
      await app.sandbox.clearFaults();

      const link = await eventually(async () => app.shop.anOpenLink());

      await app.sandbox.consumer(link.session.id, 'pay');
      expect(await app.shop.outcome(link.id)).toMatchObject({ status: 'COMPLETED' });
      await expect(app.sandbox.consumer(link.session.id, 'pay')).rejects.toBeInstanceOf(SandboxRefusal);
    } finally {
      await app.stop();
    }
  });
});

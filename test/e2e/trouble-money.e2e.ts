import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { startSandbox } from '../support/sandbox.js';
import { AMOUNT, type Capture, type Link, type Order, type Result, type Shop } from '../support/shop.js';
import { DOWN, REFUSED, SHORT_TEMPERED, SILENCE, throughEach, TURNED_AWAY } from '../support/trouble.js';

const PART = 5_000;

describe('money when the provider', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp(SHORT_TEMPERED);
    shop = app.shop;
    await app.sandbox.callbacks({ deliver: false });
  });
  afterEach(() => app.sandbox.clearFaults());
  afterAll(() => app.stop());

  /** Paid and acknowledged: nothing more happens to it by itself. */
  const aPaidLink = async (): Promise<Link> => {
    const { id, session } = await shop.anOpenLink();
    await app.sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);
    return eventually(async () => {
      const link = await shop.link(id);
      expect(link.order.acknowledgedAt).not.toBeNull();
      return link;
    });
  };
  const orderOf = async (id: string): Promise<Order> => (await shop.link(id)).order;
  const isUp = async (): Promise<boolean> => (await fetch(`${app.url}/health/ready`)).ok;
  const atProvider = async ({ id }: Order): Promise<Record<string, unknown>> =>
    (await (
      await fetch(`${app.sandbox.url}/ordermanagement/v1/orders/${id}`, {
        headers: { authorization: `Basic ${app.sandbox.apiKey}` },
      })
    ).json()) as Record<string, unknown>;

  const MOVES = [
    {
      name: 'a capture',
      path: 'captures',
      event: 'order.captured',
      prepare: () => aPaidLink(),
      move: (input: object): Promise<Result<Capture>> => shop.capture(input),
      moved: (order: Order) => ({ ours: order.captures, amount: order.capturedAmount.amount }),
      movedThere: (order: Record<string, unknown>) => order.captured_amount,
    },
    {
      name: 'a refund',
      path: 'refunds',
      event: 'order.refunded',
      prepare: async () => {
        const { id } = await aPaidLink();
        await shop.capture({ paymentLinkId: id });
        return shop.link(id);
      },
      move: (input: object): Promise<Result<Capture>> => shop.refund(input),
      moved: (order: Order) => ({ ours: order.refunds, amount: order.refundedAmount.amount }),
      movedThere: (order: Record<string, unknown>) => order.refunded_amount,
    },
  ];

  describe.each(MOVES)('fails at $name', ({ path, event, prepare, move, moved, movedThere }) => {
    const match = `POST /ordermanagement/v1/orders/*/${path}`;

    it.each(REFUSED)('and %s: says so, moves nothing, and the next call works', async (_, fault) => {
      const { id } = await prepare();
      await app.sandbox.faults([{ match, ...fault }]);

      const refused = await move({ paymentLinkId: id, amount: PART });
      const between = moved(await orderOf(id));
      const next = await move({ paymentLinkId: id, amount: PART });

      expect(refused).toMatchObject({
        __typename: 'ProviderRejected',
        providerMessages: ['Injected fault'],
        correlationId: expect.any(String),
      });
      expect(between.amount).toBe(0);
      expect(between.ours.filter(({ status }) => status !== 'REJECTED')).toEqual([]);
      expect(next).toMatchObject({ status: 'SUCCEEDED' });
      expect(await isUp()).toBe(true);
    });

    it('and does not answer, or cannot: never shows it as failed, and finds out by itself, once', () =>
      throughEach([...SILENCE, ...DOWN], async (name, fault) => {
        const { id, order } = await prepare();
        await app.sandbox.faults([{ match: match.replace('*', order.id), ...fault }]);
        const request = { paymentLinkId: id, amount: PART, idempotencyKey: `${path} ${name}` };

        const asked = await move(request);
        const whole = await move({ paymentLinkId: id, amount: AMOUNT });

        expect(asked).toMatchObject({ status: 'OUTCOME_UNKNOWN', amount: { amount: PART } });
        // What may have moved is spoken for.
        expect(whole).toMatchObject({ __typename: 'NotAllowed' });
        await eventually(async () =>
          expect(moved(await orderOf(id)).ours).toMatchObject([{ id: asked.id, status: 'SUCCEEDED' }]),
        );
        expect(await move(request)).toMatchObject({ id: asked.id, status: 'SUCCEEDED' });
        expect(moved(await orderOf(id)).amount).toBe(PART);
        expect(movedThere(await atProvider(order))).toBe(PART);
        expect((await shop.history(id, event)).filter((type) => type === event)).toHaveLength(1);
        expect(moved((await shop.outcome(id)).order)).toMatchObject({
          amount: PART,
          ours: [{ id: asked.id }],
        });
      }));

    it('and turns a second try away at the door: that says nothing of the first', () =>
      throughEach(TURNED_AWAY, async (_, fault) => {
        const { id, order } = await prepare();
        const own = match.replace('*', order.id);
        await app.sandbox.faults([
          { match: own, kind: 'lost_reply' },
          { match: own, times: 2, ...fault },
        ]);

        const asked = await move({ paymentLinkId: id, amount: PART });

        expect(asked).toMatchObject({ status: 'OUTCOME_UNKNOWN' });
        await eventually(
          async () =>
            expect(moved(await orderOf(id)).ours).toMatchObject([{ id: asked.id, status: 'SUCCEEDED' }]),
          { timeoutMs: 30_000 },
        );
        expect(movedThere(await atProvider(order))).toBe(PART);
        expect((await shop.history(id, event)).join()).not.toContain('rejected');
      }));

    it('and is over its quota: nothing happened, and the same request works', async () => {
      const { id } = await prepare();
      await app.sandbox.faults([{ match, kind: 'status', status: 429 }]);
      const request = { paymentLinkId: id, amount: PART, idempotencyKey: `${path} quota` };

      const refused = await move(request);

      expect(refused).toMatchObject({ __typename: 'ProviderUnavailable' });
      expect(moved(await orderOf(id)).amount).toBe(0);
      expect(await move(request)).toMatchObject({ status: 'SUCCEEDED' });
    });
  });

  describe('fails at a cancellation', () => {
    const match = 'POST /ordermanagement/v1/orders/*/cancel';

    it.each(REFUSED)('and %s: says so, and the next call works', async (_, fault) => {
      const { id } = await aPaidLink();
      await app.sandbox.faults([{ match, ...fault }]);

      const refused = await shop.cancelOrder({ paymentLinkId: id });
      const between = await orderOf(id);
      const next = await shop.cancelOrder({ paymentLinkId: id });

      expect(refused).toMatchObject({ __typename: 'ProviderRejected', providerMessages: ['Injected fault'] });
      expect(between.status).toBe('AUTHORIZED');
      expect(next).toMatchObject({ __typename: 'Order', status: 'CANCELLED' });
    });

    it('and does not answer, or cannot: is carried through, and the same call later gives the result', () =>
      throughEach([...SILENCE, ...DOWN], async (name, fault) => {
        const { id, order } = await aPaidLink();
        await app.sandbox.faults([{ match: match.replace('*', order.id), ...fault }]);
        const request = { paymentLinkId: id, idempotencyKey: `cancel ${name}` };

        const asked = await shop.cancelOrder(request);

        expect(asked).toMatchObject({
          __typename: 'ProviderUnavailable',
          message: expect.stringMatching(/carried through/i),
        });
        await eventually(async () =>
          expect(await shop.cancelOrder(request)).toMatchObject({ id: order.id, status: 'CANCELLED' }),
        );
        expect(await atProvider(order)).toMatchObject({ status: 'CANCELLED' });
        expect(
          (await shop.history(id, 'order.cancelled')).filter((type) => type === 'order.cancelled'),
        ).toHaveLength(1);
      }));
  });

  it('refuses its acknowledgement for long: the order can be captured all the same', async () => {
    await app.sandbox.faults([
      { match: 'POST /ordermanagement/v1/orders/*/acknowledge', kind: 'status', status: 503, times: 2 },
    ]);
    const { id, session } = await shop.anOpenLink();
    await app.sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);

    expect(await shop.capture({ paymentLinkId: id })).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('money when the provider is gone', () => {
  it('waits for nobody, moves nothing, and moves when it is back', async () => {
    const port = String(await freePort());
    const folder = await mkdtemp(join(tmpdir(), 'paylink-e2e-'));
    const env = { SANDBOX_PORT: port, SANDBOX_STATE_FILE: join(folder, 'sandbox.json') };
    const first = await startSandbox(env);
    const app = await startApp({ ...SHORT_TEMPERED, KLARNA_API_URL: first.url });
    try {
      const { shop } = app;
      const [paid, captured, open] = await Promise.all([
        shop.anOpenLink(),
        shop.anOpenLink(),
        shop.anOpenLink(),
      ]);
      for (const { id, session } of [paid, captured]) {
        await first.consumer(session.id, 'pay');
        await shop.outcome(id);
        await eventually(async () => expect((await shop.link(id)).order.acknowledgedAt).not.toBeNull());
      }
      await shop.capture({ paymentLinkId: captured.id });
      await first.stop();

      const answers: Result<object>[] = [
        await shop.capture({ paymentLinkId: paid.id, idempotencyKey: 'c' }),
        await shop.refund({ paymentLinkId: captured.id, idempotencyKey: 'r' }),
        await shop.cancelOrder({ paymentLinkId: paid.id, idempotencyKey: 'v' }),
        await shop.disable({ paymentLinkId: open.id, idempotencyKey: 'd' }),
        await shop.send(
          open.id,
          { method: 'PROVIDER_EMAIL', email: 'anna@example.com' },
          { idempotencyKey: 's' },
        ),
        await shop.create({ idempotencyKey: 'n' }),
      ];
      const outcome = await shop.tryToRead('outcome', { id: open.id });

      for (const answer of answers) expect(answer).toMatchObject({ __typename: 'ProviderUnavailable' });
      expect(outcome.errors).toMatchObject([{ extensions: { code: 'PROVIDER_UNAVAILABLE' } }]);
      expect(await shop.link(paid.id)).toMatchObject({ order: { status: 'AUTHORIZED', captures: [] } });
      expect(await shop.link(open.id)).toMatchObject({ status: 'OPEN' });

      const second = await startSandbox(env);
      try {
        await eventually(async () =>
          expect(await shop.capture({ paymentLinkId: paid.id, idempotencyKey: 'c' })).toMatchObject({
            status: 'SUCCEEDED',
          }),
        );
        expect(await shop.refund({ paymentLinkId: captured.id, idempotencyKey: 'r' })).toMatchObject({
          status: 'SUCCEEDED',
        });
        expect(await shop.disable({ paymentLinkId: open.id, idempotencyKey: 'd' })).toMatchObject({
          status: 'DISABLED',
        });
        expect(await shop.create({ idempotencyKey: 'n' })).toMatchObject({ status: 'OPEN' });
      } finally {
        await second.stop();
      }
    } finally {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

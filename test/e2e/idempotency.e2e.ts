import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { AMOUNT, type Link, type Result, type Shop } from '../support/shop.js';

const QUIET = { RECONCILE_INTERVAL_MS: '3600000' };

describe('the same request again', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp(QUIET);
    shop = app.shop;
  });
  afterAll(() => app.stop());

  const callsTo = async (path: RegExp, since = 0) =>
    (await app.sandbox.requests())
      .slice(since)
      .filter((call) => call.method !== 'GET' && path.test(call.path));
  const mark = async (): Promise<number> => (await app.sandbox.requests()).length;
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

  it('to create gives the same link, and makes nothing more', async () => {
    const before = await mark();

    const first = await shop.create({ idempotencyKey: 'create-1', reference: 'R-1' });
    const again = await shop.create({ idempotencyKey: 'create-1', reference: 'R-1' });

    expect(first).toMatchObject({ status: 'OPEN' });
    expect(again).toMatchObject({ id: first.id, status: 'OPEN', session: first.session });
    expect(await callsTo(/^\/checkout\/v3\/orders$/, before)).toHaveLength(1);
    expect(await callsTo(/^\/hpp\/v1\/sessions$/, before)).toHaveLength(1);
  });

  it('to create, twenty times at once, makes one order and one session', async () => {
    const before = await mark();

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.create({ idempotencyKey: 'create-20' })),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill('OPEN'));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await callsTo(/^\/checkout\/v3\/orders$/, before)).toHaveLength(1);
    expect(await callsTo(/^\/hpp\/v1\/sessions$/, before)).toHaveLength(1);
  });

  it('with the fields in another order is the same', async () => {
    const { id } = await shop.anOpenLink({
      idempotencyKey: 'order-of-fields',
      reference: 'R-2',
      metadata: { a: 1, b: 2 },
    });

    const again = await shop.create({
      metadata: { b: 2, a: 1 },
      reference: 'R-2',
      idempotencyKey: 'order-of-fields',
    });

    expect(again.id).toBe(id);
  });

  it('with other input is a conflict, for each mutation', async () => {
    const { id } = await aPaidLink();
    const open = await shop.anOpenLink();
    const other = await shop.anOpenLink();
    const to = 'one@example.com';
    const keyed = { idempotencyKey: 'conflict', paymentLinkId: id };
    await shop.create({ idempotencyKey: 'conflict' });
    await shop.send(open.id, { method: 'EMAIL', email: to }, { idempotencyKey: 'conflict' });
    await shop.capture({ ...keyed, amount: 5_000 });
    await shop.refund({ ...keyed, amount: 1_000 });
    await shop.cancelOrder(keyed);
    await shop.disable({ idempotencyKey: 'conflict', paymentLinkId: open.id });
    const before = await mark();

    const answers: Result<object>[] = await Promise.all([
      shop.create({ idempotencyKey: 'conflict', locale: 'en-GB' }),
      shop.send(open.id, { method: 'EMAIL', email: 'two@example.com' }, { idempotencyKey: 'conflict' }),
      shop.capture({ ...keyed, amount: 5_001 }),
      shop.refund({ ...keyed, amount: 1_001 }),
      shop.cancelOrder({ ...keyed, paymentLinkId: other.id }),
      shop.disable({ idempotencyKey: 'conflict', paymentLinkId: other.id }),
    ]);

    for (const answer of answers) {
      expect(answer).toMatchObject({ __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_CONFLICT' });
      expect(answer.message).toContain('conflict');
    }
    expect(await callsTo(/./, before)).toEqual([]);
  });

  it('to capture moves the money once', async () => {
    const { id } = await aPaidLink();
    const before = await mark();

    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        shop.capture({ idempotencyKey: 'capture-1', paymentLinkId: id, amount: 100 }),
      ),
    );
    const later = await shop.capture({ idempotencyKey: 'capture-1', paymentLinkId: id, amount: 100 });

    expect(new Set([...answers, later].map((answer) => answer.id)).size).toBe(1);
    expect(later).toMatchObject({ status: 'SUCCEEDED', amount: { amount: 100 } });
    expect(await callsTo(/captures$/, before)).toHaveLength(1);
    expect((await shop.outcome(id)).order.capturedAmount.amount).toBe(100);
  });

  it('under eight keys at once captures the whole once, and refuses the rest', async () => {
    const { id } = await aPaidLink();
    const before = await mark();

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => shop.capture({ idempotencyKey: `whole-${i}`, paymentLinkId: id })),
    );

    const types = answers.map(({ __typename }) => __typename).sort();
    expect(types).toEqual(['Capture', ...Array(7).fill('NotAllowed')]);
    expect(await callsTo(/captures$/, before)).toMatchObject([
      { status: 201, body: { captured_amount: AMOUNT } },
    ]);
    expect((await shop.outcome(id)).order.captures).toHaveLength(1);
  });

  it('in parts at once never takes more than there is', async () => {
    const { id } = await aPaidLink();
    const part = Math.floor(AMOUNT / 3);

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => shop.capture({ paymentLinkId: id, amount: part })),
    );

    expect(answers.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(3);
    expect((await shop.outcome(id)).order.capturedAmount.amount).toBe(3 * part);
  });

  it('to refund, under one key or many, never pays back more than was captured', async () => {
    const { id } = await aPaidLink();
    await shop.capture({ paymentLinkId: id, amount: 1_000 });
    const before = await mark();

    const same = await Promise.all(
      Array.from({ length: 4 }, () =>
        shop.refund({ idempotencyKey: 'refund-1', paymentLinkId: id, amount: 400 }),
      ),
    );
    const many = await Promise.all(
      Array.from({ length: 4 }, (_, i) => shop.refund({ idempotencyKey: `rest-${i}`, paymentLinkId: id })),
    );

    expect(new Set(same.map((answer) => answer.id)).size).toBe(1);
    expect(many.map(({ __typename }) => __typename).sort()).toEqual([
      'NotAllowed',
      'NotAllowed',
      'NotAllowed',
      'Refund',
    ]);
    expect(await callsTo(/refunds$/, before)).toMatchObject([
      { body: { refunded_amount: 400 } },
      { body: { refunded_amount: 600 } },
    ]);
  });

  it('to cancel is one cancellation', async () => {
    const { id, order } = await aPaidLink();

    const answers = await Promise.all(
      Array.from({ length: 4 }, () => shop.cancelOrder({ idempotencyKey: 'cancel-1', paymentLinkId: id })),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill('CANCELLED'));
    expect(await callsTo(new RegExp(`${order.id}/cancel$`))).toHaveLength(1);
  });

  it('to send sends once', async () => {
    const { id } = await shop.anOpenLink();
    const send = () =>
      shop.send(id, { method: 'EMAIL', email: 'once@example.com' }, { idempotencyKey: 'send-1' });

    const answers = await Promise.all(Array.from({ length: 4 }, send));

    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect((await app.sandbox.mail()).filter(({ to }) => to.includes('once@example.com'))).toHaveLength(1);
  });

  it('gives the refusal that it gave first', async () => {
    const { id, session } = await shop.anOpenLink();
    const request = { idempotencyKey: 'too-early', paymentLinkId: id };
    const first = await shop.capture(request);
    await app.sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);

    const again = await shop.capture(request);
    const anew = await shop.capture({ ...request, idempotencyKey: 'in-time' });

    expect(first).toMatchObject({ __typename: 'NotAllowed' });
    expect(again).toMatchObject({ __typename: 'NotAllowed', message: first.message });
    expect(anew).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('gives the provider’s refusal again, without asking it again', async () => {
    await app.sandbox.faults([{ match: 'POST /checkout/v3/orders', kind: 'status', status: 400 }]);
    const before = await mark();

    const first = await shop.create({ idempotencyKey: 'refused' });
    const again = await shop.create({ idempotencyKey: 'refused' });

    expect(first).toMatchObject({ __typename: 'ProviderRejected' });
    expect(again).toEqual(first);
    expect(await callsTo(/^\/checkout\/v3\/orders$/, before)).toHaveLength(1);
  });

  it('is tried anew after the provider could not be reached', async () => {
    await app.sandbox.faults([{ match: 'POST /checkout/v3/orders', kind: 'status', status: 503 }]);

    const first = await shop.create({ idempotencyKey: 'anew', reference: 'R-3' });
    const again = await shop.create({ idempotencyKey: 'anew', reference: 'R-3' });
    const then = await shop.create({ idempotencyKey: 'anew', reference: 'R-3' });

    expect(first).toMatchObject({ __typename: 'ProviderUnavailable' });
    expect(again).toMatchObject({ __typename: 'PaymentLink', status: 'OPEN', reference: 'R-3' });
    expect(then.id).toBe(again.id);
  });

  it('without a key is another request', async () => {
    const [one, two] = [await shop.create(), await shop.create()];

    expect(one.id).not.toBe(two.id);
  });

  describe('with a reference of another link', () => {
    it('is told whose it is, and nothing is made', async () => {
      const holder = await shop.anOpenLink({ reference: 'TAKEN' });
      const before = await mark();

      const refused = await shop.create({ reference: 'TAKEN' });

      expect(refused).toMatchObject({
        __typename: 'ReferenceTaken',
        code: 'REFERENCE_TAKEN',
        paymentLink: { id: holder.id, status: 'OPEN' },
      });
      expect(refused.message).toContain('TAKEN');
      expect(await callsTo(/./, before)).toEqual([]);
    });

    it('goes to one of many that want it at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => shop.create({ reference: 'WANTED' })),
      );

      const types = answers.map(({ __typename }) => __typename).sort();
      expect(types).toEqual(['PaymentLink', ...Array(7).fill('ReferenceTaken')]);
    });

    it('is free again where that link could not be made', async () => {
      await app.sandbox.faults([{ match: 'POST /checkout/v3/orders', kind: 'status', status: 400 }]);
      await shop.create({ reference: 'FREED' });

      expect(await shop.create({ reference: 'FREED' })).toMatchObject({ status: 'OPEN', reference: 'FREED' });
    });
  });
});

import { randomUUID } from 'node:crypto';

import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { anotherShop } from '../support/merchants.js';
import { AMOUNT, aLine, type Link, type Shop } from '../support/shop.js';

const ORDERS = '/checkout/v3/orders';
const THREE_PAIRS = { orderLines: [aLine({ quantity: 3 })] };
const DEARER = 29_700;

describe('changing a link', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());
  afterEach(() => app.sandbox.clearFaults());

  /** What was asked of the provider about Checkout orders since the link was made. */
  const askedOf = async ({ session: { checkoutOrderId } }: Link) => {
    const calls = (await app.sandbox.requests()).filter(({ method }) => method === 'POST');
    const path = `${ORDERS}/${checkoutOrderId}`;
    return calls.filter((call) => call.path === path);
  };
  const ordersMade = async (): Promise<number> =>
    (await app.sandbox.requests()).filter(({ method, path }) => method === 'POST' && path === ORDERS).length;
  const pay = (link: Link) => app.sandbox.consumer(link.session.id, 'pay');

  it('changes the order at the provider, and makes no second one', async () => {
    const link = await shop.anOpenLink({ reference: 'U-1', reference2: 'old' });
    const before = await ordersMade();

    const updated = await shop.update({
      paymentLinkId: link.id,
      ...THREE_PAIRS,
      orderAmount: DEARER,
      reference: 'U-2',
      reference2: null,
    });

    expect(updated).toMatchObject({
      __typename: 'PaymentLink',
      id: link.id,
      status: 'OPEN',
      reference: 'U-2',
      reference2: null,
      amount: { amount: DEARER },
      taxAmount: { amount: 5_940 },
      orderLines: [{ quantity: 3, totalAmount: DEARER }],
      session: { id: link.session.id },
    });
    expect(await ordersMade()).toBe(before);
    expect(await askedOf(link)).toMatchObject([
      {
        status: 200,
        body: {
          order_amount: DEARER,
          order_tax_amount: 5_940,
          order_lines: [expect.objectContaining({ quantity: 3 })],
          merchant_reference1: 'U-2',
          merchant_reference2: '',
        },
      },
    ]);
    expect(await shop.history(link.id)).toEqual(['payment_link.created', 'payment_link.updated']);

    await pay(link);
    expect(await shop.outcome(link.id)).toMatchObject({
      status: 'COMPLETED',
      order: { orderAmount: { amount: DEARER } },
    });
    expect(await shop.history(link.id)).not.toContain('order.amount_differs');
  });

  it('changes expiry and metadata without asking the provider', async () => {
    const link = await shop.anOpenLink({ reference: 'U-3', metadata: { a: 1 } });
    const expiresAt = new Date((await app.sandbox.now()).getTime() + 3_600_000).toISOString();

    const updated = await shop.update({ paymentLinkId: link.id, expiresAt, metadata: { b: 2 } });
    const cleared = await shop.update({ paymentLinkId: link.id, expiresAt: null, metadata: null });

    expect(updated).toMatchObject({ expiresAt, metadata: { b: 2 }, reference: 'U-3' });
    expect(updated.amount.amount).toBe(AMOUNT);
    expect(cleared).toMatchObject({ expiresAt: null, metadata: null, reference: 'U-3' });
    expect(await askedOf(link)).toEqual([]);
  });

  it('ends the offer at its new end', async () => {
    const link = await shop.anOpenLink();
    const expiresAt = new Date((await app.sandbox.now()).getTime() + 60_000).toISOString();
    await shop.update({ paymentLinkId: link.id, expiresAt });

    await app.sandbox.advance(61);

    await eventually(async () => expect((await shop.link(link.id)).status).toBe('EXPIRED'));
  });

  it('is what the next session is made of', async () => {
    const link = await shop.anOpenLink();
    await shop.update({ paymentLinkId: link.id, ...THREE_PAIRS });
    await app.sandbox.advance(48 * 3600);

    const renewed = await eventually(async () => {
      await visit(link.url);
      const { session } = await shop.link(link.id);
      expect(session.id).not.toBe(link.session.id);
      return session;
    });
    await app.sandbox.consumer(renewed.id, 'pay');

    expect((await shop.outcome(link.id)).order.orderAmount.amount).toBe(DEARER);
  });

  describe('when the consumer was faster', () => {
    it('says so, and shows what was paid', async () => {
      const link = await shop.anOpenLink();
      await pay(link);

      const refused = await shop.update({ paymentLinkId: link.id, ...THREE_PAIRS });

      expect(refused).toMatchObject({
        __typename: 'AlreadyPaid',
        code: 'ALREADY_PAID',
        paymentLink: { id: link.id, status: 'COMPLETED' },
      });
      expect(await shop.link(link.id)).toMatchObject({
        status: 'COMPLETED',
        amount: { amount: AMOUNT },
        orderLines: [{ quantity: 2 }],
        order: { orderAmount: { amount: AMOUNT } },
      });
    });

    it('is one or the other in a race', async () => {
      const links = await Promise.all(Array.from({ length: 6 }, () => shop.anOpenLink()));

      await Promise.all(
        links.map(async (link) => {
          const [answer] = await Promise.all([
            shop.update({ paymentLinkId: link.id, ...THREE_PAIRS }),
            pay(link),
          ]);
          const amount = answer.__typename === 'AlreadyPaid' ? AMOUNT : DEARER;
          expect(['AlreadyPaid', 'PaymentLink']).toContain(answer.__typename);
          expect(await shop.outcome(link.id)).toMatchObject({
            status: 'COMPLETED',
            amount: { amount },
            order: { orderAmount: { amount } },
          });
        }),
      );
    });
  });

  it('is done once for the same key, and refused for the same key with other input', async () => {
    const link = await shop.anOpenLink();
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, ...THREE_PAIRS };

    const answers = await Promise.all(Array.from({ length: 5 }, () => shop.update(input)));
    const conflict = await shop.update({ ...input, reference: 'other' });

    expect(answers.map((answer) => [answer.__typename, answer.amount.amount])).toEqual(
      Array(5).fill(['PaymentLink', DEARER]),
    );
    expect(conflict.__typename).toBe('IdempotencyConflict');
    expect(await askedOf(link)).toHaveLength(1);
  });

  it('tells a field that is cleared from one that is left out, under one key', async () => {
    const expiresAt = new Date((await app.sandbox.now()).getTime() + 3_600_000).toISOString();
    const link = await shop.anOpenLink({ expiresAt });
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, metadata: { a: 1 } };

    await shop.update(input);
    const clearing = await shop.update({ ...input, expiresAt: null });
    const again = await shop.update({ ...input, orderLines: null });

    expect(clearing.__typename).toBe('IdempotencyConflict');
    expect(again).toMatchObject({ __typename: 'PaymentLink', expiresAt });
  });

  describe('is refused', () => {
    it('with all that is wrong, and nothing is asked of the provider', async () => {
      const link = await shop.anOpenLink();

      const refused = await shop.update({
        paymentLinkId: link.id,
        orderLines: [aLine({ totalAmount: 1 }), aLine({ name: '<i>' })],
        orderAmount: 1,
        reference: '<b>x</b>',
        reference2: 'x'.repeat(256),
        metadata: { large: 'x'.repeat(20_000) },
      });

      expect(refused.__typename).toBe('InvalidInput');
      expect(refused.faults.map(({ path }) => path).sort()).toEqual([
        'metadata',
        'orderLines.0.totalAmount',
        'orderLines.1.name',
        'reference',
        'reference2',
      ]);
      expect(await askedOf(link)).toEqual([]);
      expect((await shop.link(link.id)).amount.amount).toBe(AMOUNT);
    });

    it('with a sum and no lines, and with an end that has passed', async () => {
      const { id: paymentLinkId } = await shop.anOpenLink();

      const sum = await shop.update({ paymentLinkId, orderAmount: 1 });
      const past = await shop.update({ paymentLinkId, expiresAt: '2020-01-01T00:00:00Z' });

      expect(sum.faults.map(({ path }) => path)).toEqual(['orderAmount']);
      expect(past.faults.map(({ path }) => path)).toEqual(['expiresAt']);
    });

    it('for a reference that another link has', async () => {
      const holder = await shop.anOpenLink({ reference: 'taken' });
      const link = await shop.anOpenLink({ reference: 'mine' });

      const refused = await shop.update({ paymentLinkId: link.id, reference: 'taken' });
      const own = await shop.update({ paymentLinkId: link.id, reference: 'mine' });

      expect(refused).toMatchObject({ __typename: 'ReferenceTaken', paymentLink: { id: holder.id } });
      expect(own.__typename).toBe('PaymentLink');
    });

    it('for a link that has ended', async () => {
      const disabled = await shop.anOpenLink();
      await shop.disable({ paymentLinkId: disabled.id });
      const cancelled = await shop.anOpenLink({ channel: 'IN_STORE' });
      await app.sandbox.consumer(cancelled.session.id, 'cancel');
      await shop.outcome(cancelled.id);
      const paid = await shop.anOpenLink();
      await pay(paid);
      await shop.outcome(paid.id);

      const answers = await Promise.all(
        [disabled, cancelled, paid].map(({ id }) => shop.update({ paymentLinkId: id, ...THREE_PAIRS })),
      );

      expect(answers.map(({ __typename }) => __typename)).toEqual([
        'NotAllowed',
        'NotAllowed',
        'AlreadyPaid',
      ]);
      expect(answers.map(({ paymentLink }) => paymentLink.status)).toEqual([
        'DISABLED',
        'CANCELLED',
        'COMPLETED',
      ]);
      for (const link of [disabled, cancelled, paid]) expect(await askedOf(link)).toEqual([]);
    });

    it("for somebody else's link, as if it were not there", async () => {
      const { id } = await (await anotherShop(app)).anOpenLink();

      const refused = await shop.update({ paymentLinkId: id, ...THREE_PAIRS });

      expect(refused.__typename).toBe('NotFound');
    });
  });
});

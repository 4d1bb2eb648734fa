import { randomUUID } from 'node:crypto';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { AMOUNT, aLine, type Link, type Shop } from '../support/shop.js';

const ORDERS = '/checkout/v3/orders';
const THREE_PAIRS = { orderLines: [aLine({ quantity: 3 })] };
const DEARER = 29_700;

describe('a change of a link that the provider does not answer', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());
  afterEach(() => app.sandbox.clearFaults());

  /** As by another program that has the account's key. */
  const changedElsewhere = async ({ session: { checkoutOrderId } }: Link, line: Record<string, unknown>) => {
    const path = `${app.sandbox.url}${ORDERS}/${checkoutOrderId}`;
    const headers = { authorization: `Basic ${app.sandbox.apiKey}`, 'content-type': 'application/json' };
    const { unitPrice, taxRate, ...named } = line as Record<string, number>;
    const order_line = {
      ...named,
      unit_price: unitPrice,
      tax_rate: taxRate,
      total_amount: DEARER,
      total_tax_amount: 5_940,
    };
    const body = { order_lines: [order_line], order_amount: DEARER, order_tax_amount: 5_940 };
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(await answer.json()).toMatchObject({ order_amount: DEARER });
  };
  const pay = (link: Link) => app.sandbox.consumer(link.session.id, 'pay');
  const updates = { match: `POST ${ORDERS}/*`, times: 1 };

  it.each(['lost_reply', 'timeout'] as const)('is carried through after a %s', async (kind) => {
    const link = await shop.anOpenLink();
    await app.sandbox.faults([{ ...updates, kind }]);
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, ...THREE_PAIRS };

    const waiting = await shop.update(input);
    const other = await shop.update({ paymentLinkId: link.id, orderLines: [aLine({ quantity: 1 })] });

    expect(waiting.__typename).toBe('ProviderUnavailable');
    expect(waiting.message).toContain('carried through');
    expect(['ProviderUnavailable', 'PaymentLink']).toContain(other.__typename);
    const done = await eventually(async () => {
      await app.sandbox.advance(5);
      const again = await shop.update(input);
      expect(again.__typename).toBe('PaymentLink');
      return again;
    });
    if (other.__typename === 'ProviderUnavailable') expect(done.amount.amount).toBe(DEARER);
    await eventually(async () => expect(await shop.history(link.id)).toContain('operation.outcome_unknown'));
  });

  it('gives the reference to nobody else meanwhile', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.faults([{ ...updates, kind: 'lost_reply' }]);
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, reference: 'on its way' };
    await shop.update(input);

    const other = await shop.anOpenLink();
    const created = await shop.create({ reference: 'on its way' });
    const updated = await shop.update({ paymentLinkId: other.id, reference: 'on its way' });

    for (const refused of [created, updated])
      expect(refused).toMatchObject({ __typename: 'ReferenceTaken', paymentLink: { id: link.id } });
    await eventually(async () => {
      await app.sandbox.advance(5);
      expect(await shop.update(input)).toMatchObject({ id: link.id, reference: 'on its way' });
    });
  });

  it('believes the order where it was changed, and paid before we knew', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.faults([{ ...updates, kind: 'lost_reply' }]);
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, ...THREE_PAIRS };
    const waiting = await shop.update(input);
    await pay(link);
    await shop.outcome(link.id);

    const done = await eventually(async () => {
      await app.sandbox.advance(5);
      const again = await shop.update(input);
      expect(again.__typename).toBe('PaymentLink');
      return again;
    });

    expect(waiting.__typename).toBe('ProviderUnavailable');
    expect(done.amount.amount).toBe(DEARER);
    expect(await shop.outcome(link.id)).toMatchObject({
      status: 'COMPLETED',
      amount: { amount: DEARER },
      order: { orderAmount: { amount: DEARER } },
    });
    expect(await shop.history(link.id, 'payment_link.updated')).not.toContain('order.amount_differs');
  });

  it('believes the order where it was not changed, and paid before we knew', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.faults([{ ...updates, kind: 'timeout' }]);
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, ...THREE_PAIRS };
    await shop.update(input);
    await pay(link);

    await eventually(async () => {
      await app.sandbox.advance(5);
      expect((await shop.update(input)).__typename).toBe('AlreadyPaid');
    });

    expect(await shop.outcome(link.id)).toMatchObject({
      status: 'COMPLETED',
      amount: { amount: AMOUNT },
      order: { orderAmount: { amount: AMOUNT } },
    });
  });

  describe('until the order is gone at Checkout', () => {
    // Nobody comes to know meanwhile, so that the change is still on its way then.
    const turnedAway = { kind: 'status', status: 401, times: 1_000 } as const;
    const unseen = { ...turnedAway, match: 'GET /hpp/v1/sessions/*' };
    const waiting = { ...turnedAway, match: updates.match };

    it.each([
      ['was not changed', 'timeout', 'AlreadyPaid', AMOUNT],
      ['was changed', 'lost_reply', 'PaymentLink', DEARER],
    ] as const)('believes Order Management that it %s', async (_case, kind, answer, amount) => {
      const link = await shop.anOpenLink();
      await app.sandbox.faults([{ ...updates, kind }, waiting, unseen]);
      const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, ...THREE_PAIRS };
      expect((await shop.update(input)).__typename).toBe('ProviderUnavailable');
      await pay(link);
      await app.sandbox.advance(50 * 3600);

      await app.sandbox.clearFaults();
      await app.sandbox.faults([unseen]);
      await eventually(async () => {
        await app.sandbox.advance(60);
        expect((await shop.update(input)).__typename).toBe(answer);
      });
      await app.sandbox.clearFaults();

      expect(await shop.outcome(link.id)).toMatchObject({
        status: 'COMPLETED',
        amount: { amount },
        order: { orderAmount: { amount } },
      });
      expect(await shop.history(link.id, 'order.authorized')).not.toContain('order.amount_differs');
    });
  });

  it('tells once the change is settled that what was paid is neither', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.faults([{ ...updates, kind: 'timeout' }]);
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, ...THREE_PAIRS };
    await shop.update(input);
    await changedElsewhere(link, aLine({ name: 'Others', quantity: 3 }));
    await pay(link);

    await eventually(async () => {
      await app.sandbox.advance(5);
      expect((await shop.update(input)).__typename).toBe('AlreadyPaid');
    });

    expect(await shop.outcome(link.id)).toMatchObject({
      amount: { amount: AMOUNT },
      order: { orderAmount: { amount: DEARER } },
    });
    expect(await shop.history(link.id, 'order.amount_differs')).toContain('order.amount_differs');
  });

  it('has done nothing where the provider was down, and can be tried again', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.faults([{ match: updates.match, kind: 'status', status: 429, times: 10 }]);
    const input = { idempotencyKey: randomUUID(), paymentLinkId: link.id, ...THREE_PAIRS };

    const refused = await shop.update(input);
    await app.sandbox.clearFaults();
    const done = await shop.update(input);

    expect(refused.__typename).toBe('ProviderUnavailable');
    expect(done).toMatchObject({ __typename: 'PaymentLink', amount: { amount: DEARER } });
  });
});

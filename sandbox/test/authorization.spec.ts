import { describe, expect, it } from '@jest/globals';
import { merchantOf, refusal } from './merchant.js';
import { aLine, om, useSandbox } from './support.js';

const used = useSandbox();
const { authorize, cancel, capture, extend, inState, refund, release } = merchantOf(used);
const day = 24 * 60 * 60 * 1000;
const midnight = (at: number): number => Math.floor(at / day) * day;

describe('Order Management: cancel and release', () => {
  it('cancels the whole', async () => {
    const id = await used.client.paid();
    const reply = await cancel(id);
    expect([reply.status, reply.body]).toEqual([204, '']);
    expect(await used.client.managed(id)).toMatchObject({
      status: 'CANCELLED',
      remaining_authorized_amount: 0,
    });
  });

  it('releases the remainder of a part capture: captured, nothing left', async () => {
    const id = await inState.PART_CAPTURED!();
    expect((await release(id)).status).toBe(204);
    expect(await used.client.managed(id)).toMatchObject({
      status: 'CAPTURED',
      captured_amount: 4000,
      remaining_authorized_amount: 0,
    });
    expect(refusal(await capture(id, 1))).toEqual([403, 'CAPTURE_NOT_ALLOWED']);
    expect(refusal(await release(id))).toEqual([403, 'NOT_ALLOWED']);
  });

  it('closes a released order when all that was captured is refunded', async () => {
    const id = await inState.PART_CAPTURED!();
    await release(id);
    await refund(id, 4000);
    expect((await used.client.managed(id)).status).toBe('CLOSED');
  });
});

describe('Order Management: authorization', () => {
  it('sets a lower total, not below what is captured', async () => {
    const id = await inState.PART_CAPTURED!();
    expect((await authorize(id, 6000)).status).toBe(204);
    expect(await used.client.managed(id)).toMatchObject({
      order_amount: 6000,
      original_order_amount: 10000,
      remaining_authorized_amount: 2000,
    });
    const reply = await authorize(id, 3999);
    expect(refusal(reply)).toEqual([403, 'NOT_ALLOWED']);
    expect(reply.body.error_messages[0]).toMatch(/3999.*4000/);
    await authorize(id, 4000);
    expect((await used.client.managed(id)).status).toBe('CAPTURED');
  });

  it('deletes the lines when none are sent, and replaces them otherwise', async () => {
    const id = await used.client.paid();
    await authorize(id, 5000, { order_lines: [aLine({ name: 'New' })] });
    expect((await used.client.managed(id)).order_lines).toEqual([aLine({ name: 'New' })]);
    await authorize(id, 4000);
    expect((await used.client.managed(id)).order_lines).toEqual([]);
  });

  it.each([
    ['INVOICE', 204],
    ['ACCOUNT', 204],
    ['DIRECT_DEBIT', 204],
    ['FIXED_AMOUNT', 204],
    ['CARD', 403],
    ['SWISH', 403],
  ])('raises the total of %s: %d', async (payment_method, status) => {
    const id = await used.client.paid({}, { payment_method });
    expect((await authorize(id, 12000)).status).toBe(status);
    expect((await used.client.managed(id)).remaining_authorized_amount).toBe(status === 204 ? 12000 : 10000);
  });

  it('does not raise direct debit in Switzerland', async () => {
    const id = await used.client.paid(
      { purchase_country: 'CH', purchase_currency: 'CHF' },
      { payment_method: 'DIRECT_DEBIT' },
    );
    expect(refusal(await authorize(id, 12000))).toEqual([403, 'NOT_ALLOWED']);
  });

  it('is refused by the risk assessment', async () => {
    const id = await used.client.paid();
    await used.client.post(`/sandbox/orders/${id}/fraud`, { status: 'REJECTED' });
    expect(refusal(await authorize(id, 9000))).toEqual([403, 'NOT_ALLOWED']);
  });

  it('needs an amount', async () => {
    expect(refusal(await used.client.patch(om(await used.client.paid(), '/authorization'), {}))).toEqual([
      400,
      'BAD_VALUE',
    ]);
  });
});

describe('Order Management: the life of an authorization', () => {
  it('ends 28 days later, at midnight UTC', async () => {
    const order = await used.client.managed(await used.client.paid());
    expect(Date.parse(order.expires_at)).toBe(midnight(Date.parse(order.created_at)) + 28 * day);
  });

  it('lets a part capture keep what it captured, and no more', async () => {
    const id = await inState.PART_CAPTURED!();
    await used.client.days(29);
    expect(await used.client.managed(id)).toMatchObject({
      status: 'CAPTURED',
      captured_amount: 4000,
      remaining_authorized_amount: 0,
    });
    expect(refusal(await capture(id, 1))).toEqual([403, 'CAPTURE_NOT_ALLOWED']);
    expect((await refund(id, 4000)).status).toBe(201);
  });

  it('is extended from the day of the call, as in the published example', async () => {
    const id = await used.client.paid();
    await used.client.days(14);
    const { now } = (await used.client.get('/sandbox/clock')).body;
    expect((await extend(id)).status).toBe(204);
    const { expires_at } = await used.client.managed(id);
    // 1 January, asked on the 15th: 13 February.
    expect(Date.parse(expires_at)).toBe(midnight(Date.parse(now)) + 29 * day);
    expect((await extend(id)).status).toBe(204);
    expect((await used.client.managed(id)).expires_at).toBe(expires_at);
  });

  it('is extended for 180 days after creation at most', async () => {
    const id = await used.client.paid();
    for (let passed = 0; passed < 180; passed += 20) {
      expect((await extend(id)).status).toBe(204);
      await used.client.days(20);
    }
    await used.client.days(1);
    expect(refusal(await extend(id))).toEqual([403, 'NOT_ALLOWED']);
  });

  it('is not extended for cards, in some countries, nor when it ends 90 days away or later', async () => {
    expect(refusal(await extend(await used.client.paid({}, { payment_method: 'CARD' })))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
    for (const purchase_country of ['ES', 'FR', 'IT', 'PT']) {
      const id = await used.client.paid({ purchase_country, purchase_currency: 'EUR' });
      expect(refusal(await extend(id))).toEqual([403, 'NOT_ALLOWED']);
    }
    await used.client.post('/sandbox/accounts', { username: 'X8-a', key: 'k8', authorizationDays: 120 });
    used.client.authorization = 'Basic k8';
    expect(refusal(await extend(await used.client.paid()))).toEqual([403, 'NOT_ALLOWED']);
  });
});

describe('Order Management: references and customer', () => {
  it('changes only the references given; an empty one clears', async () => {
    const id = await used.client.paid({ merchant_reference1: 'one', merchant_reference2: 'two' });
    const path = om(id, '/merchant-references');
    expect((await used.client.patch(path, { merchant_reference2: 'new' })).status).toBe(204);
    expect(await used.client.managed(id)).toMatchObject({
      merchant_reference1: 'one',
      merchant_reference2: 'new',
    });
    await used.client.patch(path, { merchant_reference1: '' });
    expect((await used.client.managed(id)).merchant_reference1).toBeUndefined();
    expect(refusal(await used.client.patch(path, { merchant_reference1: 'x'.repeat(256) }))).toEqual([
      422,
      'UNPROCESSABLE_ENTITY',
    ]);
  });

  it('changes the shipping address, never the billing address', async () => {
    const id = await used.client.paid();
    const path = om(id, '/customer-details');
    expect((await used.client.patch(path, { shipping_address: { city: 'Lund' } })).status).toBe(204);
    expect((await used.client.managed(id)).shipping_address).toEqual({ city: 'Lund' });
    expect(refusal(await used.client.patch(path, { billing_address: { city: 'Lund' } }))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
  });

  it.each([
    ['postal_code', 11],
    ['city', 201],
    ['title', 21],
    ['street_address', 101],
    ['organization_name', 256],
  ])('refuses a %s of %d characters', async (name, length) => {
    const id = await used.client.paid();
    const reply = await used.client.patch(om(id, '/customer-details'), {
      shipping_address: { [name]: 'x'.repeat(length) },
    });
    expect(refusal(reply)).toEqual([422, 'INVALID_ADDRESS']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { merchantOf, refusal } from './merchant.js';
import { aLine, Body, om, useSandbox } from './support.js';

const used = useSandbox();
const { authorize, cancel, capture, extend, inState, refund, release } = merchantOf(used);

describe('Order Management: an order', () => {
  it('has the id of its checkout order and shows what the description lists', async () => {
    const id = await used.client.paid({
      merchant_reference1: 'A-1',
      merchant_data: 'x',
      customer: { date_of_birth: '1980-05-06' },
    });
    expect(await used.client.managed(id)).toMatchObject({
      order_id: id,
      status: 'AUTHORIZED',
      fraud_status: 'ACCEPTED',
      order_amount: 10000,
      original_order_amount: 10000,
      captured_amount: 0,
      refunded_amount: 0,
      remaining_authorized_amount: 10000,
      purchase_country: 'SE',
      purchase_currency: 'SEK',
      locale: 'sv-SE',
      order_lines: [aLine()],
      merchant_reference1: 'A-1',
      merchant_data: 'x',
      customer: { date_of_birth: '1980-05-06' },
      klarna_reference: expect.stringMatching(/^K[A-Z0-9]{7}$/),
      initial_payment_method: { type: 'INVOICE' },
      captures: [],
      refunds: [],
      billing_address: { given_name: expect.any(String) },
    });
  });

  it('does not exist before the purchase', async () => {
    expect(refusal(await used.client.get(om(await used.client.order())))).toEqual([404, 'NO_SUCH_ORDER']);
  });

  it.each(Object.keys(inState))('can be %s', async (state) => {
    const order = await used.client.managed(await inState[state]!());
    expect(order.status).toBe(state);
    const open = state === 'AUTHORIZED' || state === 'PART_CAPTURED';
    expect(order.remaining_authorized_amount).toBe(open ? order.order_amount - order.captured_amount : 0);
  });

  it('is captured at once with auto_capture', async () => {
    const order = await used.client.managed(await used.client.paid({ options: { auto_capture: true } }));
    expect(order).toMatchObject({ status: 'CAPTURED', captured_amount: 10000 });
    expect(refusal(await capture(order.order_id, 1))).toEqual([403, 'CAPTURE_NOT_ALLOWED']);
  });

  it('is kept from other merchants', async () => {
    const id = await used.client.paid();
    await used.client.post('/sandbox/accounts', { username: 'X6-a', key: 'k6' });
    used.client.authorization = 'Basic k6';
    expect(refusal(await used.client.get(om(id)))).toEqual([404, 'NO_SUCH_ORDER']);
  });
});

describe('Order Management: what each state allows', () => {
  const calls: Record<string, (id: string) => Promise<Body>> = {
    capture: (id) => capture(id, 1),
    refund: (id) => refund(id, 1),
    cancel,
    release,
    extend,
    authorize: (id) => authorize(id, 9000),
    references: (id) => used.client.patch(om(id, '/merchant-references'), { merchant_reference1: 'x' }),
    customer: (id) => used.client.patch(om(id, '/customer-details'), { shipping_address: { city: 'Lund' } }),
  };
  const allowed: Record<string, string[]> = {
    AUTHORIZED: ['capture', 'cancel', 'extend', 'authorize', 'references', 'customer'],
    PART_CAPTURED: ['capture', 'refund', 'release', 'extend', 'authorize', 'references'],
    CAPTURED: ['refund', 'references'],
    CANCELLED: [],
    EXPIRED: [],
    CLOSED: [],
  };
  const codes: Record<string, string> = {
    capture: 'CAPTURE_NOT_ALLOWED',
    refund: 'REFUND_NOT_ALLOWED',
    cancel: 'CANCEL_NOT_ALLOWED',
  };
  const cases = Object.keys(inState).flatMap((state) =>
    Object.keys(calls).map((name) => [state, name] as const),
  );

  it.each(cases)('%s: %s', async (state, name) => {
    const reply = await calls[name]!(await inState[state]!());
    if (allowed[state]!.includes(name)) expect([201, 204]).toContain(reply.status);
    else expect(refusal(reply)).toEqual([403, codes[name] ?? 'NOT_ALLOWED']);
  });
});

describe('Order Management: acknowledge', () => {
  it('answers 204, and 204 again', async () => {
    const id = await used.client.paid();
    expect((await used.client.post(om(id, '/acknowledge'))).status).toBe(204);
    expect((await used.client.post(om(id, '/acknowledge'))).status).toBe(204);
    expect((await used.client.managed(id)).status).toBe('AUTHORIZED');
  });
});

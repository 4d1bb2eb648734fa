import { describe, expect, it } from '@jest/globals';
import { aLine, Body, om, useSandbox } from './support.js';

const used = useSandbox();

const line = (reference: string, amount: number, more: Body = {}): Body =>
  aLine({
    reference,
    quantity: 1,
    unit_price: amount,
    total_amount: amount,
    total_tax_amount: amount / 5,
    ...more,
  });
const capture = (id: string, captured_amount: number, order_lines?: Body) =>
  used.client.post(om(id, '/captures'), { captured_amount, order_lines });
const refund = (id: string, refunded_amount: number, more: Body = {}) =>
  used.client.post(om(id, '/refunds'), { refunded_amount, ...more });
const refusal = (reply: Body): [number, string] => [reply.status, reply.body.error_code];
const refundedOf = async (id: string): Promise<number[]> =>
  (await used.client.managed(id)).captures.map((each: Body) => each.refunded_amount);

describe('Refunds', () => {
  it('give their id in headers only, with 201 and an empty body', async () => {
    const id = await used.client.paid();
    await capture(id, 10000);
    const reply = await refund(id, 2500, {
      description: 'Sorry',
      reference: 'R',
      order_lines: [line('a', 2500)],
    });
    expect([reply.status, reply.body]).toEqual([201, '']);
    const refundId = reply.headers.get('refund-id')!;
    expect(reply.headers.get('location')).toBe(used.client.base + om(id, `/refunds/${refundId}`));
    const shown = (await used.client.get(reply.headers.get('location')!)).body;
    expect(shown).toEqual({
      refund_id: refundId,
      refunded_amount: 2500,
      refunded_at: expect.any(String),
      description: 'Sorry',
      reference: 'R',
      order_lines: [line('a', 2500)],
    });
    const order = await used.client.managed(id);
    expect(order).toMatchObject({ status: 'CAPTURED', refunded_amount: 2500, refunds: [shown] });
  });

  it('are refused without a capture, above what was captured, and at 0', async () => {
    const id = await used.client.paid();
    expect(refusal(await refund(id, 1))).toEqual([403, 'REFUND_NOT_ALLOWED']);
    await capture(id, 4000);
    expect(refusal(await refund(id, 4001))).toEqual([403, 'REFUND_NOT_ALLOWED']);
    expect(refusal(await refund(id, 0))).toEqual([403, 'REFUND_NOT_ALLOWED']);
    expect((await refund(id, 3000)).status).toBe(201);
    expect(refusal(await refund(id, 1001))).toEqual([403, 'REFUND_NOT_ALLOWED']);
    expect((await refund(id, 1000)).status).toBe(201);
  });

  it('leave an order open to capture part captured, though all captured so far is refunded', async () => {
    const id = await used.client.paid();
    await capture(id, 4000);
    await refund(id, 4000);
    expect(await used.client.managed(id)).toMatchObject({
      status: 'PART_CAPTURED',
      remaining_authorized_amount: 6000,
    });
    expect((await capture(id, 6000)).status).toBe(201);
  });

  it('close an order when they reach what was captured', async () => {
    const id = await used.client.paid();
    await capture(id, 10000);
    await refund(id, 9999);
    expect((await used.client.managed(id)).status).toBe('CAPTURED');
    await refund(id, 1);
    expect((await used.client.managed(id)).status).toBe('CLOSED');
  });

  it.each([
    ['no amount', { refunded_amount: undefined }, 400, 'BAD_VALUE'],
    ['a negative amount', { refunded_amount: -1 }, 400, 'BAD_VALUE'],
    ['a string', { refunded_amount: '1' }, 400, 'BAD_VALUE'],
    ['more than 200 000 000', { refunded_amount: 200_000_001 }, 400, 'BAD_VALUE'],
    ['a description of 256', { description: 'x'.repeat(256) }, 422, 'UNPROCESSABLE_ENTITY'],
  ])('refuse %s', async (_what, given, status, code) => {
    const id = await used.client.paid();
    await capture(id, 10000);
    expect(refusal(await refund(id, 1, given))).toEqual([status, code]);
  });

  it('of a company’s invoice are credit invoices', async () => {
    const id = await used.client.paid({ customer: { type: 'organization' } });
    await capture(id, 10000);
    await refund(id, 100);
    expect((await used.client.managed(id)).refunds[0].credit_invoice).toBe(true);
  });
});

describe('Allocation of refunds', () => {
  const twoCaptures = async (): Promise<string> => {
    const id = await used.client.paid();
    await capture(id, 4000, [line('a', 4000)]);
    await capture(id, 6000, [line('b', 6000)]);
    return id;
  };

  it('goes to the capture whose lines are named', async () => {
    const id = await twoCaptures();
    await refund(id, 500, { order_lines: [line('b', 500)] });
    expect(await refundedOf(id)).toEqual([0, 500]);
    await refund(id, 4000, { order_lines: [line('a', 4000)] });
    expect(await refundedOf(id)).toEqual([4000, 500]);
  });

  it.each([
    ['lines that do not add up', 500, [line('b', 400)]],
    ['a reference of no capture', 500, [line('z', 500)]],
    ['references of two captures', 1000, [line('a', 500), line('b', 500)]],
    ['more than the capture holds', 4500, [line('a', 4500)]],
    ['no lines', 500, undefined],
  ])('is not made for %s, and the refund is taken all the same', async (_what, amount, order_lines) => {
    const id = await twoCaptures();
    expect((await refund(id, amount as number, { order_lines })).status).toBe(201);
    expect(await refundedOf(id)).toEqual([0, 0]);
    expect((await used.client.managed(id)).refunded_amount).toBe(amount);
  });

  it('is not made any more after one failed', async () => {
    const id = await twoCaptures();
    await refund(id, 500, { order_lines: [line('z', 500)] });
    await refund(id, 500, { order_lines: [line('b', 500)] });
    expect(await refundedOf(id)).toEqual([0, 0]);
  });
});

describe('Return fee', () => {
  const fee = line('fee', -500, { type: 'return_fee', total_tax_amount: -100 });
  const withFee = { order_lines: [line('a', 10000), fee] };

  it('is taken with one capture of the whole order and lines that add up', async () => {
    const id = await used.client.paid();
    await capture(id, 10000, [line('a', 10000)]);
    expect((await refund(id, 9500, withFee)).status).toBe(201);
  });

  it('is refused with a part capture, with two captures, and with lines that do not add up', async () => {
    const part = await used.client.paid();
    await capture(part, 9500);
    expect(refusal(await refund(part, 9500, withFee))).toEqual([403, 'REFUND_NOT_ALLOWED']);
    const two = await used.client.paid();
    await capture(two, 5000);
    await capture(two, 5000);
    expect(refusal(await refund(two, 9500, withFee))).toEqual([403, 'REFUND_NOT_ALLOWED']);
    const off = await used.client.paid();
    await capture(off, 10000);
    expect(refusal(await refund(off, 9000, withFee))).toEqual([403, 'REFUND_NOT_ALLOWED']);
  });

  it('is refused where it is not offered', async () => {
    const id = await used.client.paid({ purchase_country: 'GB', purchase_currency: 'GBP' });
    await capture(id, 10000);
    expect(refusal(await refund(id, 9500, withFee))).toEqual([403, 'REFUND_NOT_ALLOWED']);
  });
});

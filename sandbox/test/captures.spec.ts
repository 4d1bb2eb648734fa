import { describe, expect, it } from '@jest/globals';
import { merchantOf, refusal } from './merchant.js';
import { aLine, Body, om, useSandbox } from './support.js';

const used = useSandbox();
const { capture } = merchantOf(used);

describe('Order Management: captures', () => {
  it('give their id in headers only, with 201 and an empty body', async () => {
    const id = await used.client.paid();
    const reply = await capture(id, 4000, { description: 'First', reference: 'R', order_lines: [aLine()] });
    expect([reply.status, reply.body]).toEqual([201, '']);
    const captureId = reply.headers.get('capture-id')!;
    expect(reply.headers.get('location')).toBe(used.client.base + om(id, `/captures/${captureId}`));
    const order = await used.client.managed(id);
    const shown = (await used.client.get(reply.headers.get('location')!)).body;
    expect(shown).toMatchObject({
      capture_id: captureId,
      klarna_reference: `${order.klarna_reference}-1`,
      captured_amount: 4000,
      refunded_amount: 0,
      description: 'First',
      reference: 'R',
      order_lines: [aLine()],
    });
    expect(order.captures).toEqual([shown]);
    expect((await used.client.get(om(id, '/captures'))).body).toEqual([shown]);
  });

  it('may be several, numbered in their references, until nothing remains', async () => {
    const id = await used.client.paid();
    await capture(id, 4000);
    await capture(id, 6000);
    const order = await used.client.managed(id);
    expect(order).toMatchObject({
      status: 'CAPTURED',
      captured_amount: 10000,
      remaining_authorized_amount: 0,
    });
    expect(order.captures.map((each: Body) => each.klarna_reference)).toEqual([
      `${order.klarna_reference}-1`,
      `${order.klarna_reference}-2`,
    ]);
  });

  it('twice the same without a key capture twice', async () => {
    const id = await used.client.paid();
    await capture(id, 1000);
    await capture(id, 1000);
    expect((await used.client.managed(id)).captured_amount).toBe(2000);
  });

  it('are refused above the remainder, and at 0', async () => {
    const id = await used.client.paid();
    expect(refusal(await capture(id, 10001))).toEqual([403, 'CAPTURE_NOT_ALLOWED']);
    expect(refusal(await capture(id, 0))).toEqual([403, 'CAPTURE_NOT_ALLOWED']);
    expect((await used.client.managed(id)).status).toBe('AUTHORIZED');
  });

  const bad: [string, Body, number, string][] = [
    ['no amount', { captured_amount: undefined }, 400, 'BAD_VALUE'],
    ['a negative amount', { captured_amount: -1 }, 400, 'BAD_VALUE'],
    ['a fraction', { captured_amount: 1.5 }, 400, 'BAD_VALUE'],
    ['a string', { captured_amount: '1' }, 400, 'BAD_VALUE'],
    ['more than 200 000 000', { captured_amount: 200_000_001 }, 400, 'BAD_VALUE'],
    ['a line without name', { order_lines: [aLine({ name: undefined })] }, 400, 'BAD_VALUE'],
    ['an unknown line type', { order_lines: [aLine({ type: 'x' })] }, 400, 'BAD_VALUE'],
    ['1001 lines', { order_lines: Array.from({ length: 1001 }, () => aLine()) }, 400, 'BAD_VALUE'],
    ['501 shipments', { shipping_info: Array.from({ length: 501 }, () => ({})) }, 400, 'BAD_VALUE'],
    ['an unknown shipping method', { shipping_info: [{ shipping_method: 'Pigeon' }] }, 400, 'BAD_VALUE'],
    ['a delay that is not enabled', { shipping_delay: 5 }, 400, 'BAD_VALUE'],
    ['a description of 256', { description: 'x'.repeat(256) }, 422, 'UNPROCESSABLE_ENTITY'],
    ['a reference of 256', { reference: 'x'.repeat(256) }, 422, 'UNPROCESSABLE_ENTITY'],
    [
      'a company of 101',
      { shipping_info: [{ shipping_company: 'x'.repeat(101) }] },
      422,
      'UNPROCESSABLE_ENTITY',
    ],
  ];

  it.each(bad)('refuse %s', async (_what, given, status, code) => {
    const id = await used.client.paid();
    expect(refusal(await capture(id, 100, given))).toEqual([status, code]);
    expect((await used.client.managed(id)).captures).toEqual([]);
  });

  it('take lines without tax and a return fee type', async () => {
    const id = await used.client.paid();
    const line = { name: 'x', quantity: 1, unit_price: 1, total_amount: 1, type: 'return_fee' };
    expect((await capture(id, 100, { order_lines: [line] })).status).toBe(201);
  });

  it('take a shipping delay where it is enabled', async () => {
    await used.client.post('/sandbox/accounts', { username: 'X7-a', key: 'k7', shippingDelay: true });
    used.client.authorization = 'Basic k7';
    expect((await capture(await used.client.paid(), 100, { shipping_delay: 5 })).status).toBe(201);
  });

  it('take more shipping info later, to capture and order', async () => {
    const id = await used.client.paid();
    const made = await capture(id, 4000, { shipping_info: [{ shipping_company: 'A' }] });
    const path = om(id, `/captures/${made.headers.get('capture-id')}`);
    const info = { shipping_info: [{ shipping_company: 'B', tracking_number: '1' }] };
    expect((await used.client.post(`${path}/shipping-info`, info)).status).toBe(204);
    expect((await used.client.get(path)).body.shipping_info).toHaveLength(2);
    expect((await used.client.post(om(id, '/shipping-info'), info)).status).toBe(204);
    expect((await used.client.managed(id)).shipping_info).toEqual(info.shipping_info);
    expect(refusal(await used.client.post(om(id, '/shipping-info'), { shipping_info: [] }))).toEqual([
      400,
      'BAD_VALUE',
    ]);
  });

  it('have their papers sent out once more', async () => {
    const id = await used.client.paid();
    const captureId = (await capture(id, 4000)).headers.get('capture-id');
    expect((await used.client.post(om(id, `/captures/${captureId}/trigger-send-out`))).status).toBe(204);
    expect((await used.client.get('/sandbox/mail')).body.messages).toHaveLength(1);
  });

  it('have due dates that can be put off, by an offered number of days', async () => {
    const id = await used.client.paid();
    const path = om(id, `/captures/${(await capture(id, 4000)).headers.get('capture-id')}`);
    const { body } = await used.client.get(`${path}/extend-due-date-options`);
    expect(body).toEqual({ currency: 'SEK', options: expect.any(Array) });
    const { number_of_days } = body.options[0];
    expect((await used.client.patch(`${path}/extend-due-date`, { number_of_days })).status).toBe(204);
    expect(refusal(await used.client.patch(`${path}/extend-due-date`, { number_of_days: 3 }))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
    expect(refusal(await used.client.patch(`${path}/extend-due-date`, {}))).toEqual([400, 'BAD_VALUE']);
  });

  it('of a card payment have no due date to put off', async () => {
    const id = await used.client.paid({}, { payment_method: 'CARD' });
    const path = om(id, `/captures/${(await capture(id, 4000)).headers.get('capture-id')}`);
    expect((await used.client.get(`${path}/extend-due-date-options`)).body.options).toEqual([]);
    expect(refusal(await used.client.patch(`${path}/extend-due-date`, { number_of_days: 10 }))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { aLine, Body, om, useSandbox } from './support.js';

const used = useSandbox();
const nobody = '00000000-0000-4000-8000-000000000000';
const day = 24 * 60 * 60 * 1000;

const refusal = (reply: Body): [number, string] => [reply.status, reply.body.error_code];
const capture = (id: string, captured_amount: number, more: Body = {}) =>
  used.client.post(om(id, '/captures'), { captured_amount, ...more });
const refund = (id: string, refunded_amount: number, more: Body = {}) =>
  used.client.post(om(id, '/refunds'), { refunded_amount, ...more });
const cancel = (id: string) => used.client.post(om(id, '/cancel'));
const release = (id: string) => used.client.post(om(id, '/release-remaining-authorization'));
const extend = (id: string) => used.client.post(om(id, '/extend-authorization-time'));
const authorize = (id: string, order_amount: number, more: Body = {}) =>
  used.client.patch(om(id, '/authorization'), { order_amount, ...more });

const midnight = (at: number): number => Math.floor(at / day) * day;

/** Orders in each of the six states. */
const inState: Record<string, () => Promise<string>> = {
  AUTHORIZED: () => used.client.paid(),
  PART_CAPTURED: async () => {
    const id = await used.client.paid();
    await capture(id, 4000);
    return id;
  },
  CAPTURED: async () => {
    const id = await used.client.paid();
    await capture(id, 10000);
    return id;
  },
  CANCELLED: async () => {
    const id = await used.client.paid();
    await cancel(id);
    return id;
  },
  EXPIRED: async () => {
    const id = await used.client.paid();
    await used.client.days(29);
    return id;
  },
  CLOSED: async () => {
    const id = await used.client.paid();
    await capture(id, 10000);
    await refund(id, 10000);
    return id;
  },
};

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

describe('Order Management: acknowledge', () => {
  it('answers 204, and 204 again', async () => {
    const id = await used.client.paid();
    expect((await used.client.post(om(id, '/acknowledge'))).status).toBe(204);
    expect((await used.client.post(om(id, '/acknowledge'))).status).toBe(204);
    expect((await used.client.managed(id)).status).toBe('AUTHORIZED');
  });
});

describe('Order Management: the three words for "missing"', () => {
  const orderCalls: [string, string, string][] = [
    ['GET', '', 'NO_SUCH_ORDER'],
    ['POST', '/acknowledge', 'NO_SUCH_ORDER'],
    ['PATCH', '/authorization', 'NO_SUCH_ORDER'],
    ['POST', '/captures', 'NO_SUCH_ORDER'],
    ['GET', '/captures', 'NO_SUCH_ORDER'],
    ['GET', `/captures/${nobody}`, 'NO_SUCH_ORDER'],
    ['POST', `/captures/${nobody}/shipping-info`, 'NO_SUCH_ORDER'],
    ['POST', '/shipping-info', 'NO_SUCH_ORDER'],
    ['POST', `/captures/${nobody}/trigger-send-out`, 'NO_SUCH_CAPTURE'],
    ['GET', `/captures/${nobody}/extend-due-date-options`, 'NO_SUCH_ORDER'],
    ['PATCH', `/captures/${nobody}/extend-due-date`, 'NO_SUCH_ORDER'],
    ['POST', '/refunds', 'NOT_FOUND'],
    ['GET', `/refunds/${nobody}`, 'NOT_FOUND'],
    ['POST', '/cancel', 'NO_SUCH_ORDER'],
    ['POST', '/release-remaining-authorization', 'NO_SUCH_ORDER'],
    ['POST', '/extend-authorization-time', 'NO_SUCH_ORDER'],
    ['PATCH', '/merchant-references', 'NO_SUCH_ORDER'],
    ['PATCH', '/customer-details', 'NO_SUCH_ORDER'],
  ];

  it.each(orderCalls)('%s %s of an unknown order: %3$s', async (method, rest, code) => {
    const body = method === 'GET' ? undefined : {};
    expect(refusal(await used.client.call(method, om(nobody, rest), body))).toEqual([404, code]);
  });

  const captureCalls: [string, string, Body, string][] = [
    ['GET', '', undefined, 'NO_SUCH_ORDER'],
    ['POST', '/shipping-info', { shipping_info: [{}] }, 'NO_SUCH_ORDER'],
    ['POST', '/trigger-send-out', undefined, 'NO_SUCH_CAPTURE'],
    ['GET', '/extend-due-date-options', undefined, 'NO_SUCH_CAPTURE'],
    ['PATCH', '/extend-due-date', { number_of_days: 10 }, 'NO_SUCH_CAPTURE'],
  ];

  it.each(captureCalls)('%s capture%s of an unknown capture', async (method, rest, body, code) => {
    const id = await inState.PART_CAPTURED!();
    expect(refusal(await used.client.call(method, om(id, `/captures/${nobody}${rest}`), body))).toEqual([
      404,
      code,
    ]);
  });

  it.each([
    ['/shipping-info', { shipping_info: [{}] }],
    ['/trigger-send-out', undefined],
  ])('%s of an order without captures is not allowed', async (rest, body) => {
    const id = await used.client.paid();
    expect(refusal(await used.client.post(om(id, `/captures/${nobody}${rest}`), body))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
  });

  it('a refund that is not there is NOT_FOUND', async () => {
    expect(refusal(await used.client.get(om(await used.client.paid(), `/refunds/${nobody}`)))).toEqual([
      404,
      'NOT_FOUND',
    ]);
  });

  it.each(['x', '123', 'f3392f8b-6116-4073-ab96'])(
    'an id that is no UUID (%s) is INVALID_ORDER_ID',
    async (id) => {
      expect(refusal(await used.client.get(om(id)))).toEqual([400, 'INVALID_ORDER_ID']);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { Body, useSandbox } from './support.js';

const used = useSandbox();
const sessions = '/hpp/v1/sessions';

const create = async (given: Body) => {
  const id = await used.client.order();
  return used.client.post(sessions, {
    payment_session_url: `${used.client.base}/checkout/v3/orders/${id}`,
    ...given,
  });
};

const status = async (id: string): Promise<string> =>
  (await used.client.get(`${sessions}/${id}`)).body.status;

describe('Hosted Payment Page: create', () => {
  it('creates with 201 and every address', async () => {
    const { status: code, body } = await create({});
    expect(code).toBe(201);
    const api = `${used.client.base}${sessions}/${body.session_id}`;
    expect(body).toMatchObject({
      session_url: api,
      distribution_url: `${api}/distribution`,
      manual_identification_check_url: `${api}/manual-id-check`,
    });
    expect(body.redirect_url).toMatch(/\/eu\/hpp\/payments\/\w{7}$/);
    expect(body.redirect_url).not.toContain(body.session_id);
    expect(body.qr_code_url).toMatch(/\/eu\/hpp\/payments\/[0-9a-f-]{36}\/qr$/);
    expect(body.distribution_module.token).toEqual(expect.any(String));
    expect(body.distribution_module.standalone_url).toContain('{{profile_id}}');
    expect(body.distribution_module.standalone_url).toContain('{{view_id}}');
  });

  it('needs payment_session_url', async () => {
    const reply = await used.client.post(sessions, {});
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      error_code: 'CONSTRAINT_VIOLATION',
      error_messages: ['Bad value: payment_session_url'],
    });
  });

  const refused: [string, Body, string][] = [
    ['a payment session that is no address', { payment_session_url: 'x' }, 'payment_session_url'],
    ['an address that is none', { merchant_urls: { success: 'shop' } }, 'merchant_urls.success'],
    ['an address that is a number', { merchant_urls: { back: 1 } }, 'merchant_urls.back'],
    ['a script as address', { merchant_urls: { cancel: 'javascript:alert(1)' } }, 'merchant_urls.cancel'],
    [
      'callbacks without https',
      { merchant_urls: { status_update: 'http://shop.com/' } },
      'merchant_urls.status_update',
    ],
    ['an unknown purchase type', { options: { purchase_type: 'STEAL' } }, 'options.purchase_type'],
    [
      'another subtotal detail',
      { options: { show_subtotal_detail: 'SHOW' } },
      'options.show_subtotal_detail',
    ],
    ['an unknown mode', { options: { place_order_mode: 'LATER' } }, 'options.place_order_mode'],
    [
      'an unknown category',
      { options: { payment_method_category: 'CASH' } },
      'options.payment_method_category',
    ],
    [
      'an unknown category in the list',
      { options: { payment_method_categories: ['CASH'] } },
      'options.payment_method_categories[0]',
    ],
    ['images that are no list', { options: { background_images: {} } }, 'options.background_images'],
    [
      'an image width in a string',
      { options: { background_images: [{ url: 'https://a.example/', width: '1' }] } },
      'options.background_images[0].width',
    ],
    ['a logo that is no address', { options: { logo_url: 'logo' } }, 'options.logo_url'],
    ['a title that is a number', { options: { page_title: 1 } }, 'options.page_title'],
    ['options in a string', { options: 'BUY' }, 'options'],
    [
      'both category fields',
      { options: { payment_method_category: 'PAY_NOW', payment_method_categories: ['PAY_NOW'] } },
      'options.payment_method_categories',
    ],
  ];

  it.each(refused)('refuses %s', async (_what, given, path) => {
    const reply = await create(given);
    expect(reply.status).toBe(400);
    expect(reply.body.error_code).toBe('CONSTRAINT_VIOLATION');
    expect(reply.body.error_messages.some((each: string) => each.startsWith(`Bad value: ${path}`))).toBe(
      true,
    );
  });

  it.each(['BUY', 'RENT', 'BOOK', 'SUBSCRIBE', 'DOWNLOAD', 'ORDER', 'CONTINUE'])(
    'takes purchase type %s',
    async (purchase_type) => {
      expect((await create({ options: { purchase_type } })).status).toBe(201);
    },
  );

  it.each(['NONE', 'PLACE_ORDER', 'CAPTURE_ORDER'])(
    'takes place_order_mode %s without effect',
    async (place_order_mode) => {
      const { body } = await create({ options: { place_order_mode } });
      await used.client.consumer(body.session_id, 'pay');
      const { order_id } = (await used.client.get(`${sessions}/${body.session_id}`)).body;
      expect((await used.client.managed(order_id)).status).toBe('AUTHORIZED');
    },
  );

  it('takes categories, which mean nothing here, in either case, and unknown fields', async () => {
    expect(
      (await create({ options: { payment_method_category: 'pay_now', later: 1 }, profile_id: 'p', later: 1 }))
        .status,
    ).toBe(201);
  });

  it('takes empty addresses for not given', async () => {
    expect((await create({ merchant_urls: { success: '', status_update: '' } })).status).toBe(201);
  });

  it('answers 404 for an unknown order, a Klarna Payments session and an aborted order', async () => {
    const { client } = used;
    const unknown = '00000000-0000-4000-8000-000000000000';
    const aborted = await client.order();
    await client.post(`/checkout/v3/orders/${aborted}/abort`);
    for (const path of [
      `/checkout/v3/orders/${unknown}`,
      `/payments/v1/sessions/${unknown}`,
      `/checkout/v3/orders/${aborted}`,
    ]) {
      const reply = await client.post(sessions, { payment_session_url: client.base + path });
      expect([path, reply.status]).toEqual([path, 404]);
      expect(reply.body.error_code).toBe('NOT_FOUND');
    }
  });

  it('answers 404 when the order has no more than an hour to live', async () => {
    const { client } = used;
    const id = await client.order();
    const payment_session_url = `${client.base}/checkout/v3/orders/${id}`;
    await client.hours(46.9);
    expect((await client.post(sessions, { payment_session_url })).status).toBe(201);
    await client.hours(0.2);
    expect((await client.post(sessions, { payment_session_url })).status).toBe(404);
  });

  it('refuses a completed order', async () => {
    const id = await used.client.paid();
    const reply = await used.client.post(sessions, {
      payment_session_url: `${used.client.base}/checkout/v3/orders/${id}`,
    });
    expect(reply.status).toBe(400);
  });
});

describe('Hosted Payment Page: read and expire', () => {
  it('reads a new session as WAITING, with no order id yet', async () => {
    const { body } = await create({});
    const read = await used.client.get(`${sessions}/${body.session_id}`);
    expect(read.status).toBe(200);
    expect(read.body).toEqual({
      session_id: body.session_id,
      status: 'WAITING',
      updated_at: expect.any(String),
      expires_at: body.expires_at,
    });
  });

  it('ends one hour before its order, counted from the order’s last change', async () => {
    const { client } = used;
    const id = await client.order();
    await client.hours(5);
    const session = await client.session(id);
    const { last_modified_at } = (await client.get(`/checkout/v3/orders/${id}`)).body;
    expect(Date.parse(session.expires_at) - Date.parse(last_modified_at)).toBe(47 * 60 * 60 * 1000);
  });

  it('reads as 404 once expired, to read, disable and distribute', async () => {
    const { body } = await create({});
    await used.client.hours(46.9);
    expect(await status(body.session_id)).toBe('WAITING');
    await used.client.hours(0.2);
    const path = `${sessions}/${body.session_id}`;
    const mail = { method: 'email', contact_information: { email: 'a@b.example' } };
    for (const reply of [
      await used.client.get(path),
      await used.client.delete(path),
      await used.client.post(`${path}/distribution`, mail),
    ]) {
      expect(reply.status).toBe(404);
      expect(reply.body.error_code).toBe('NOT_FOUND');
    }
  });

  it('keeps expires_at while its order lives on', async () => {
    const { client } = used;
    const id = await client.order();
    const session = await client.session(id);
    await client.hours(10);
    await client.post(`/checkout/v3/orders/${id}`, { merchant_data: 'x' });
    await client.consumer(session.session_id, 'open');
    const read = await client.get(`${sessions}/${session.session_id}`);
    expect(read.body.expires_at).toBe(session.expires_at);
    expect(Date.parse(read.body.updated_at)).toBeGreaterThan(Date.now() + 9 * 60 * 60 * 1000);
  });

  it('reads an unknown session and another merchant’s as 404', async () => {
    const { body } = await create({});
    expect((await used.client.get(`${sessions}/unknown`)).status).toBe(404);
    await used.client.post('/sandbox/accounts', { username: 'X5-a', key: 'k5' });
    used.client.authorization = 'Basic k5';
    expect((await used.client.get(`${sessions}/${body.session_id}`)).status).toBe(404);
    expect((await used.client.delete(`${sessions}/${body.session_id}`)).status).toBe(404);
  });

  it('has no update, no list and no status sub-resource', async () => {
    const { body } = await create({});
    expect((await used.client.call('PUT', `${sessions}/${body.session_id}`, {})).status).toBe(405);
    expect((await used.client.get(sessions)).status).toBe(405);
    expect((await used.client.get(`${sessions}/${body.session_id}/status`)).status).toBe(404);
  });
});

describe('Hosted Payment Page: disable', () => {
  it('disables with 204 and no body; the page is closed to the consumer', async () => {
    const { body } = await create({});
    const reply = await used.client.delete(`${sessions}/${body.session_id}`);
    expect([reply.status, reply.body]).toEqual([204, '']);
    expect(await status(body.session_id)).toBe('DISABLED');
    expect((await used.client.consumer(body.session_id, 'pay')).status).toBe(409);
  });

  it.each(['open', 'decline', 'error', 'back'])('disables after %s', async (action) => {
    const { body } = await create({});
    await used.client.consumer(body.session_id, action);
    expect((await used.client.delete(`${sessions}/${body.session_id}`)).status).toBe(204);
    expect(await status(body.session_id)).toBe('DISABLED');
  });

  it('answers 400 for a completed session, which stays completed', async () => {
    const { body } = await create({});
    await used.client.consumer(body.session_id, 'pay');
    expect((await used.client.delete(`${sessions}/${body.session_id}`)).status).toBe(400);
    expect(await status(body.session_id)).toBe('COMPLETED');
  });

  it('answers 204 again for a disabled session', async () => {
    const { body } = await create({});
    await used.client.delete(`${sessions}/${body.session_id}`);
    expect((await used.client.delete(`${sessions}/${body.session_id}`)).status).toBe(204);
  });

  it('leaves the order as it is', async () => {
    const { client } = used;
    const id = await client.order();
    const session = await client.session(id);
    await client.delete(`${sessions}/${session.session_id}`);
    expect((await client.get(`/checkout/v3/orders/${id}`)).body.status).toBe('checkout_incomplete');
    expect((await client.session(id)).session_id).not.toBe(session.session_id);
  });
});

describe('Hosted Payment Page: several sessions on one order', () => {
  it('are all completed by the purchase, except a disabled one', async () => {
    const { client } = used;
    const id = await client.order();
    const [first, second, third] = [
      await client.session(id),
      await client.session(id),
      await client.session(id),
    ];
    await client.delete(`${sessions}/${third.session_id}`);
    await client.consumer(second.session_id, 'pay');
    expect(await status(first.session_id)).toBe('COMPLETED');
    expect(await status(second.session_id)).toBe('COMPLETED');
    expect(await status(third.session_id)).toBe('DISABLED');
    expect((await client.consumer(first.session_id, 'pay')).status).toBe(409);
  });

  it('are cancelled when the order is aborted', async () => {
    const { client } = used;
    const id = await client.order();
    const session = await client.session(id);
    await client.post(`/checkout/v3/orders/${id}/abort`);
    expect(await status(session.session_id)).toBe('CANCELLED');
    expect((await client.consumer(session.session_id, 'pay')).status).toBe(409);
  });
});

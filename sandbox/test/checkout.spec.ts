import { describe, expect, it } from '@jest/globals';
import { anOrder, aLine, merchantUrls, useSandbox } from './support.js';

const used = useSandbox();
const orders = '/checkout/v3/orders';

describe('Checkout: create, read, update, abort', () => {
  it('creates with 201, the whole order and its Location', async () => {
    const { client } = used;
    const reply = await client.post(orders, anOrder({ merchant_reference1: 'A-1', merchant_data: 'x' }));
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`${client.base}${orders}/${reply.body.order_id}`);
    expect(reply.body).toMatchObject({
      status: 'checkout_incomplete',
      order_amount: 10000,
      merchant_reference1: 'A-1',
      merchant_data: 'x',
      name: 'Paylink Test Shop',
      shipping_countries: ['SE'],
      billing_countries: ['SE'],
    });
    expect(reply.body.order_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(Date.parse(reply.body.started_at)).not.toBeNaN();
    expect(reply.body.html_snippet).toContain('klarna-checkout-container');
    expect(reply.body.completed_at).toBeUndefined();
  });

  it('builds Location from the host the caller used', async () => {
    const { port } = new URL(used.client.base);
    const reply = await used.client.call('POST', `http://localhost:${port}${orders}`, anOrder());
    expect(reply.headers.get('location')).toMatch(`http://localhost:${port}/checkout/v3/orders/`);
  });

  it('reads the order back', async () => {
    const id = await used.client.order();
    const reply = await used.client.get(`${orders}/${id}`);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ order_id: id, order_lines: [aLine()], merchant_urls: merchantUrls });
  });

  it('answers 404 NOT_FOUND for an unknown order, to read, update and abort', async () => {
    const path = `${orders}/00000000-0000-4000-8000-000000000000`;
    for (const reply of [
      await used.client.get(path),
      await used.client.post(path, {}),
      await used.client.post(`${path}/abort`),
    ]) {
      expect(reply.status).toBe(404);
      expect(reply.body.error_code).toBe('NOT_FOUND');
    }
  });

  it('updates what is given, keeps the rest, and replaces arrays whole', async () => {
    const id = await used.client.order({ merchant_reference1: 'keep' });
    const line = aLine({ quantity: 1, unit_price: 2500, total_amount: 2500, total_tax_amount: 500 });
    const reply = await used.client.post(`${orders}/${id}`, {
      order_lines: [line],
      order_amount: 2500,
      order_tax_amount: 500,
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      order_amount: 2500,
      order_lines: [line],
      merchant_reference1: 'keep',
    });
  });

  it('completes merchant_urls field by field on update', async () => {
    const id = await used.client.order();
    const push = 'https://shop.example/other';
    const reply = await used.client.post(`${orders}/${id}`, { merchant_urls: { push } });
    expect(reply.body.merchant_urls).toEqual({ ...merchantUrls, push });
  });

  it('checks an update against the whole order', async () => {
    const id = await used.client.order();
    const reply = await used.client.post(`${orders}/${id}`, { order_amount: 9999 });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      error_code: 'BAD_VALUE',
      error_messages: ['Bad value: order_amount'],
    });
    expect((await used.client.get(`${orders}/${id}`)).body.order_amount).toBe(10000);
  });

  it('ignores read-only and unknown fields that are sent', async () => {
    const reply = await used.client.post(orders, anOrder({ order_id: 'mine', status: 'x', brand_new: 1 }));
    expect(reply.status).toBe(201);
    expect(reply.body.order_id).not.toBe('mine');
    expect(reply.body.status).toBe('checkout_incomplete');
    expect(reply.body.brand_new).toBeUndefined();
  });

  it('aborts with the full order; then it is read only', async () => {
    const id = await used.client.order();
    const reply = await used.client.post(`${orders}/${id}/abort`);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ order_id: id, status: 'checkout_aborted' });
    for (const again of [
      await used.client.post(`${orders}/${id}`, { merchant_data: 'x' }),
      await used.client.post(`${orders}/${id}/abort`),
    ]) {
      expect(again.status).toBe(403);
      expect(again.body).toMatchObject({
        error_code: 'READ_ONLY_ORDER',
        error_messages: ['Resource is read-only'],
      });
    }
  });

  it('is read only once completed, and shows when', async () => {
    const id = await used.client.paid();
    const read = await used.client.get(`${orders}/${id}`);
    expect(read.body.status).toBe('checkout_complete');
    expect(Date.parse(read.body.completed_at)).not.toBeNaN();
    const update = await used.client.post(`${orders}/${id}`, { merchant_data: 'x' });
    expect(update.status).toBe(403);
    expect(update.body.error_code).toBe('READ_ONLY_ORDER');
    expect((await used.client.post(`${orders}/${id}/abort`)).status).toBe(403);
  });

  it('ignores the merchant’s addresses once the consumer has typed one', async () => {
    const id = await used.client.order({ billing_address: { city: 'Malmö' } });
    const session = await used.client.session(id);
    await used.client.consumer(session.session_id, 'open', { billing_address: { city: 'Lund' } });
    const reply = await used.client.post(`${orders}/${id}`, { billing_address: { city: 'Ystad' } });
    expect(reply.status).toBe(200);
    expect(reply.body.billing_address.city).toBe('Lund');
  });

  it('mirrors billing in shipping unless separate shipping is allowed', async () => {
    const addresses = { billing_address: { city: 'Malmö' }, shipping_address: { city: 'Lund' } };
    const mirrored = await used.client.managed(await used.client.paid(addresses));
    expect(mirrored.shipping_address.city).toBe('Malmö');
    const options = { allow_separate_shipping_address: true };
    const separate = await used.client.managed(await used.client.paid({ ...addresses, options }));
    expect(separate.shipping_address.city).toBe('Lund');
  });

  it('allows a separate shipping address in Germany by default', async () => {
    const reply = await used.client.post(
      orders,
      anOrder({ purchase_country: 'DE', purchase_currency: 'EUR' }),
    );
    expect(reply.body.options.allow_separate_shipping_address).toBe(true);
  });

  it('gives the merchant the answers to its checkboxes', async () => {
    const box = { id: 'news', text: 'News?', checked: false, required: false };
    const options = {
      additional_checkbox: { text: 'Yes?', checked: true, required: false },
      additional_checkboxes: [box],
    };
    const id = await used.client.paid({ options }, { checkboxes: { news: true } });
    const read = await used.client.get(`${orders}/${id}`);
    expect(read.body.merchant_requested).toEqual({
      additional_checkbox: true,
      additional_checkboxes: [{ id: 'news', checked: true }],
    });
  });

  it('hands out a recurring token with a completed recurring order', async () => {
    const id = await used.client.paid({ recurring: true });
    expect((await used.client.get(`${orders}/${id}`)).body.recurring_token).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes every country of the tables with its currency', async () => {
    const pairs =
      'SE SEK,NO NOK,DK DKK,FI EUR,DE EUR,NL EUR,AT EUR,ES EUR,FR EUR,BE EUR,GB GBP,CH CHF,PL PLN'.split(',');
    for (const pair of pairs) {
      const [purchase_country, purchase_currency] = pair.split(' ');
      const reply = await used.client.post(
        orders,
        anOrder({ purchase_country, purchase_currency, locale: 'en' }),
      );
      expect([pair, reply.status]).toEqual([pair, 201]);
    }
  });

  it('refuses a currency that is not switched on for the country, naming it', async () => {
    const reply = await used.client.post(orders, anOrder({ purchase_currency: 'JPY' }));
    expect(reply.status).toBe(400);
    expect(reply.body.error_messages).toEqual(['Bad value: purchase_currency']);
  });

  it('switches countries and currencies on per account', async () => {
    const { client } = used;
    await client.post('/sandbox/accounts', { username: 'X1-a', key: 'kco_test_api_x1', markets: ['NO/NOK'] });
    await client.post('/sandbox/accounts', { username: 'X2-a', key: 'kco_test_api_x2', global: true });
    client.authorization = 'Basic kco_test_api_x1';
    expect((await client.post(orders, anOrder())).status).toBe(400);
    const norway = anOrder({ purchase_country: 'no', purchase_currency: 'nok' });
    expect((await client.post(orders, norway)).status).toBe(201);
    client.authorization = 'Basic kco_test_api_x2';
    expect(
      (await client.post(orders, anOrder({ purchase_country: 'JP', purchase_currency: 'JPY' }))).status,
    ).toBe(201);
  });

  it('refuses what the contract does not allow', async () => {
    const { client } = used;
    const account = {
      username: 'X3-a',
      key: 'k3',
      autoCapture: false,
      recurring: false,
      externalPaymentMethods: false,
    };
    await client.post('/sandbox/accounts', account);
    client.authorization = 'Basic k3';
    const reply = await client.post(
      orders,
      anOrder({
        recurring: true,
        options: { auto_capture: true },
        external_payment_methods: [{ name: 'Other', redirect_url: 'https://pay.example/' }],
      }),
    );
    expect(reply.body.error_messages).toEqual([
      'Bad value: options.auto_capture',
      'Bad value: recurring',
      'Bad value: external_payment_methods',
    ]);
  });

  it('keeps an order from other merchants', async () => {
    const id = await used.client.order();
    await used.client.post('/sandbox/accounts', { username: 'X4-a', key: 'k4' });
    used.client.authorization = 'Basic k4';
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(404);
  });
});

describe('Checkout: the life of an order', () => {
  it('reads for 48 h and then answers 404', async () => {
    const id = await used.client.order();
    await used.client.hours(47.9);
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(200);
    await used.client.hours(0.2);
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(404);
    expect((await used.client.post(`${orders}/${id}`, {})).status).toBe(404);
  });

  it('lives 48 h more after a merchant’s update', async () => {
    const id = await used.client.order();
    await used.client.hours(40);
    expect((await used.client.post(`${orders}/${id}`, { merchant_data: 'x' })).status).toBe(200);
    await used.client.hours(40);
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(200);
  });

  it('lives 48 h more after a consumer’s interaction', async () => {
    const id = await used.client.order();
    const session = await used.client.session(id);
    await used.client.hours(40);
    await used.client.consumer(session.session_id, 'open');
    await used.client.hours(40);
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(200);
  });

  it('does not live longer for being read', async () => {
    const id = await used.client.order();
    await used.client.hours(40);
    await used.client.get(`${orders}/${id}`);
    await used.client.hours(8.1);
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(404);
  });

  it('is gone at Checkout while Order Management still knows the completed order', async () => {
    const id = await used.client.paid();
    await used.client.hours(49);
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(404);
    expect(await used.client.managed(id)).toMatchObject({ order_id: id, status: 'AUTHORIZED' });
  });
});

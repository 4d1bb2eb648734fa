import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { aLine, anOrder, Body, om, useSandbox } from './support.js';

const used = useSandbox();
const nobody = '00000000-0000-4000-8000-000000000000';

/** Every call that takes a body, on an order and a session that are there. */
const targets = async (): Promise<[string, string][]> => {
  const { client } = used;
  const id = await client.paid();
  const made = await client.post(om(id, '/captures'), { captured_amount: 100 });
  const captured = om(id, `/captures/${made.headers.get('capture-id')}`);
  const open = await client.order();
  const session = await client.session(open);
  return [
    ['POST', '/checkout/v3/orders'],
    ['POST', `/checkout/v3/orders/${open}`],
    ['POST', '/hpp/v1/sessions'],
    ['POST', `/hpp/v1/sessions/${session.session_id}/distribution`],
    ['POST', `/hpp/v1/sessions/${session.session_id}/manual-id-check`],
    ['PATCH', om(id, '/authorization')],
    ['POST', om(id, '/captures')],
    ['POST', om(id, '/refunds')],
    ['POST', om(id, '/shipping-info')],
    ['POST', `${captured}/shipping-info`],
    ['PATCH', `${captured}/extend-due-date`],
    ['PATCH', om(id, '/merchant-references')],
    ['PATCH', om(id, '/customer-details')],
  ];
};

const documented = (reply: Body): void => {
  expect(reply.body).toMatchObject({
    error_code: expect.stringMatching(/^[A-Z_]+$/),
    error_messages: [expect.any(String)],
    correlation_id: expect.any(String),
  });
};

/** What a raw connection is answered. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(used.client.base);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });

describe('Garbage', () => {
  it.each(['{', 'nonsense', '{"a":}', '[1,', "{'a':1}", '\u0000'])(
    'bad JSON (%j) meets 400 everywhere',
    async (text) => {
      for (const [method, path] of await targets()) {
        const reply = await used.client.call(method, path, text);
        expect([method, path, reply.status]).toEqual([method, path, 400]);
        documented(reply);
      }
    },
  );

  it.each(['1', '"text"', '[]', 'null', 'true'])(
    'JSON that is no object (%s) meets 400 everywhere',
    async (text) => {
      for (const [method, path] of await targets()) {
        const reply = await used.client.call(method, path, text);
        expect([method, path, reply.status]).toEqual([method, path, 400]);
        documented(reply);
      }
    },
  );

  it('JSON of a thousand levels meets 400', async () => {
    for (const text of ['['.repeat(100_000), '{"a":'.repeat(1000) + '1' + '}'.repeat(1000)]) {
      const reply = await used.client.call('POST', '/checkout/v3/orders', text);
      expect(reply.status).toBe(400);
      documented(reply);
    }
    expect((await used.client.get('/sandbox/requests')).status).toBe(200);
  });

  it('a wrong type in any place of an order is refused, never with a 500', async () => {
    const odd = [0, -1, 1.5, 1e300, true, '', 'x', [], [[]], {}, { a: {} }, [null]];
    const order = anOrder({
      options: { acquiring_channel: 'ECOMMERCE', additional_checkboxes: [] },
      customer: { date_of_birth: '1990-01-01' },
      billing_address: { city: 'x' },
      attachment: { body: '{}', content_type: 'application/vnd.klarna.internal.emd-v2+json' },
      shipping_options: [{ id: 'a', name: 'A', price: 0, tax_amount: 0, tax_rate: 0 }],
      gui: { options: [] },
      tags: [],
    });
    for (const name of Object.keys(order)) {
      for (const value of odd) {
        const { status } = await used.client.post('/checkout/v3/orders', { ...order, [name]: value });
        expect([201, 400]).toContain(status);
      }
    }
    for (const name of Object.keys(aLine())) {
      for (const value of odd) {
        const order_lines = [{ ...aLine(), [name]: value }];
        const { status } = await used.client.post('/checkout/v3/orders', { ...order, order_lines });
        expect([201, 400]).toContain(status);
      }
    }
  });

  it('a wrong type in any place of a session is refused, never with a 500', async () => {
    const odd = [0, 1.5, true, 'x', [], {}, [null], [{}]];
    const payment_session_url = `${used.client.base}/checkout/v3/orders/${await used.client.order()}`;
    for (const path of [
      'merchant_urls',
      'options',
      'profile_id',
      'options.background_images',
      'options.page_title',
      'merchant_urls.success',
    ]) {
      for (const value of odd) {
        const [outer, inner] = path.split('.');
        const body = { payment_session_url, [outer!]: inner ? { [inner]: value } : value };
        expect([201, 400]).toContain((await used.client.post('/hpp/v1/sessions', body)).status);
      }
    }
  });

  it('a body over 1 MB meets 413; one of exactly 1 MB does not', async () => {
    for (const [method, path] of await targets()) {
      const reply = await used.client.call(method, path, { merchant_data: 'x'.repeat(1024 * 1024) });
      expect([method, path, reply.status]).toEqual([method, path, 413]);
      expect(reply.body.error_code).toBe('REQUEST_TOO_LARGE');
    }
    const padding = 1024 * 1024 - JSON.stringify({ merchant_data: '' }).length;
    const reply = await used.client.call('POST', '/checkout/v3/orders', {
      merchant_data: 'x'.repeat(padding),
    });
    expect(reply.status).toBe(400);
    expect(reply.body.error_code).toBe('BAD_VALUE');
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'nonsense',
  ])('content of type %s meets 415', async (type) => {
    for (const [method, path] of await targets()) {
      const reply = await used.client.call(method, path, '{}', { 'content-type': type });
      expect([method, path, reply.status]).toEqual([method, path, 415]);
      expect(reply.body.error_code).toBe('UNSUPPORTED_MEDIA_TYPE');
    }
  });

  it('JSON of another charset spelling is JSON', async () => {
    const reply = await used.client.call('POST', '/checkout/v3/orders', anOrder(), {
      'content-type': 'application/json;charset=UTF-8',
    });
    expect(reply.status).toBe(201);
  });

  it('unknown paths meet 404, odd methods 405, both with the documented body', async () => {
    for (const path of [
      '/nothing',
      '/checkout/v3',
      '/checkout/v3/orders/a/b/c',
      '/hpp/v2/sessions',
      '/ordermanagement/v1',
      om(nobody, '/nothing'),
    ]) {
      const reply = await used.client.get(path);
      expect([path, reply.status]).toEqual([path, 404]);
      documented(reply);
    }
    for (const [method, path] of [
      ['PUT', '/checkout/v3/orders'],
      ['DELETE', om(nobody)],
      ['PATCH', '/hpp/v1/sessions/x'],
      ['GET', om(nobody, '/cancel')],
      ['OPTIONS', '/hpp/v1/sessions'],
    ]) {
      const reply = await used.client.call(method!, path!);
      expect([method, path, reply.status]).toEqual([method, path, 405]);
      documented(reply);
    }
  });

  it('a broken escape in the path meets 400', async () => {
    const reply = await used.client.get('/checkout/v3/orders/%zz');
    expect(reply.status).toBe(400);
    documented(reply);
  });

  it('ids that are odd meet a refusal', async () => {
    for (const id of ['%00', '..%2f..', 'x'.repeat(900), '%F0%9F%98%80', '__proto__', 'constructor']) {
      for (const path of [
        `/checkout/v3/orders/${id}`,
        `/hpp/v1/sessions/${id}`,
        om(id),
        om(nobody, `/refunds/${id}`),
      ]) {
        const { status } = await used.client.get(path);
        expect([400, 404]).toContain(status);
      }
    }
  });

  it('what is no HTTP meets 400', async () => {
    expect(await raw('BLAH\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*"error_code"/);
    expect(await raw('GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  });

  it('a header over 6 KB, and headers over 20 KB in all, meet 431', async () => {
    const big = await used.client.call('GET', '/checkout/v3/orders/x', undefined, {
      'x-big': 'x'.repeat(6200),
    });
    expect(big.status).toBe(431);
    const many = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`x-${i}`, 'x'.repeat(5000)]));
    expect((await used.client.call('GET', '/checkout/v3/orders/x', undefined, many)).status).toBe(431);
    const fine = await used.client.call('GET', '/checkout/v3/orders/x', undefined, {
      'x-ok': 'x'.repeat(6000),
    });
    expect(fine.status).toBe(404);
  });

  it('prototypes cannot be written to', async () => {
    const text = JSON.stringify(anOrder()).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    expect((await used.client.call('POST', '/checkout/v3/orders', text)).status).toBe(201);
    expect(({} as Body).polluted).toBeUndefined();
  });

  it('markup in texts is text on the page', async () => {
    const attack = '<script>alert(1)</script>"\'&';
    const id = await used.client.order({ order_lines: [aLine({ name: attack })] });
    const session = await used.client.session(id, { options: { page_title: attack } });
    const page = await used.client.get(session.redirect_url);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('<script>');
    expect(page.body).toContain('&lt;script&gt;');
  });

  it('an address that breaks headers is refused', async () => {
    const payment_session_url = `${used.client.base}/checkout/v3/orders/${await used.client.order()}`;
    const reply = await used.client.post('/hpp/v1/sessions', {
      payment_session_url,
      merchant_urls: { success: 'https://a.example/\r\nx: y' },
    });
    expect(reply.status).toBe(400);
  });
});

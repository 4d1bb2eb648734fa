import { createTransport } from 'nodemailer';
import { describe, expect, it } from '@jest/globals';
import { anOrder, Body, om, useSandbox } from './support.js';

const used = useSandbox();
const orders = '/checkout/v3/orders';
const faults = (...list: Body[]) => used.client.post('/sandbox/faults', list);

describe('The clock', () => {
  it('is the real one at start, and moves by what it is told', async () => {
    const before = Date.parse((await used.client.get('/sandbox/clock')).body.now);
    expect(Math.abs(before - Date.now())).toBeLessThan(2000);
    const { body } = await used.client.seconds(3600);
    expect(Date.parse(body.now) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Date.parse(body.now) - before).toBeLessThan(3_605_000);
    expect(Date.parse((await used.client.get('/sandbox/clock')).body.now)).toBeGreaterThanOrEqual(
      Date.parse(body.now),
    );
  });

  it('dates what happens', async () => {
    await used.client.days(10);
    const order = await used.client.managed(await used.client.paid());
    expect(Date.parse(order.created_at) - Date.now()).toBeGreaterThan(9.9 * 24 * 60 * 60 * 1000);
  });

  it('takes several moves at once, one after the other', async () => {
    const before = Date.parse((await used.client.get('/sandbox/clock')).body.now);
    await Promise.all([used.client.hours(1), used.client.hours(2)]);
    const after = Date.parse((await used.client.get('/sandbox/clock')).body.now);
    expect(Math.round((after - before) / 3_600_000)).toBe(3);
  });

  it.each([
    [{}],
    [{ advance_seconds: -1 }],
    [{ advance_seconds: 'x' }],
    [{ advance_seconds: 1e20 }],
    [[]],
    [undefined],
  ])('refuses %j', async (body) => {
    expect((await used.client.post('/sandbox/clock', body)).status).toBe(400);
  });
});

describe('Faults', () => {
  it('status: the next matching call fails so, and only as often as said', async () => {
    await faults({ match: `POST ${orders}`, kind: 'status', status: 503, times: 2 });
    const replies = [];
    for (let i = 0; i < 3; i += 1) replies.push((await used.client.post(orders, anOrder())).status);
    expect(replies).toEqual([503, 503, 201]);
  });

  it('status: the work is not done, and the body is the documented one', async () => {
    const id = await used.client.paid();
    await faults({ match: 'POST /ordermanagement/v1/orders/*/captures', kind: 'status', status: 500 });
    const reply = await used.client.post(om(id, '/captures'), { captured_amount: 1 });
    expect(reply.body).toMatchObject({
      error_code: 'INTERNAL_SERVER_ERROR',
      correlation_id: expect.any(String),
    });
    expect((await used.client.managed(id)).captured_amount).toBe(0);
  });

  it('match by method and path, a star for one segment', async () => {
    const id = await used.client.order();
    await faults({ match: `GET ${orders}/*`, kind: 'status', status: 502, times: 9 });
    expect((await used.client.post(`${orders}/${id}`, {})).status).toBe(200);
    expect((await used.client.post(`${orders}/${id}/abort`)).status).toBe(200);
    expect((await used.client.get(`${orders}/${id}?x=1`)).status).toBe(502);
    await used.client.delete('/sandbox/faults');
    expect((await used.client.get(`${orders}/${id}`)).status).toBe(200);
  });

  it('timeout: does nothing and never answers', async () => {
    const id = await used.client.paid();
    await faults({ match: 'POST /ordermanagement/v1/orders/*/captures', kind: 'timeout' });
    const call = fetch(used.client.base + om(id, '/captures'), {
      method: 'POST',
      headers: { authorization: used.client.authorization!, 'content-type': 'application/json' },
      body: '{"captured_amount":1}',
      signal: AbortSignal.timeout(400),
    });
    await expect(call).rejects.toThrow();
    expect((await used.client.managed(id)).captured_amount).toBe(0);
  });

  it('lost_reply: does the work and cuts the connection', async () => {
    await faults({ match: `POST ${orders}`, kind: 'lost_reply' });
    await expect(used.client.post(orders, anOrder())).rejects.toThrow();
    expect((await used.client.get('/sandbox/orders')).body.orders).toHaveLength(1);
  });

  it('reset: cuts the connection and does nothing', async () => {
    await faults({ match: `POST ${orders}`, kind: 'reset' });
    await expect(used.client.post(orders, anOrder())).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    });
    expect((await used.client.get('/sandbox/orders')).body.orders).toEqual([]);
  });

  it('html: a page of a gateway instead of JSON', async () => {
    await faults({ match: `POST ${orders}`, kind: 'html', status: 403 });
    const reply = await used.client.post(orders, anOrder());
    expect(reply.status).toBe(403);
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.body).toContain('<html>');
  });

  it('slow: answers rightly but late', async () => {
    await faults({ match: `POST ${orders}`, kind: 'slow', delay_ms: 300 });
    const startedAt = Date.now();
    expect((await used.client.post(orders, anOrder())).status).toBe(201);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
  });

  it('status 429 comes with the rate headers', async () => {
    await faults({ match: `POST ${orders}`, kind: 'status', status: 429 });
    const reply = await used.client.post(orders, anOrder());
    expect(reply.status).toBe(429);
    expect(reply.headers.get('x-ratelimit-reset')).toBe('1');
  });

  it('strike with the probability they are given', async () => {
    await faults({ match: `POST ${orders}`, kind: 'status', times: 1000, probability: 0 });
    expect((await used.client.post(orders, anOrder())).status).toBe(201);
    await faults({ match: `POST ${orders}`, kind: 'status', times: 1, probability: 1 });
    expect((await used.client.post(orders, anOrder())).status).toBe(503);
  });

  it.each([
    [{ match: 'POST', kind: 'status' }],
    [{ match: 'POST /x', kind: 'explode' }],
    [{ match: 'POST /x', kind: 'status', status: 99 }],
    [{ match: 'POST /x', kind: 'slow', delay_ms: -1 }],
    [{ match: 'POST /x', kind: 'status', times: 0 }],
    [{ kind: 'status' }],
    ['x'],
  ])('refuses %j', async (fault) => {
    expect((await faults(fault)).status).toBe(400);
    expect((await used.client.get('/sandbox/faults')).body.faults).toEqual([]);
  });
});

describe('The request journal', () => {
  it('shows provider calls in order: without credentials, with the idempotency key', async () => {
    const id = await used.client.paid();
    await used.client.post(om(id, '/captures'), { captured_amount: 5 }, { 'Klarna-Idempotency-Key': 'k-1' });
    await used.client.get(om(id));
    const { requests } = (await used.client.get('/sandbox/requests')).body;
    expect(requests.map((each: Body) => [each.method, each.path, each.status])).toEqual([
      ['POST', orders, 201],
      ['POST', '/hpp/v1/sessions', 201],
      ['POST', om(id, '/captures'), 201],
      ['GET', om(id), 200],
    ]);
    const [, , capture, read] = requests;
    expect(capture.body).toEqual({ captured_amount: 5 });
    expect(capture.headers['klarna-idempotency-key']).toBe('k-1');
    expect(capture.headers.authorization).toBeUndefined();
    expect(JSON.stringify(requests)).not.toContain('kco_test_api_paylink');
    expect(read.body).toBeNull();
    expect(Date.parse(capture.at)).not.toBeNaN();
  });

  it('shows calls that a fault swallows, with their bodies and without a status', async () => {
    await faults({ match: `POST ${orders}`, kind: 'reset' }, { match: `POST ${orders}`, kind: 'lost_reply' });
    for (let i = 0; i < 2; i += 1) await used.client.post(orders, anOrder()).catch(() => undefined);
    const { requests } = (await used.client.get('/sandbox/requests')).body;
    expect(requests.map((each: Body) => [each.body.order_amount, each.status])).toEqual([
      [10000, null],
      [10000, null],
    ]);
  });

  it('shows refused calls and bodies that are no JSON', async () => {
    await used.client.call('POST', orders, 'oops');
    used.client.authorization = null;
    await used.client.get(`${orders}/x`);
    const { requests } = (await used.client.get('/sandbox/requests')).body;
    expect(requests.map((each: Body) => [each.status, each.body])).toEqual([
      [400, 'oops'],
      [401, null],
    ]);
  });
});

describe('Caught messages', () => {
  it('takes mail over SMTP', async () => {
    const transport = createTransport(used.sandbox.info.smtp);
    await transport.sendMail({
      from: 'Shop <shop@a.example>',
      to: 'eva@b.example',
      subject: 'Betala här: Å',
      text: 'Hej',
      html: '<b>Hej</b>',
    });
    transport.close();
    const { messages } = (await used.client.get('/sandbox/mail')).body;
    expect(messages).toEqual([
      {
        at: expect.any(String),
        from: '"Shop" <shop@a.example>',
        to: 'eva@b.example',
        subject: 'Betala här: Å',
        text: expect.stringMatching(/^Hej\s*$/),
        html: expect.stringContaining('<b>Hej</b>'),
      },
    ]);
  });

  it('takes text messages over HTTP', async () => {
    const reply = await used.client.post('/sandbox/sms', { from: 'Shop', to: '+46701234567', text: 'Hej' });
    expect(reply.status).toBe(201);
    const { messages } = (await used.client.get('/sandbox/sms')).body;
    expect(messages).toEqual([
      { at: expect.any(String), from: 'Shop', to: '+46701234567', subject: null, text: 'Hej', html: null },
    ]);
    expect((await used.client.post('/sandbox/sms', { text: 'x' })).status).toBe(400);
  });
});

describe('The consumer control', () => {
  it('refuses an unknown session with 404 and an unknown action with 400', async () => {
    expect((await used.client.consumer('unknown', 'pay')).status).toBe(404);
    const session = await used.client.session(await used.client.order());
    expect((await used.client.consumer(session.session_id, 'steal')).status).toBe(400);
    expect((await used.client.post(`/sandbox/sessions/${session.session_id}/consumer`, [])).status).toBe(400);
  });
});

describe('Info and reset', () => {
  it('tells where things are', async () => {
    const { body } = await used.client.get('/sandbox/info');
    expect(body).toEqual({
      listening: used.client.base,
      smtp: expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/),
      console: `${used.client.base}/`,
    });
  });

  it('needs no credentials', async () => {
    used.client.authorization = null;
    expect((await used.client.get('/sandbox/clock')).status).toBe(200);
  });

  it('empties everything', async () => {
    const { client } = used;
    const id = await client.paid();
    await client.hours(5);
    await faults({ match: `GET ${orders}/*`, kind: 'status' });
    await client.post('/sandbox/limits', { creates_per_second: 1 });
    await client.post('/sandbox/callbacks', { deliver: false, duplicate: 3 });
    await client.post('/sandbox/sms', { to: 'x', text: 'x' });
    const reply = await client.post('/sandbox/reset');
    expect(Math.abs(Date.parse(reply.body.now) - Date.now())).toBeLessThan(2000);
    for (const [path, name] of [
      ['requests', 'requests'],
      ['callbacks', 'callbacks'],
      ['mail', 'messages'],
      ['sms', 'messages'],
      ['faults', 'faults'],
    ]) {
      expect((await client.get(`/sandbox/${path}`)).body).toEqual({ [name!]: [] });
    }
    expect((await client.get(om(id))).status).toBe(404);
    expect((await client.post('/sandbox/callbacks', {})).body).toMatchObject({ deliver: true, duplicate: 0 });
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.post(orders, anOrder())));
    expect(replies.every((each) => each.status === 201)).toBe(true);
  });
});

describe('What there is', () => {
  it('is shown newest first, 50 or as many as are asked for', async () => {
    const ids = [];
    for (let i = 0; i < 52; i += 1)
      ids.unshift((await used.client.post(orders, anOrder())).body.order_id as string);
    const shown = async (query: string) =>
      (await used.client.get(`/sandbox/orders${query}`)).body.orders.map((each: Body) => each.order_id);
    expect(await shown('')).toEqual(ids.slice(0, 50));
    expect(await shown('?last=2')).toEqual(ids.slice(0, 2));
    expect(await shown('?last=99')).toEqual(ids);
    expect(await shown('?last=x')).toEqual(ids.slice(0, 50));
  });
});

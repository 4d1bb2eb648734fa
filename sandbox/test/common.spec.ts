import { get } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { anOrder, om, useSandbox } from './support.js';

const used = useSandbox();
const orders = '/checkout/v3/orders';
const nobody = '00000000-0000-4000-8000-000000000000';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const everyApi = [`${orders}/${nobody}`, '/hpp/v1/sessions/x', om(nobody)];

/** The status of a call that names another host; fetch does not let one. */
const statusAt = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { host, authorization: used.client.authorization! };
    get(used.client.base + everyApi[0], { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    }).on('error', reject);
  });

describe('Credentials', () => {
  const key = 'kco_test_api_paylink';

  it.each([
    ['the key as issued', `Basic ${key}`],
    ['the pair', `Basic ${base64(`PL0001-paylink:${key}`)}`],
    ['the pair without a user name', `Basic ${base64(`:${key}`)}`],
    ['a scheme in small letters', `basic ${key}`],
  ])('%s is let in, by all three APIs', async (_what, authorization) => {
    used.client.authorization = authorization;
    for (const path of everyApi) expect([path, (await used.client.get(path)).status]).toEqual([path, 404]);
  });

  it.each([
    ['nothing', null],
    ['a wrong key', 'Basic kco_test_api_wrong'],
    ['a wrong user name', `Basic ${base64(`PL0002-paylink:${key}`)}`],
    ['a wrong key in a pair', `Basic ${base64('PL0001-paylink:wrong')}`],
    ['the key in base64 alone', `Basic ${base64(key)}`],
    ['another scheme', `Bearer ${key}`],
    ['an empty scheme', 'Basic '],
  ])('%s meets 401, at all three APIs', async (_what, authorization) => {
    used.client.authorization = authorization;
    for (const path of everyApi) {
      const reply = await used.client.get(path);
      expect([path, reply.status]).toEqual([path, 401]);
      expect(reply.body).toEqual({
        error_code: 'UNAUTHORIZED',
        error_messages: [expect.any(String)],
        correlation_id: expect.stringMatching(uuid),
      });
    }
  });

  it('an account that is not active meets 403', async () => {
    await used.client.post('/sandbox/accounts', { username: 'N1-a', key: 'inactive', active: false });
    used.client.authorization = 'Basic inactive';
    for (const path of everyApi) expect((await used.client.get(path)).status).toBe(403);
  });

  it('a Klarna account is let in by its UUID user name and key', async () => {
    const username = '0b6f2a54-3c1d-4a8e-9d55-8f3f7c0a1e21';
    await used.client.post('/sandbox/accounts', { username, key: 'klarna_test_api_abc', merchantId: 'K1' });
    used.client.authorization = `Basic ${base64(`${username}:klarna_test_api_abc`)}`;
    expect((await used.client.post(orders, anOrder())).status).toBe(201);
  });

  it('keys belong to one region: its pages are there, and other regions’ hosts refuse it', async () => {
    await used.client.post('/sandbox/accounts', { username: 'NA1-a', key: 'na', region: 'na' });
    used.client.authorization = 'Basic na';
    const session = await used.client.session(await used.client.order());
    expect(session.redirect_url).toContain('/na/hpp/payments/');

    expect(await statusAt('api-na.klarna.example')).toBe(404);
    expect(await statusAt('api-oc.klarna.example')).toBe(401);
  });
});

describe('What every answer carries', () => {
  it('a correlation id, the same in header and error body, new for every call', async () => {
    const seen = new Set<string>();
    for (const path of everyApi) {
      const reply = await used.client.get(path);
      const id = reply.headers.get('klarna-correlation-id');
      expect(id).toMatch(uuid);
      expect(reply.body.correlation_id).toBe(id);
      seen.add(String(id));
    }
    expect(seen.size).toBe(3);
  });

  it('the three rate headers', async () => {
    const reply = await used.client.post(orders, anOrder());
    expect(reply.headers.get('x-ratelimit-limit')).toBe('40, 40;w=1');
    expect(reply.headers.get('x-ratelimit-remaining')).toBe('40');
    expect(reply.headers.get('x-ratelimit-reset')).toBe('1');
    expect((await used.client.get(everyApi[0]!)).headers.get('x-ratelimit-limit')).toBe('200, 200;w=1');
    used.client.authorization = null;
    expect((await used.client.get(everyApi[0]!)).headers.get('x-ratelimit-limit')).toBe('200, 200;w=1');
  });

  it('JSON, as UTF-8', async () => {
    const reply = await used.client.post(orders, anOrder({ merchant_data: 'Å 漢 😀' }));
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.body.merchant_data).toBe('Å 漢 😀');
  });
});

describe('Quotas', () => {
  const burst = (count: number, path: string) =>
    Promise.all(Array.from({ length: count }, () => used.client.get(path)));

  it('are off at start', async () => {
    const replies = await burst(300, everyApi[0]!);
    expect(new Set(replies.map((each) => each.status))).toEqual(new Set([404]));
  });

  it('refuse with 429 and the headers to wait by, then let in again', async () => {
    await used.client.post('/sandbox/limits', { creates_per_second: 5, others_per_second: 10 });
    const replies = await burst(20, everyApi[0]!);
    const refused = replies.filter((each) => each.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(refused[0]!.body.error_code).toBe('TOO_MANY_REQUESTS');
    expect(refused[0]!.headers.get('x-ratelimit-limit')).toBe('10, 10;w=1');
    expect(refused[0]!.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused[0]!.headers.get('x-ratelimit-reset')).toBe('1');
    let status = 429;
    for (const until = Date.now() + 3000; status === 429 && Date.now() < until;) {
      status = (await used.client.get(everyApi[0]!)).status;
    }
    expect(status).toBe(404);
  });

  it('refuse all of a merchant’s calls once one quota is used up, and nobody else’s', async () => {
    const { client } = used;
    await client.post('/sandbox/accounts', { username: 'Q1-a', key: 'other' });
    await client.post('/sandbox/limits', { creates_per_second: 2, others_per_second: 1000 });
    const creates = await Promise.all(Array.from({ length: 5 }, () => client.post(orders, anOrder())));
    expect(creates.filter((each) => each.status === 201).length).toBe(2);
    expect((await client.get(everyApi[0]!)).status).toBe(429);
    client.authorization = 'Basic other';
    expect((await client.get(everyApi[0]!)).status).toBe(404);
  });

  it('count per merchant, not per credential', async () => {
    const { client } = used;
    await client.post('/sandbox/accounts', { username: 'PL0001-second', key: 'second' });
    await client.post('/sandbox/limits', { creates_per_second: 1, others_per_second: 1000 });
    const first = await client.post(orders, anOrder());
    client.authorization = 'Basic second';
    const second = await client.post(orders, anOrder());
    expect([first.status, second.status]).toEqual([201, 429]);
  });

  it('are the playground’s by default, and can be switched off', async () => {
    expect((await used.client.post('/sandbox/limits', {})).body).toEqual({
      creates_per_second: 5,
      others_per_second: 50,
    });
    expect((await used.client.post('/sandbox/limits', { off: true })).body).toEqual({ off: true });
    expect((await burst(100, everyApi[0]!)).every((each) => each.status === 404)).toBe(true);
  });
});

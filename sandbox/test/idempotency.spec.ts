import { describe, expect, it } from '@jest/globals';
import { anOrder, Body, om, useSandbox } from './support.js';

const used = useSandbox();
const key = (value: string) => ({ 'Klarna-Idempotency-Key': value });
const capture = (id: string, captured_amount: number, value: string) =>
  used.client.post(om(id, '/captures'), { captured_amount }, key(value));
const captured = async (id: string): Promise<number> => (await used.client.managed(id)).captured_amount;

describe('Klarna-Idempotency-Key', () => {
  it('runs once and gives the same answer, ids in headers included', async () => {
    const id = await used.client.paid();
    const first = await capture(id, 1000, 'k');
    const second = await capture(id, 1000, 'k');
    expect(second.status).toBe(201);
    for (const name of ['capture-id', 'location'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    expect(await captured(id)).toBe(1000);
  });

  it('compares the key alone: another amount replays the first answer', async () => {
    const id = await used.client.paid();
    const first = await capture(id, 1000, 'k');
    const second = await capture(id, 9999, 'k');
    expect(second.headers.get('capture-id')).toBe(first.headers.get('capture-id'));
    expect(await captured(id)).toBe(1000);
  });

  it('another key is another operation', async () => {
    const id = await used.client.paid();
    await capture(id, 1000, 'a');
    await capture(id, 1000, 'b');
    expect(await captured(id)).toBe(2000);
  });

  it('is honoured for 24 h and no longer', async () => {
    const id = await used.client.paid();
    await capture(id, 1000, 'k');
    await used.client.hours(23.9);
    await capture(id, 1000, 'k');
    expect(await captured(id)).toBe(1000);
    await used.client.hours(0.2);
    await capture(id, 1000, 'k');
    expect(await captured(id)).toBe(2000);
  });

  it('is scoped to the path', async () => {
    const [one, two] = [await used.client.paid(), await used.client.paid()];
    await capture(one, 1000, 'k');
    await capture(two, 1000, 'k');
    expect([await captured(one), await captured(two)]).toEqual([1000, 1000]);
    expect(
      (await used.client.post(om(one, '/refunds'), { refunded_amount: 500 }, key('k'))).headers.get(
        'refund-id',
      ),
    ).toBeTruthy();
  });

  it('replays a refusal, though the call would be allowed by now', async () => {
    const id = await used.client.paid();
    const first = await used.client.post(om(id, '/refunds'), { refunded_amount: 500 }, key('k'));
    await capture(id, 1000, 'c');
    const second = await used.client.post(om(id, '/refunds'), { refunded_amount: 500 }, key('k'));
    expect([first.status, second.status]).toEqual([403, 403]);
    expect(second.body).toEqual(first.body);
  });

  it('survives a lost reply: the work is done once', async () => {
    const id = await used.client.paid();
    await used.client.post('/sandbox/faults', [
      { match: 'POST /ordermanagement/v1/orders/*/captures', kind: 'lost_reply' },
    ]);
    await expect(capture(id, 1000, 'k')).rejects.toThrow();
    expect(await captured(id)).toBe(1000);
    expect((await capture(id, 1000, 'k')).status).toBe(201);
    expect(await captured(id)).toBe(1000);
  });

  it('does not keep a 5xx', async () => {
    const id = await used.client.paid();
    await used.client.post('/sandbox/faults', [
      { match: 'POST /ordermanagement/v1/orders/*/captures', kind: 'status', status: 503 },
    ]);
    expect((await capture(id, 1000, 'k')).status).toBe(503);
    expect((await capture(id, 1000, 'k')).status).toBe(201);
  });

  it('answers 409 CONFLICT to a twin while the first runs', async () => {
    const id = await used.client.paid();
    await used.client.post('/sandbox/faults', [
      { match: 'POST /ordermanagement/v1/orders/*/captures', kind: 'slow', delay_ms: 300 },
    ]);
    const replies = await Promise.all([capture(id, 1000, 'k'), capture(id, 1000, 'k')]);
    expect(replies.map((each) => each.status).sort()).toEqual([201, 409]);
    expect(replies.find((each) => each.status === 409)!.body.error_code).toBe('CONFLICT');
    expect(await captured(id)).toBe(1000);
  });

  const keyed: [string, string, string, Body][] = [
    ['POST', '/acknowledge', 'AUTHORIZED', undefined],
    ['PATCH', '/authorization', 'AUTHORIZED', { order_amount: 9000 }],
    ['POST', '/cancel', 'AUTHORIZED', undefined],
    ['POST', '/extend-authorization-time', 'AUTHORIZED', undefined],
    ['PATCH', '/merchant-references', 'AUTHORIZED', { merchant_reference1: 'x' }],
    ['PATCH', '/customer-details', 'AUTHORIZED', { shipping_address: { city: 'x' } }],
    ['POST', '/shipping-info', 'AUTHORIZED', { shipping_info: [{ shipping_company: 'x' }] }],
    ['POST', '/release-remaining-authorization', 'PART_CAPTURED', undefined],
    ['POST', '/refunds', 'PART_CAPTURED', { refunded_amount: 100 }],
    ['POST', '/captures/{}/shipping-info', 'PART_CAPTURED', { shipping_info: [{ shipping_company: 'x' }] }],
    ['POST', '/captures/{}/trigger-send-out', 'PART_CAPTURED', undefined],
    ['PATCH', '/captures/{}/extend-due-date', 'PART_CAPTURED', { number_of_days: 10 }],
  ];

  it.each(keyed)('is honoured by %s %s', async (method, rest, state, body) => {
    const { client } = used;
    const id = await client.paid();
    const made = state === 'PART_CAPTURED' ? (await capture(id, 4000, 'c')).headers.get('capture-id') : '';
    const path = om(id, rest.replace('{}', String(made)));
    const first = await client.call(method, path, body, key('k'));
    expect(first.status).toBeLessThan(300);
    const before = await client.managed(id);
    const mails = (await client.get('/sandbox/mail')).body.messages.length;
    const second = await client.call(method, path, body, key('k'));
    expect(second.status).toBe(first.status);
    expect(await client.managed(id)).toEqual(before);
    expect((await client.get('/sandbox/mail')).body.messages).toHaveLength(mails);
  });

  it('means nothing to Checkout and the Hosted Payment Page', async () => {
    const { client } = used;
    const [one, two] = await Promise.all(
      [0, 1].map(() => client.post('/checkout/v3/orders', anOrder(), key('k'))),
    );
    expect(one!.body.order_id).not.toBe(two!.body.order_id);
    const url = { payment_session_url: `${client.base}/checkout/v3/orders/${one!.body.order_id}` };
    const sessions = await Promise.all([0, 1].map(() => client.post('/hpp/v1/sessions', url, key('k'))));
    expect(sessions[0]!.body.session_id).not.toBe(sessions[1]!.body.session_id);
  });
});

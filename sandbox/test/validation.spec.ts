import { describe, expect, it } from '@jest/globals';
import { Body, merchantUrls, useReceiver, useSandbox } from './support.js';

const used = useSandbox();
const receiver = useReceiver();

const open = async (options: Body = {}): Promise<{ id: string; session: string }> => {
  const validation = receiver.url('/validate/{checkout.order.id}');
  const id = await used.client.order({ merchant_urls: { ...merchantUrls, validation }, options });
  return { id, session: (await used.client.session(id)).session_id };
};

const pay = async (options: Body = {}) => {
  const { id, session } = await open(options);
  const startedAt = Date.now();
  const { body } = await used.client.consumer(session, 'pay');
  return { id, body, tookMs: Date.now() - startedAt };
};

const answer = (status: number, headers: Record<string, string> = {}, body: Body = undefined): void => {
  receiver.answer = (_request, response) =>
    void response.writeHead(status, headers).end(body && JSON.stringify(body));
};

describe('Validation callback', () => {
  it('posts the whole order before it is authorized', async () => {
    const { id, body } = await pay();
    expect(body.status).toBe('COMPLETED');
    expect(receiver.hits).toHaveLength(1);
    expect(receiver.hits[0]!.path).toBe(`/validate/${id}`);
    expect(receiver.hits[0]!.body).toMatchObject({
      order_id: id,
      status: 'checkout_incomplete',
      order_amount: 10000,
    });
  });

  it.each([301, 302, 303, 307])('%d sends the consumer elsewhere; nothing is bought', async (status) => {
    answer(status, { location: 'https://shop.example/sold-out' });
    const { id, body } = await pay();
    expect(body).toEqual({ status: 'IN_PROGRESS', redirect_url: 'https://shop.example/sold-out' });
    expect((await used.client.get(`/ordermanagement/v1/orders/${id}`)).status).toBe(404);
  });

  it('400 keeps the consumer on the page with the merchant’s words', async () => {
    answer(400, {}, { error_type: 'approval_failed', error_text: 'Not today' });
    expect((await pay()).body).toEqual({ status: 'IN_PROGRESS', redirect_url: null, message: 'Not today' });
  });

  it('400 without a known error type keeps the consumer on the page without words', async () => {
    answer(400, {}, { error_type: 'bad mood', error_text: 'x' });
    expect((await pay()).body).toEqual({ status: 'IN_PROGRESS', redirect_url: null, message: null });
  });

  it('lets the consumer try again after a refusal', async () => {
    answer(400, {}, { error_type: 'approval_failed', error_text: 'Not today' });
    const { session } = await open();
    await used.client.consumer(session, 'pay');
    answer(200);
    expect((await used.client.consumer(session, 'pay')).body.status).toBe('COMPLETED');
  });

  it('silence approves after 3 s', async () => {
    receiver.answer = () => undefined;
    const { body, tookMs } = await pay();
    expect(body.status).toBe('COMPLETED');
    expect(tookMs).toBeGreaterThanOrEqual(2900);
    expect(tookMs).toBeLessThan(6000);
  });

  it('silence refuses after 10 s where success is required', async () => {
    receiver.answer = () => undefined;
    const { body, tookMs } = await pay({ require_validate_callback_success: true });
    expect(body.status).toBe('IN_PROGRESS');
    expect(tookMs).toBeGreaterThanOrEqual(9900);
    expect(tookMs).toBeLessThan(14_000);
  });

  it.each([
    [false, 'COMPLETED'],
    [true, 'IN_PROGRESS'],
  ])(
    'an answer of 500 is no answer: with success required %p the session is %s',
    async (required, expected) => {
      answer(500);
      expect((await pay({ require_validate_callback_success: required })).body.status).toBe(expected);
    },
  );

  it('a lost callback is silence', async () => {
    await used.client.post('/sandbox/callbacks', { deliver: false });
    expect((await pay()).body.status).toBe('COMPLETED');
    expect((await pay({ require_validate_callback_success: true })).body.status).toBe('IN_PROGRESS');
    expect(receiver.hits).toEqual([]);
  });

  it('a session that is disabled meanwhile is not paid', async () => {
    const { id, session } = await open();
    receiver.answer = (_request, response) =>
      void used.client.delete(`/hpp/v1/sessions/${session}`).then(() => response.end());
    expect((await used.client.consumer(session, 'pay')).status).toBe(409);
    expect((await used.client.get(`/ordermanagement/v1/orders/${id}`)).status).toBe(404);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Body, merchantUrls, om, useReceiver, useSandbox } from './support.js';

const used = useSandbox();
const receiver = useReceiver();

const decide = (id: string, status: string) => used.client.post(`/sandbox/orders/${id}/fraud`, { status });
const capture = (id: string) => used.client.post(om(id, '/captures'), { captured_amount: 1000 });

const pending = async (): Promise<string> => {
  const notification = receiver.url('/risk/{checkout.order.id}');
  const id = await used.client.order({ merchant_urls: { ...merchantUrls, notification } });
  await decide(id, 'PENDING');
  await used.client.consumer((await used.client.session(id)).session_id, 'pay');
  return id;
};

describe('Risk decisions', () => {
  it('are ACCEPTED at once unless said otherwise', async () => {
    expect((await used.client.managed(await used.client.paid())).fraud_status).toBe('ACCEPTED');
  });

  it('PENDING lets nothing be captured', async () => {
    const id = await pending();
    expect((await used.client.managed(id)).fraud_status).toBe('PENDING');
    const reply = await capture(id);
    expect([reply.status, reply.body.error_code]).toEqual([403, 'CAPTURE_NOT_ALLOWED']);
  });

  it.each(['ACCEPTED', 'REJECTED'])('%s after PENDING is told to the merchant', async (status) => {
    const id = await pending();
    const reply = await decide(id, status);
    expect(reply.body).toEqual({ order_id: id, fraud_status: status });
    const [hit] = await receiver.arrived(1);
    expect(hit!.path).toBe(`/risk/${id}`);
    expect(hit!.body).toEqual({ order_id: id, event_type: `FRAUD_RISK_${status}` });
  });

  it('are told every 10 minutes until a 200, and for 24 h at most', async () => {
    receiver.answer = (_request, response) => void response.writeHead(204).end();
    const id = await pending();
    await decide(id, 'ACCEPTED');
    await receiver.arrived(1);
    await used.client.seconds(25 * 60);
    expect(receiver.hits).toHaveLength(3);
    receiver.answer = (_request, response) => void response.end();
    await used.client.hours(30);
    expect(receiver.hits).toHaveLength(4);
  });

  it('stop being told after 24 h', async () => {
    receiver.answer = (_request, response) => void response.writeHead(500).end();
    await decide(await pending(), 'ACCEPTED');
    await receiver.arrived(1);
    await used.client.hours(30);
    expect(receiver.hits).toHaveLength(1 + 24 * 6);
  });

  it('are not told when the order was not pending', async () => {
    const notification = receiver.url('/risk');
    const id = await used.client.paid({ merchant_urls: { ...merchantUrls, notification } });
    await decide(id, 'REJECTED');
    await used.client.seconds(60);
    expect(receiver.hits).toEqual([]);
  });

  it('REJECTED may be captured for 4 h, at the merchant’s risk', async () => {
    const id = await pending();
    await decide(id, 'REJECTED');
    await used.client.hours(3.9);
    expect((await capture(id)).status).toBe(201);
    await used.client.hours(1);
    expect((await used.client.managed(id)).status).toBe('PART_CAPTURED');
  });

  it('REJECTED is cancelled after 4 h without a capture', async () => {
    const id = await pending();
    await decide(id, 'REJECTED');
    await used.client.hours(4.1);
    expect((await used.client.managed(id)).status).toBe('CANCELLED');
    expect((await capture(id)).status).toBe(403);
  });

  it('REJECTED from the beginning is cancelled after 4 h, too', async () => {
    const id = await used.client.order();
    await decide(id, 'REJECTED');
    await used.client.consumer((await used.client.session(id)).session_id, 'pay');
    await used.client.hours(3.9);
    expect((await used.client.managed(id)).status).toBe('AUTHORIZED');
    await used.client.hours(0.2);
    expect((await used.client.managed(id)).status).toBe('CANCELLED');
  });

  it('ACCEPTED may be captured and cancelled as ever', async () => {
    const id = await pending();
    await decide(id, 'ACCEPTED');
    expect((await used.client.post(om(id, '/cancel'))).status).toBe(204);
  });

  it('an auto-captured order under review is not captured', async () => {
    const id = await used.client.order({ options: { auto_capture: true } });
    await decide(id, 'PENDING');
    await used.client.consumer((await used.client.session(id)).session_id, 'pay');
    expect((await used.client.managed(id)).status).toBe('AUTHORIZED');
  });

  it('control: refuses an unknown order and an unknown status', async () => {
    const bodies: Body[] = [{ status: 'MAYBE' }, {}, []];
    const id = await used.client.paid();
    for (const body of bodies)
      expect((await used.client.post(`/sandbox/orders/${id}/fraud`, body)).status).toBe(400);
    expect((await decide('unknown', 'PENDING')).status).toBe(404);
  });
});

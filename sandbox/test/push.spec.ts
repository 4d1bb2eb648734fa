import { describe, expect, it } from '@jest/globals';
import { Body, merchantUrls, om, useReceiver, useSandbox } from './support.js';

const used = useSandbox();
const receiver = useReceiver();

const buy = (path = '/push/{checkout.order.id}', more: Body = {}): Promise<string> =>
  used.client.paid({ merchant_urls: { ...merchantUrls, push: receiver.url(path) }, ...more });

/** When pushes were sent, in minutes after completion. */
const minutes = async (id: string): Promise<number[]> => {
  const { callbacks } = (await used.client.get('/sandbox/callbacks')).body;
  const since = Date.parse((await used.client.managed(id)).created_at);
  return callbacks.map((each: Body) => Math.round((Date.parse(each.at) - since) / 60_000));
};

describe('Push', () => {
  it('is a POST with an empty body; the id is in the address only', async () => {
    const id = await buy();
    await used.client.seconds(121);
    expect(receiver.hits).toEqual([{ path: `/push/${id}`, body: null, contentType: undefined }]);
  });

  it('comes about 2 minutes after completion, not before', async () => {
    await buy();
    await used.client.seconds(115);
    expect(receiver.hits).toEqual([]);
    await used.client.seconds(10);
    expect(receiver.hits).toHaveLength(1);
  });

  it('is repeated after 5, 15, 30 and 60 minutes, then every 4 h, for 48 h', async () => {
    const id = await buy();
    await used.client.hours(100);
    const early = [2, 7, 22, 52, 112];
    const late = Array.from({ length: 11 }, (_, i) => 112 + 240 * (i + 1));
    expect(await minutes(id)).toEqual([...early, ...late]);
  });

  it('is not stopped by a 2xx alone', async () => {
    const id = await buy();
    await used.client.seconds(8 * 60);
    expect(await minutes(id)).toEqual([2, 7]);
  });

  it('is never sent once acknowledged', async () => {
    const id = await buy();
    expect((await used.client.post(om(id, '/acknowledge'))).status).toBe(204);
    await used.client.hours(50);
    expect(receiver.hits).toEqual([]);
  });

  it('stops when acknowledged in between', async () => {
    const id = await buy();
    await used.client.seconds(8 * 60);
    await used.client.post(om(id, '/acknowledge'));
    await used.client.hours(50);
    expect(receiver.hits).toHaveLength(2);
  });

  it('stops with a capture, which acknowledges too', async () => {
    const id = await buy();
    await used.client.post(om(id, '/captures'), { captured_amount: 100 });
    await used.client.hours(50);
    expect(receiver.hits).toEqual([]);
  });

  it('is sent for an auto-captured order, which nobody has acknowledged', async () => {
    await buy('/push', { options: { auto_capture: true } });
    await used.client.seconds(121);
    expect(receiver.hits).toHaveLength(1);
  });

  it('lets the order be captured after 48 h of silence', async () => {
    const id = await buy();
    await used.client.hours(72);
    expect((await used.client.post(om(id, '/captures'), { captured_amount: 10000 })).status).toBe(201);
  });

  it('is not sent for an order that nobody paid', async () => {
    await used.client.order({ merchant_urls: { ...merchantUrls, push: receiver.url('/push') } });
    await used.client.hours(50);
    expect(receiver.hits).toEqual([]);
  });
});

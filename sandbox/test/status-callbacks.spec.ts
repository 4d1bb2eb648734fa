import { describe, expect, it } from '@jest/globals';
import { Body, useReceiver, useSandbox } from './support.js';

const used = useSandbox();
const receiver = useReceiver();

const open = async (): Promise<string> => {
  const id = await used.client.order();
  const status_update = receiver.url('/status?s={{session_id}}&o={{order_id}}');
  return (await used.client.session(id, { merchant_urls: { status_update } })).session_id;
};

const journal = async (): Promise<Body[]> => (await used.client.get('/sandbox/callbacks')).body.callbacks;

describe('Status callbacks', () => {
  it('tell of every change the consumer causes: event id and the session as it reads then', async () => {
    const session = await open();
    await used.client.consumer(session, 'open');
    await receiver.arrived(1);
    await used.client.consumer(session, 'pay');
    const [first, second] = await receiver.arrived(2);
    expect(first!.contentType).toBe('application/json');
    expect(first!.body).toEqual({
      event_id: expect.any(String),
      session: expect.objectContaining({ session_id: session, status: 'IN_PROGRESS' }),
    });
    const read = (await used.client.get(`/hpp/v1/sessions/${session}`)).body;
    expect(second!.body.session).toEqual(read);
    expect(second!.body.event_id).not.toBe(first!.body.event_id);
    expect(first!.path).toBe(`/status?s=${session}&o=`);
    expect(second!.path).toBe(`/status?s=${session}&o=${read.order_id}`);
  });

  it('do not tell of creation nor of the merchant’s own disabling', async () => {
    const session = await open();
    await used.client.delete(`/hpp/v1/sessions/${session}`);
    await used.client.hours(1);
    expect(receiver.hits).toEqual([]);
  });

  it('do not hold up the consumer', async () => {
    receiver.answer = () => undefined;
    const session = await open();
    const startedAt = Date.now();
    expect((await used.client.consumer(session, 'pay')).body.status).toBe('COMPLETED');
    expect(Date.now() - startedAt).toBeLessThan(1500);
    await receiver.arrived(2);
  });

  it('are retried three times after a failing answer, with the same event id, then never again', async () => {
    receiver.answer = (_request, response) => void response.writeHead(500).end();
    const session = await open();
    await used.client.consumer(session, 'open');
    await receiver.arrived(1);
    await used.client.hours(3);
    expect(receiver.hits).toHaveLength(4);
    expect(new Set(receiver.hits.map((hit) => hit.body.event_id)).size).toBe(1);
    expect((await journal()).map((each) => [each.attempt, each.status])).toEqual([
      [1, 500],
      [2, 500],
      [3, 500],
      [4, 500],
    ]);
  });

  it('are retried when nothing answers within 3 s', async () => {
    receiver.answer = () => undefined;
    const session = await open();
    await used.client.consumer(session, 'open');
    await receiver.arrived(1);
    receiver.answer = (_request, response) => void response.end();
    await used.client.seconds(10);
    expect((await journal()).map((each) => [each.attempt, each.status])).toEqual([
      [1, null],
      [2, 200],
    ]);
  });

  it.each([200, 201, 204])('are not retried after %d', async (code) => {
    receiver.answer = (_request, response) => void response.writeHead(code).end();
    const session = await open();
    await used.client.consumer(session, 'open');
    await receiver.arrived(1);
    await used.client.hours(1);
    expect(receiver.hits).toHaveLength(1);
  });

  it('are not sent when the merchant gave no address', async () => {
    const session = (await used.client.session(await used.client.order())).session_id;
    await used.client.consumer(session, 'pay');
    await used.client.seconds(60);
    expect(await journal()).toEqual([]);
  });

  it('go to every session of an order that is paid', async () => {
    const { client } = used;
    const id = await client.order();
    const merchant_urls = { status_update: receiver.url('/{{session_id}}') };
    const first = await client.session(id, { merchant_urls });
    const second = await client.session(id, { merchant_urls });
    await client.consumer(first.session_id, 'pay');
    const hits = await receiver.arrived(3);
    const completed = hits.filter((hit) => hit.body.session.status === 'COMPLETED').map((hit) => hit.path);
    expect(completed.sort()).toEqual([`/${first.session_id}`, `/${second.session_id}`].sort());
  });
});

describe('Callback controls', () => {
  it('lose callbacks for good while deliver is off', async () => {
    await used.client.post('/sandbox/callbacks', { deliver: false });
    const session = await open();
    await used.client.consumer(session, 'open');
    await used.client.seconds(60);
    await used.client.post('/sandbox/callbacks', { deliver: true });
    await used.client.consumer(session, 'pay');
    await receiver.arrived(1);
    await used.client.seconds(60);
    expect(receiver.hits.map((hit) => hit.body.session.status)).toEqual(['COMPLETED']);
  });

  it('repeat each so many times more', async () => {
    await used.client.post('/sandbox/callbacks', { duplicate: 2 });
    const session = await open();
    await used.client.consumer(session, 'open');
    await receiver.arrived(3);
    await used.client.seconds(60);
    expect(receiver.hits).toHaveLength(3);
    expect(new Set(receiver.hits.map((hit) => hit.body.event_id)).size).toBe(1);
  });

  it('delay each, on the sandbox’s clock', async () => {
    await used.client.post('/sandbox/callbacks', { delay_ms: 60_000 });
    const session = await open();
    await used.client.consumer(session, 'open');
    await used.client.seconds(50);
    expect(receiver.hits).toEqual([]);
    await used.client.seconds(20);
    expect(receiver.hits).toHaveLength(1);
  });

  it('swap each with the next', async () => {
    await used.client.post('/sandbox/callbacks', { reorder: true });
    const session = await open();
    await used.client.consumer(session, 'pay');
    const hits = await receiver.arrived(2);
    expect(hits.map((hit) => hit.body.session.status)).toEqual(['COMPLETED', 'IN_PROGRESS']);
  });

  it('answer with the settings, and keep those that are not given', async () => {
    await used.client.post('/sandbox/callbacks', { duplicate: 1 });
    const reply = await used.client.post('/sandbox/callbacks', { deliver: false });
    expect(reply.body).toMatchObject({ deliver: false, duplicate: 1, delay_ms: 0 });
  });

  it('are journalled in design’s shape', async () => {
    const session = await open();
    await used.client.consumer(session, 'open');
    await receiver.arrived(1);
    await used.client.seconds(1);
    expect(await journal()).toEqual([
      expect.objectContaining({
        at: expect.any(String),
        url: receiver.url(`/status?s=${session}&o=`),
        body: receiver.hits[0]!.body,
        status: 200,
        attempt: 1,
      }),
    ]);
  });
});

describe('A merchant that does not answer', () => {
  it('holds up a move of the clock for a few seconds, not once per callback', async () => {
    receiver.answer = () => undefined;
    for (let i = 0; i < 5; i += 1) await used.client.consumer(await open(), 'open');
    const startedAt = Date.now();
    await used.client.hours(1);
    expect(Date.now() - startedAt).toBeLessThan(25_000);
    expect(await journal()).toHaveLength(20);
  });
});

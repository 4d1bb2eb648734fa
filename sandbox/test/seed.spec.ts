import { describe, expect, it } from '@jest/globals';
import { startSandbox } from '../src/server.js';
import { anOrder, Body, Client } from './support.js';

/** One and the same story; what came of it. */
async function story(seed: string | null): Promise<Body> {
  const sandbox = await startSandbox({ seed });
  const client = new Client(sandbox.info.listening);
  try {
    await client.post('/sandbox/faults', [
      { match: 'POST /checkout/v3/orders', kind: 'status', times: 1000, probability: 0.5 },
    ]);
    const statuses = [];
    const ids = [];
    for (let i = 0; i < 30; i += 1) {
      const reply = await client.post('/checkout/v3/orders', anOrder());
      statuses.push(reply.status);
      ids.push(reply.body.order_id, reply.body.correlation_id);
    }
    await client.delete('/sandbox/faults');
    await client.post('/sandbox/callbacks', { jitter_ms: 10_000_000 });
    const order = await client.order();
    const status_update = 'http://localhost:9/{{session_id}}';
    const session = await client.session(order, { merchant_urls: { status_update } });
    await client.consumer(session.session_id, 'pay');
    const paidAt = Date.parse((await client.get('/sandbox/clock')).body.now);
    await client.hours(3);
    const { callbacks } = (await client.get('/sandbox/callbacks')).body;
    const delays = callbacks
      .filter((each: Body) => each.kind === 'status' && each.attempt === 1)
      .map((each: Body) => Math.round((Date.parse(each.at) - paidAt) / 1000));
    return {
      statuses,
      ids,
      session: session.session_id,
      code: session.redirect_url.split('/').pop(),
      delays,
    };
  } finally {
    await sandbox.close();
  }
}

describe('A seed', () => {
  it('gives the same ids, faults and delays again; another gives others', async () => {
    const first = await story('one');
    const again = await story('one');
    expect(new Set(first.statuses)).toEqual(new Set([201, 503]));
    for (const name of ['statuses', 'ids', 'session', 'code']) expect(again[name]).toEqual(first[name]);
    expect(first.delays).toHaveLength(2);
    first.delays.forEach((delay: number, i: number) =>
      expect(Math.abs(delay - again.delays[i])).toBeLessThan(3),
    );
    const other = await story('two');
    expect(other.ids).not.toEqual(first.ids);
    expect(other.session).not.toBe(first.session);
  });

  it('left out, ids are new in every run', async () => {
    expect((await story(null)).session).not.toBe((await story(null)).session);
  });

  it('starts again with a reset', async () => {
    const sandbox = await startSandbox({ seed: 's' });
    const client = new Client(sandbox.info.listening);
    const first = await client.order();
    await client.post('/sandbox/reset');
    expect(await client.order()).toBe(first);
    await sandbox.close();
  });
});

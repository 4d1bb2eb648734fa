import { once } from 'node:events';

import WebSocket from 'ws';

import type { World } from '../chaos/world.js';
import { eventually } from '../support/eventually.js';
import type { Sandbox } from '../support/sandbox.js';
import { withWorld } from '../support/sandbox-of-spec.js';
import type { Link, Shop } from '../support/shop.js';

const GOING_AWAY = 1001;
const CAPTURES = 'POST /ordermanagement/v1/orders/*/captures';

/** A deployment ends the old process with SIGTERM while the new one takes over. */
describe('a process that is told to end', () => {
  let sandbox: Sandbox;
  let world: World;
  let shop: Shop;

  withWorld(2, async (started) => {
    world = started;
    sandbox = world.sandbox;
    shop = world.shopAt(0);
    await Promise.all(world.backends.map((backend) => backend.start()));
  });

  async function aPaidLink(): Promise<Link> {
    const { id, session } = await shop.anOpenLink();
    await sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);
    return eventually(async () => {
      const link = await shop.link(id);
      expect(link.order.acknowledgedAt).not.toBeNull();
      return link;
    });
  }

  async function isBeingCaptured(): Promise<void> {
    await eventually(async () => {
      const calls = await sandbox.requests();
      expect(calls.some(({ path }) => path.endsWith('/captures'))).toBe(true);
    });
  }

  it('finishes what runs and answers it, and takes nothing new', async () => {
    const { id } = await aPaidLink();
    await sandbox.faults([{ match: CAPTURES, kind: 'slow', delay_ms: 400 }]);

    const running = shop.capture({ paymentLinkId: id, amount: 5_000 });
    await isBeingCaptured();
    const ended = world.backends[0]!.stop();
    await eventually(async () => expect(await isTaken()).toBe(false));

    expect(await running).toMatchObject({ __typename: 'Capture', status: 'SUCCEEDED' });
    expect(await ended).toBe(true);
    expect((await world.shopAt(1).link(id)).order).toMatchObject({ capturedAmount: { amount: 5_000 } });

    async function isTaken(): Promise<boolean> {
      const answer = await shop.tryToRead('link', { id }).catch(() => null);
      return answer?.data != null;
    }
  });

  it('leaves what does not end in time to the others, who find out how it ended', async () => {
    const { id } = await aPaidLink();
    await sandbox.faults([{ match: CAPTURES, kind: 'lost_reply' }]);

    const running = shop.capture({ paymentLinkId: id, amount: 5_000, idempotencyKey: 'last' });
    await isBeingCaptured();
    expect(await world.backends[0]!.stop()).toBe(true);
    await running.catch(() => undefined);

    await eventually(
      async () =>
        expect((await world.shopAt(1).link(id)).order.captures).toMatchObject([
          { status: 'SUCCEEDED', amount: { amount: 5_000 } },
        ]),
      { timeoutMs: 30_000 },
    );
  });

  it('tells sockets and streams to come again, and they go on elsewhere without loss', async () => {
    const { id } = await aPaidLink();
    const socket = new WebSocket(
      `${world.backends[0]!.url.replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
    );
    await once(socket, 'open');
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${world.merchantKey}` } }),
    );
    const [acknowledged] = await once(socket, 'message');
    expect(JSON.parse(String(acknowledged))).toMatchObject({ type: 'connection_ack' });
    const stream = await fetch(`${world.backends[0]!.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${world.merchantKey}`,
      },
      body: JSON.stringify({ query: 'subscription { paymentLinkEvents { cursor } }' }),
    });
    const closed = once(socket, 'close');
    const read = stream.text();

    expect(await world.backends[0]!.stop()).toBe(true);

    const [code] = (await closed) as [number];
    expect(code).toBe(GOING_AWAY);
    // Ends as a stream ends, not as a broken connection.
    await expect(read).resolves.toEqual(expect.any(String));
    const before = await world.shopAt(1).history(id);
    await world.shopAt(1).capture({ paymentLinkId: id });
    await eventually(async () =>
      expect(await world.shopAt(1).history(id)).toEqual([...before, 'order.captured']),
    );
  });
});

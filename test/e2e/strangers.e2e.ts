import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import WebSocket from 'ws';

import type { Backend } from '../chaos/backends.js';
import { World } from '../chaos/world.js';
import type { Sandbox } from '../support/sandbox.js';
import { withSandbox } from '../support/sandbox-of-spec.js';

/** What ends a process ends it for everybody, so that nobody without a key may be able to. */
describe('a process that strangers talk to', () => {
  let sandbox: Sandbox;
  let world: World;
  let backend: Backend;

  withSandbox((started) => (sandbox = started));

  beforeAll(async () => {
    world = await World.start(sandbox, 1);
    backend = world.backends[0]!;
    await backend.start();
  });
  afterAll(() => world.end());

  afterEach(async () => {
    expect(await isAlive()).toBe(true);
    expect(backend.deaths).toBe(0);
  });

  const isAlive = () => fetch(`${backend.url}/health/live`).then(({ ok }) => ok);

  async function ask(path: string): Promise<Socket> {
    const socket = connect(backend.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: shop\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    return socket;
  }

  it.each(['/', '/l/AAAAAAAAAAAAAAAAAAAAAA', '/graphq', '/graphqll'])(
    'ends a connection that wants to be a socket at %s',
    async (path) => {
      const socket = await ask(path);
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      await once(socket, 'end', { signal: AbortSignal.timeout(5_000) });
      expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
      socket.destroy();
    },
  );

  it('sends a consumer who has paid to an address beyond ASCII, with its placeholders filled in', async () => {
    const shop = world.shopAt(0);
    const success = 'https://sklep.example/dziękuję/{{session_id}}?{{order_id}}';
    const { session } = await shop.anOpenLink({ redirectUrls: { success } });
    const { redirect_url } = await sandbox.consumer(session.id, 'pay');

    const returned = await fetch(redirect_url!, { redirect: 'manual' });

    expect(returned.status).toBe(302);
    expect(returned.headers.get('location')).toBe(
      `https://sklep.example/dzi%C4%99kuj%C4%99/${session.id}?${session.checkoutOrderId}`,
    );
  });

  it('shows its own page to one who has not, where a placeholder left empty leaves no address', async () => {
    const shop = world.shopAt(0);
    const { url } = await shop.anOpenLink({ redirectUrls: { cancel: 'https://{{order_id}}/' } });

    const returned = await fetch(`${url}/return/cancel`, { redirect: 'manual' });

    expect(returned.status).toBe(200);
    expect(await returned.text()).toContain('<h1>');
  });

  it('closes a socket on which more is said than a request may hold', async () => {
    const socket = new WebSocket(`${backend.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');

    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: 'x'.repeat(2_000_000) } }),
    );

    const [code] = await once(socket, 'close', { signal: AbortSignal.timeout(5_000) });
    expect(code).toBe(1009);
  });

  it('goes on when such a connection is reset', async () => {
    for (const path of ['/', '/graphql', '/callbacks/x']) {
      const socket = await ask(path);
      // By its answer the upgrade has been seen.
      await isAlive();
      socket.resetAndDestroy();
      await isAlive();
    }
  });
});

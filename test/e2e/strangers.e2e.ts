import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

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

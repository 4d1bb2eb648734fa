import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './processes.mjs';

const COMMANDS = {
  nats: (port) => ['nats-server', '-a', '127.0.0.1', '-p', port],
  redis: (port) => [
    'redis-server',
    '--bind',
    '127.0.0.1',
    '--port',
    port,
    '--save',
    '',
    '--appendonly',
    'no',
  ],
};

/** @returns a broker of this kind, or undefined where the machine has none */
export async function startBroker(kind) {
  const port = await freePort();
  const [file, ...args] = COMMANDS[kind](String(port));
  const child = spawn(file, args, { stdio: 'ignore' });
  const isThere = await once(child, 'spawn').then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  while (!(await takesConnections(port))) await delay(20);
  return {
    url: `${kind}://127.0.0.1:${port}`,
    async stop() {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

async function takesConnections(port) {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

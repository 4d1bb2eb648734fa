import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections (32768 and up on Linux): nobody is given one meanwhile. */
const FIRST = 20_000;
const COUNT = 12_000;

/** A port of the loopback address that nobody uses now. Where a program takes port 0, that is surer. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

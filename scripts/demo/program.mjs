import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../lib/run.mjs';

const START_TIMEOUT_MS = 90_000;

/**
 * Starts the built program with everything embedded, in a folder that goes with it.
 * @throws Error with what it wrote, when it ends or does not get ready
 */
export async function startProgram() {
  const dataDir = await mkdtemp(join(tmpdir(), 'paylink-demo-'));
  const [port, sandboxPort] = await freePorts(2);
  const apiKey = `demo_merchant_${randomBytes(12).toString('hex')}`;
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist', 'main.js')], {
    cwd: root,
    // Ctrl-C is for the demo alone, which ends the program once: a second signal would end it at once.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...withoutOwnSettings(process.env),
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: dataDir,
      MERCHANT_API_KEY: apiKey,
      RECONCILE_INTERVAL_MS: '500',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = once(child, 'exit');

  let stopping;
  const stop = () =>
    (stopping ??= (async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    })());
  const interrupted = () => void stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);

  const url = `http://localhost:${port}`;
  try {
    await untilReady(`${url}/health/ready`, child);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${output.trim()}`, { cause: error });
  }
  return { url, sandboxUrl: `http://localhost:${sandboxPort}`, apiKey, stop, output: () => output };
}

/** The demo shows the program as it is without settings, whatever the terminal has set for another. */
function withoutOwnSettings(env) {
  const own = /^(KLARNA_\w+|SANDBOX_\w+|SMTP_\w+|\w+_API_KEY|\w+_URL|NODE_ENV)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

async function untilReady(healthUrl, child) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const response = await fetch(healthUrl).catch(() => undefined);
    if (response?.ok) return;
    if (child.exitCode !== null) throw new Error(`The program ended with status ${child.exitCode}:`);
    if (Date.now() > deadline) throw new Error(`The program was not ready in ${START_TIMEOUT_MS / 1000} s:`);
    await delay(50);
  }
}

/** Different ones: all are held until all are found. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

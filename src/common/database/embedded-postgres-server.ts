import { execFile, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './embedded-postgres-binaries.js';
import { CLUSTER_ENV, type Cluster } from './embedded-postgres-cluster.js';
import { hasEnded } from './embedded-postgres-process.js';
import { serverUser } from './embedded-postgres-user.js';

const run = promisify(execFile);

const STOP_TIMEOUT_MS = 30_000;

export interface LaunchedServer {
  /** What it wrote to its log, once it has ended; nothing while it runs. */
  lastWords(): Promise<string | undefined>;
}

/** Starts the server's process; whether it takes up its work is seen by connecting. */
export async function launchServer(
  cluster: Cluster,
  port: number,
  { binaries, fsync }: { binaries: PostgresBinaries; fsync: boolean },
): Promise<LaunchedServer> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A refused statement is the program's business and stands in its own log.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...(fsync ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const asServerUser = await serverUser(cluster.dataDir);
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(cluster.logFile, 'a', 0o600);
  const { size: logStart } = await log.stat();
  const child = spawn(...asServerUser(binaries.postgres, ['-D', cluster.dataDir, ...args]), {
    // In a group of its own: Ctrl-C reaches the program alone, which stops the server in its turn.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: CLUSTER_ENV,
  });
  child.unref();
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `ended with ${code ?? signal}`));
  await log.close();
  return {
    lastWords: async () => {
      if (ended === undefined) return undefined;
      const written = (await readFile(cluster.logFile)).subarray(logStart).toString().trim();
      return `${ended}\n${written}`.trim();
    },
  };
}

/** Ends the server, and with it every connection; transactions under way are rolled back. */
export async function stopServer(pid: number, cluster: Cluster, binaries: PostgresBinaries): Promise<void> {
  if (process.platform === 'win32') {
    await run(binaries.pgCtl, ['stop', '-D', cluster.dataDir, '-m', 'fast']);
    return;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (!(await hasEnded(pid))) {
    if (Date.now() > deadline) throw new Error(`the embedded PostgreSQL (process ${pid}) does not stop`);
    await delay(10);
  }
}

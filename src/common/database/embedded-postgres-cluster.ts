import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, type PostgresBinaries } from './embedded-postgres-binaries.js';
import { isAlive } from './embedded-postgres-process.js';
import { serverUser } from './embedded-postgres-user.js';

const run = promisify(execFile);

export const CLUSTER_USER = 'paylink';

/** Where a cluster lives, and how to get in. */
export interface Cluster {
  dataDir: string;
  logFile: string;
  password: string;
  /** Taken when it is free, so that the address outlives a restart. */
  port: number;
}

/** The server's environment: nobody's PGPORT or PGDATA, and messages in English, since some are read. */
export const CLUSTER_ENV = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/**
 * Opens the cluster under a folder, and makes it the first time.
 * The folder appears whole, password included, or not at all: whoever is killed here leaves nothing half made, and
 * of two programs that make it at once one wins and both use it.
 */
export async function openCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  fsync: boolean,
): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new EmbeddedPostgresError(
      `cannot make the data folder (${error.message}): name one with DATA_DIR that this user may write`,
    );
  });
  const home = join(await realpath(dataDir), 'postgres');
  if (!(await exists(home))) await makeCluster(home, binaries, fsync);
  const access = await readFile(join(home, 'access.json'), 'utf8').then(
    (text) => JSON.parse(text) as Pick<Cluster, 'password' | 'port'>,
    (error: Error) => {
      throw new EmbeddedPostgresError(
        `cannot read the database's password (${error.message}): start as the user who owns ${home}, ` +
          'or name another DATA_DIR',
      );
    },
  );
  return { ...access, dataDir: join(home, 'data'), logFile: join(home, 'server.log') };
}

async function makeCluster(home: string, binaries: PostgresBinaries, fsync: boolean): Promise<void> {
  await removeAbandonedDrafts(home);
  const draft = await mkdtemp(`${home}.new-${process.pid}-`);
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(draft, 'password');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    await writeFile(join(draft, 'access.json'), JSON.stringify({ port: await freePort(), password }), {
      mode: 0o600,
    });
    const asServerUser = await serverUser(join(draft, 'data'));
    const args = [
      `--pgdata=${join(draft, 'data')}`,
      `--username=${CLUSTER_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...(await localeOptions(binaries.initdb)),
      ...(fsync ? [] : ['--no-sync']),
    ];
    await run(...asServerUser(binaries.initdb, args), { env: CLUSTER_ENV });
    await rm(passwordFile);
    await rename(draft, home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (await exists(home)) return;
    const { message, stderr = '' } = error as Error & { stderr?: string };
    throw new EmbeddedPostgresError(
      `PostgreSQL's initdb failed: ${(stderr || message).trim()}\n` +
        'Name another DATA_DIR, another PostgreSQL with PG_BIN_DIR, or give a DATABASE_URL.',
    );
  }
}

/** What a process has left that was killed while it made the cluster. */
async function removeAbandonedDrafts(home: string): Promise<void> {
  const prefix = `${basename(home)}.new-`;
  for (const name of await readdir(dirname(home))) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    await rm(join(dirname(home), name), { recursive: true, force: true });
  }
}

/** Letters of every language in upper and lower case, in an order that no system update changes; from version 17. */
async function localeOptions(initdb: string): Promise<string[]> {
  const { stdout } = await run(initdb, ['--version'], { env: CLUSTER_ENV });
  const major = Number(/\d+/.exec(stdout)?.[0]);
  return major < 17
    ? ['--no-locale']
    : ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

/** A port of the loopback address that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

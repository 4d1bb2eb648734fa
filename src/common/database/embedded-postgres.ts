import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  EmbeddedPostgresError,
  findPostgresBinaries,
  type PostgresBinaries,
} from './embedded-postgres-binaries.js';
import { CLUSTER_USER, freePort, openCluster, type Cluster } from './embedded-postgres-cluster.js';
import { findServerProcess } from './embedded-postgres-process.js';
import { launchServer, stopServer, type LaunchedServer } from './embedded-postgres-server.js';

export { EmbeddedPostgresError } from './embedded-postgres-binaries.js';

export interface EmbeddedPostgres {
  /** postgres://… of the database `paylink`. */
  url: string;
  /** Stops the server, unless another program still uses it. */
  stop(): Promise<void>;
}

const DATABASE = 'paylink';
const START_TIMEOUT_MS = 60_000;
/** Held, shared, by every program that uses the server; who gets it alone is the last, and may stop the server. */
const TENANCY_LOCK = 0x5041594c;

const PORT_TAKEN = /Address already in use/;
/** Refusals that pass: another program was faster, a killed server is not quite gone. */
const PASSING = /lock file .* (already exists|is empty)|shared memory block .* is still in use/;
const WRONG_PASSWORD = '28P01';

/**
 * Starts the PostgreSQL of a data folder, or joins the one that runs there: another program's, or one that a killed
 * process left behind. A server that dies under a living program is started again.
 * @param options.dataDir the cluster is made in its subfolder `postgres`, with the password in `access.json`
 * @param options.fsync false: faster, and lost with the machine's power; for tests
 * @throws EmbeddedPostgresError with what to do
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  fsync?: boolean;
}): Promise<EmbeddedPostgres> {
  const { dataDir, fsync = true } = options;
  const binaries = await findPostgresBinaries();
  const cluster = await openCluster(dataDir, binaries, fsync);
  const settings = { binaries, fsync };
  let tenancy = enter(cluster, settings);
  let stopping: Promise<void> | undefined;
  const keep = ({ client, port }: Tenancy): void => {
    client.once('end', () => {
      if (stopping) return;
      tenancy = enter(cluster, { ...settings, mustHavePort: port });
      tenancy.then(keep, (error: Error) => process.emitWarning(error.message));
    });
  };
  const first = await tenancy;
  keep(first);
  return {
    url: `postgres://${CLUSTER_USER}:${cluster.password}@127.0.0.1:${first.port}/${DATABASE}`,
    stop: () =>
      (stopping ??= tenancy.then(
        ({ client }) => leave(client, cluster, binaries),
        () => undefined,
      )),
  };
}

interface Tenancy {
  /** Connected for as long as the tenancy lasts, and holding the lock. */
  client: pg.Client;
  port: number;
}

/**
 * Joins the server that runs on the folder; while there is none, starts one.
 * @param settings.mustHavePort where the program's connections look for it already
 */
async function enter(
  cluster: Cluster,
  settings: { binaries: PostgresBinaries; fsync: boolean; mustHavePort?: number },
): Promise<Tenancy> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let port = settings.mustHavePort ?? cluster.port;
  let launched: LaunchedServer | undefined;
  let obstacle = 'it does not answer';
  for (;;) {
    const running = await findServerProcess(cluster.dataDir);
    if (running) {
      try {
        return { client: await join(cluster, running.port), port: running.port };
      } catch (error) {
        if ((error as pg.DatabaseError).code === WRONG_PASSWORD) {
          throw new EmbeddedPostgresError(
            `the password beside ${cluster.dataDir} is not that of the database: restore access.json, ` +
              'or name another DATA_DIR',
          );
        }
        obstacle = (error as Error).message;
      }
    }
    const refusal = await launched?.lastWords();
    const isPassing = !refusal || PASSING.test(refusal) || PORT_TAKEN.test(refusal);
    if (!isPassing || Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `the embedded PostgreSQL in ${cluster.dataDir} does not start: ${refusal ?? obstacle}\n` +
          `Its log is ${cluster.logFile}. Name another DATA_DIR for an empty database, or give a DATABASE_URL.`,
      );
    }
    if (refusal) launched = undefined;
    if (refusal && PORT_TAKEN.test(refusal)) port = settings.mustHavePort ?? (await freePort());
    if (!running) launched ??= await launchServer(cluster, port, settings);
    await delay(20);
  }
}

/** @throws while the server starts, recovers or stops */
async function join(cluster: Cluster, port: number): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: CLUSTER_USER,
    password: cluster.password,
    database: 'postgres',
    ssl: false,
    application_name: 'paylink tenancy',
    connectionTimeoutMillis: 2_000,
  });
  // The end of the connection is heard as 'end'; unheard, 'error' would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ joined: boolean }>(
      'select pg_try_advisory_lock_shared($1) as joined',
      [TENANCY_LOCK],
    );
    if (!rows[0]?.joined) throw new Error('it is being stopped');
    await createDatabase(client);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
}

/** Gives up the tenancy, and stops the server where that was the last one. */
async function leave(client: pg.Client, cluster: Cluster, binaries: PostgresBinaries): Promise<void> {
  try {
    const server = (await isLastTenant(client)) && (await findServerProcess(cluster.dataDir));
    if (server) await stopServer(server.pid, cluster, binaries);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function isLastTenant(client: pg.Client): Promise<boolean> {
  const sql = `select pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) as last`;
  return client.query<{ last: boolean }>(sql, [TENANCY_LOCK]).then(
    ({ rows }) => rows[0]?.last ?? false,
    // The server has just died, and the tenancy with it: whoever starts it again is its tenant.
    () => false,
  );
}

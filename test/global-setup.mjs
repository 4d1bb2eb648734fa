// One PostgreSQL for the whole run, with a template database that holds the schema; backend and sandbox, built.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { ensureBuilt } from '../scripts/lib/build.mjs';

const PREFIX = 'paylink-test-';

export default async function globalSetup() {
  await import('@swc-node/register/esm-register');
  await ensureBuilt(['backend', 'sandbox']);
  const server = process.env.TEST_DATABASE_URL ? undefined : await startServer();
  const serverUrl = process.env.TEST_DATABASE_URL ?? server.url;
  const template = `paylink_template_${process.pid}`;
  await createTemplate(serverUrl, template);
  // The workers inherit the environment: test/support/database.ts reads these.
  process.env.PAYLINK_TEST_SERVER_URL = serverUrl;
  process.env.PAYLINK_TEST_TEMPLATE = template;

  globalThis.endTestServer = async () => {
    await runSql(serverUrl, `drop database if exists ${template} with (force)`);
    await server?.stop();
    if (server) await rm(server.dataDir, { recursive: true, force: true });
  };
  process.once('SIGINT', () => void globalThis.endTestServer().finally(() => process.exit(130)));
}

async function startServer() {
  const { startEmbeddedPostgres } = await import('../src/common/database/embedded-postgres.ts');
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { dataDir, ...(await startEmbeddedPostgres({ dataDir, fsync: false })) };
}

/** Ends the servers of runs that were killed before their teardown. */
async function removeLeftovers() {
  const { findServerProcess, isAlive } = await import('../src/common/database/embedded-postgres-process.ts');
  for (const name of await readdir(tmpdir())) {
    const runPid = name.startsWith(PREFIX) && Number.parseInt(name.slice(PREFIX.length), 10);
    if (!runPid || isAlive(runPid)) continue;
    const dataDir = join(tmpdir(), name);
    const left = await findServerProcess(join(dataDir, 'postgres', 'data'));
    if (left) process.kill(left.pid, 'SIGQUIT');
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function createTemplate(serverUrl, template) {
  const { DataSource } = await import('typeorm');
  const { databaseOptions } = await import('../src/common/database/options.ts');
  await runSql(serverUrl, `create database ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${template}`;
  const dataSource = await new DataSource(databaseOptions(url.href)).initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function runSql(url, sql) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

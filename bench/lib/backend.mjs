// Real backend processes on a real database, for benchmarks; events are written into the log as the program writes them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { root } from '../../scripts/lib/run.mjs';
import { freePort } from './processes.mjs';

const KEY = 'bench_merchant_0123456789';
/** Nobody calls the provider here. */
const NOWHERE = 'http://127.0.0.1:9';
const WRITERS = 8;

/** @returns a database with one payment link, `count` backend processes on it, and what writes events */
export async function startBackends(count, { env = {}, execArgv = [] } = {}) {
  const { startEmbeddedPostgres } = await import('../../dist/common/database/embedded-postgres.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'paylink-bench-'));
  const database = await startEmbeddedPostgres({ dataDir });
  const backends = [];
  for (let i = 0; i < count; i++) backends.push(await startBackend(database.url, dataDir, env, execArgv));
  const pool = new pg.Pool({ connectionString: database.url, max: WRITERS });
  const link = await makeLink(pool);
  return {
    key: KEY,
    backends,
    link,
    database: database.url,
    /** Writes one event in a transaction of its own. */
    write: (event) => pool.query(INSERT, valuesOf(link, event)),
    /** Writes events in that order, each in a transaction of its own, as fast as they go. */
    writeAll: (events) => inOrder(database.url, link, events),
    /** Writes events in one transaction. */
    writeTogether: (events) => pool.query(INSERT_ALL, [link.merchantId, link.id, JSON.stringify(events)]),
    async stop() {
      await pool.end();
      for (const { child } of backends) {
        const exited = once(child, 'exit');
        if (child.exitCode === null && child.kill()) await exited;
      }
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function startBackend(databaseUrl, dataDir, env, execArgv) {
  const port = await freePort();
  const child = spawn(process.execPath, [...execArgv, join(root, 'dist/main.js')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      MERCHANT_API_KEY: KEY,
      STOREFRONT_API_KEY: 'bench_storefront_0123456789',
      KLARNA_API_URL: NOWHERE,
      KLARNA_API_KEY: 'none',
      SMTP_URL: 'smtp://127.0.0.1:9',
      SMS_URL: NOWHERE,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => chunk.includes('is running') && resolve());
    child.once('exit', (status) => reject(new Error(`the backend ended with ${status}`)));
  });
  return { child, url: `http://127.0.0.1:${port}`, rssMb: () => rssMb(child.pid) };
}

async function rssMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) / 1024;
}

async function makeLink(pool) {
  const { rows } = await pool.query(
    `INSERT INTO payment_links (id, merchant_id, code, status, channel, country, currency, locale, amount_minor,
       tax_amount_minor, order_lines, auto_capture, created_at, updated_at)
     SELECT gen_random_uuid(), id, 'bench', 'COMPLETED', 'ECOMMERCE', 'SE', 'SEK', 'sv-SE', 19800, 3960, '[]', false,
       now(), now() FROM merchants WHERE slug = 'default'
     RETURNING id, merchant_id AS "merchantId"`,
  );
  return rows[0];
}

const INSERT = `INSERT INTO events (merchant_id, payment_link_id, type, data, occurred_at, status, session_status)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

const INSERT_ALL = `INSERT INTO events (merchant_id, payment_link_id, type, data, occurred_at, status, session_status)
  SELECT $1, $2, e ->> 'type', e -> 'data', (e ->> 'occurredAt')::timestamptz, e ->> 'status', e ->> 'sessionStatus'
  FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS each (e, place) ORDER BY place`;

const valuesOf = (link, { type, data, occurredAt, status, sessionStatus }) => [
  link.merchantId,
  link.id,
  type,
  data,
  occurredAt,
  status,
  sessionStatus,
];

/** On one connection, one after the other: the order of the statements is the order of the log. */
async function inOrder(url, link, events) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const event of events) await client.query(INSERT, valuesOf(link, event));
  } finally {
    await client.end();
  }
}

// What it costs the database that many processes follow the log, each with a subscriber: with NOTIFY alone every one of
// them reads it; with a broker one does. Brokers that the machine does not have are left out.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startBackends } from './lib/backend.mjs';
import { startBroker } from './lib/brokers.mjs';
import { delaysSince, quantile } from './lib/delays.mjs';
import { anEvent } from './lib/events.mjs';
import { now, startProcess } from './lib/processes.mjs';

const PROCESSES = 6;
const EVENTS = 1_000;
const PAUSE_MS = 5;
const SETTLE_MS = 3_000;

export const needs = ['backend'];

/** @returns how often the log is read for each event, and milliseconds from a commit to the sockets */
export async function run() {
  const rows = [await measure('NOTIFY alone')];
  for (const kind of ['nats', 'redis']) {
    const broker = await startBroker(kind);
    if (!broker) continue;
    rows.push(await measure(kind, { EVENT_BUS_URL: broker.url }));
    await broker.stop();
  }
  return { rows, ok: rows.slice(1).every((row) => row['reads/event'] < rows[0]['reads/event']) };
}

async function measure(how, env) {
  const scene = await startBackends(PROCESSES, { env });
  const clients = await startProcess(join(import.meta.dirname, 'lib', 'clients.mjs'));
  const db = new pg.Client({ connectionString: scene.database });
  await db.connect();
  try {
    for (const { url } of scene.backends)
      await clients.ask('open', { url, key: scene.key, saysAttached: true, count: 1 });
    // The reader's office is taken, and everything has been loaded.
    await writeSlowly(scene, clients, 200);
    await delay(SETTLE_MS);
    await clients.ask('keepArrivals');
    const before = await scansOf(db);
    const startedAt = now();
    const committed = await writeSlowly(scene, clients, EVENTS);
    const tookS = Number(now() - startedAt) / 1e9;
    const scans = (await scansOf(db)) - before;
    const delays = delaysSince(committed, await clients.ask('arrivals'));
    return {
      'between processes': how,
      processes: PROCESSES,
      'events/s': Math.round(EVENTS / tookS),
      'reads/event': Number((scans / EVENTS).toFixed(2)),
      'p50 ms': quantile(delays, 0.5),
      'p99 ms': quantile(delays, 0.99),
    };
  } finally {
    await db.end();
    await clients.end();
    await scene.stop();
  }
}

/** How often the log was read. */
async function scansOf(db) {
  // What a session has counted is told when it has been idle for a second.
  await delay(SETTLE_MS);
  const { rows } = await db.query(
    `SELECT (seq_scan + idx_scan)::int AS scans FROM pg_stat_user_tables WHERE relname = 'events'`,
  );
  return rows[0].scans;
}

async function writeSlowly(scene, clients, count) {
  const committed = [];
  await clients.ask('expect', count);
  for (let number = 0; number < count; number++) {
    await scene.write(anEvent(number));
    committed.push(now());
    await delay(PAUSE_MS);
  }
  await clients.ask('done');
  return committed;
}

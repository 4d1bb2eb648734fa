// From a commit to a subscriber's socket, unloaded: from the answer to the INSERT until a client holds the message; and
// from before the INSERT, so with its commit. Everything is on one machine.
// Over a broker too, where the machine has it.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBackends } from './lib/backend.mjs';
import { startBroker } from './lib/brokers.mjs';
import { delaysSince, quantile } from './lib/delays.mjs';
import { anEvent } from './lib/events.mjs';
import { now, startProcess } from './lib/processes.mjs';

const EVENTS = 500;
const WARM_UP_EVENTS = 200;
const PAUSE_MS = 10;
const BUDGETS_MS = { 1: 10, 2: 25 };

export const needs = ['backend'];

/** @returns milliseconds at p50 and p99, at the subscribers of one process and of two */
export async function run() {
  const rows = [await measure('one process', 1), await measure('two processes', 2)];
  for (const kind of ['nats', 'redis']) {
    const broker = await startBroker(kind);
    if (!broker) continue;
    rows.push(await measure(`two processes, ${kind}`, 2, { EVENT_BUS_URL: broker.url }));
    await broker.stop();
  }
  return { rows, ok: rows.every((row) => row['p99 ms'] < row['budget ms']) };
}

async function measure(where, count, env) {
  const scene = await startBackends(count, { env });
  const clients = await startProcess(join(import.meta.dirname, 'lib', 'clients.mjs'));
  try {
    for (const { url } of scene.backends)
      await clients.ask('open', { url, key: scene.key, saysAttached: true, count: 1 });
    await writeSlowly(scene, clients, WARM_UP_EVENTS);
    await clients.ask('keepArrivals');
    const { sent, committed } = await writeSlowly(scene, clients, EVENTS);
    const arrivals = await clients.ask('arrivals');
    const fromCommit = delaysSince(committed, arrivals);
    const withCommit = delaysSince(sent, arrivals);
    return {
      where,
      events: EVENTS,
      'p50 ms': quantile(fromCommit, 0.5),
      'p99 ms': quantile(fromCommit, 0.99),
      'budget ms': BUDGETS_MS[count],
      'p50 with the commit': quantile(withCommit, 0.5),
      'p99 with the commit': quantile(withCommit, 0.99),
    };
  } finally {
    await clients.end();
    await scene.stop();
  }
}

async function writeSlowly(scene, clients, count) {
  const [sent, committed] = [[], []];
  await clients.ask('expect', count);
  for (let number = 0; number < count; number++) {
    sent.push(now());
    await scene.write(anEvent(number));
    committed.push(now());
    await delay(PAUSE_MS);
  }
  await clients.ask('done');
  return { sent, committed };
}

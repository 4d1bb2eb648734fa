// The memory of one process with 10,000 subscribers who hear nothing, each on a socket of its own; then all hear one event.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBackends } from './lib/backend.mjs';
import { anEvent } from './lib/events.mjs';
import { now, startProcess } from './lib/processes.mjs';

const CLIENT_PROCESSES = 2;
const SUBSCRIBERS = 10_000;
const BUDGET_MB = 400;
const SETTLE_MS = 5_000;

export const needs = ['backend'];

/** @returns resident memory, and how long it takes until all have an event; needs as many open files as subscribers */
export async function run() {
  const scene = await startBackends(1);
  const [backend] = scene.backends;
  const clients = [];
  try {
    const before = await backend.rssMb();
    for (let i = 0; i < CLIENT_PROCESSES; i++) {
      clients.push(await startProcess(join(import.meta.dirname, 'lib', 'clients.mjs')));
      const count = SUBSCRIBERS / CLIENT_PROCESSES;
      await clients[i].ask('open', { url: backend.url, key: scene.key, saysAttached: true, count });
    }
    await delay(SETTLE_MS);
    const idle = await backend.rssMb();
    for (const each of clients) await each.ask('expect', 1);
    const startedAt = now();
    await scene.write(anEvent(0));
    const ends = await Promise.all(clients.map((each) => each.ask('done')));
    const last = ends.reduce((a, b) => (a > b ? a : b));
    const row = {
      subscribers: SUBSCRIBERS,
      'RSS before, MB': Math.round(before),
      'RSS idle, MB': Math.round(idle),
      'KB each': Number((((idle - before) * 1024) / SUBSCRIBERS).toFixed(1)),
      'budget MB': BUDGET_MB,
      'all have an event after, ms': Math.round(Number(last - startedAt) / 1e6),
    };
    return { rows: [row], ok: idle < BUDGET_MB };
  } finally {
    for (const each of clients) await each.end();
    await scene.stop();
  }
}

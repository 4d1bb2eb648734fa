// One socket that does not read, during 50,000 events: what it costs the process in memory, and the others in time.
// The same is measured without it before and after, since memory differs from run to run by itself.
import { join } from 'node:path';
import { startBackends } from './lib/backend.mjs';
import { delaysSince, quantile } from './lib/delays.mjs';
import { anEvent } from './lib/events.mjs';
import { now, startProcess } from './lib/processes.mjs';

const OTHERS = 20;
const EVENTS = 50_000;
const PER_TRANSACTION = 20;
const SAMPLE_MS = 100;
const BUDGET_MB = 20;
/** With room to spare the heap grows by what is not collected yet, 60 MB from run to run; so it shows what is held. */
const SMALL_HEAP = ['--max-semi-space-size=2', '--max-old-space-size=120'];

export const needs = ['backend'];

/** @returns peak memory and the others' delays, without the slow socket, with it, and without it again */
export async function run() {
  const scene = await startBackends(1, { execArgv: SMALL_HEAP });
  const [backend] = scene.backends;
  const others = await startProcess(join(import.meta.dirname, 'lib', 'clients.mjs'));
  const server = { url: backend.url, key: scene.key, saysAttached: true };
  try {
    await others.ask('open', { ...server, count: OTHERS });
    await others.ask('keepArrivals');
    await play(scene, others);
    const rows = [{ sockets: 'all read', ...(await play(scene, others)) }];
    const slow = await startProcess(join(import.meta.dirname, 'lib', 'clients.mjs'));
    await slow.ask('open', { ...server, count: 1 });
    await slow.ask('pause');
    rows.push({ sockets: 'and one does not', ...(await play(scene, others)) });
    await slow.end();
    rows.push({ sockets: 'all read again', ...(await play(scene, others)) });
    const more = rows[1]['peak MB'] - Math.max(rows[0]['peak MB'], rows[2]['peak MB']);
    return { rows: rows.map((row) => ({ ...row, 'budget, MB more': BUDGET_MB })), ok: more < BUDGET_MB };
  } finally {
    await others.end();
    await scene.stop();
  }
}

async function play(scene, others) {
  const [backend] = scene.backends;
  let peak = 0;
  const sample = async () => (peak = Math.max(peak, await backend.rssMb()));
  const sampling = setInterval(() => void sample(), SAMPLE_MS);
  await others.ask('expect', EVENTS);
  const sent = [];
  for (let number = 0; number < EVENTS; number += PER_TRANSACTION) {
    sent.push(...Array(PER_TRANSACTION).fill(now()));
    await scene.writeTogether(Array.from({ length: PER_TRANSACTION }, (_, i) => anEvent(number + i)));
  }
  await others.ask('done');
  clearInterval(sampling);
  const delays = delaysSince(sent, await others.ask('arrivals'));
  return {
    events: EVENTS,
    'peak MB': Math.round(peak),
    'others p50 ms': quantile(delays, 0.5),
    'others p99 ms': quantile(delays, 0.99),
  };
}

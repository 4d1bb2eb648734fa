// How many events a second reach sockets: 500 sockets, 200 events, the same payload and the same clients, side by side.
// The server and its clients are processes of their own. Ours stores every event, and each can be resumed from; the
// others keep nothing.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBackends } from './lib/backend.mjs';
import { anEvent } from './lib/events.mjs';
import { now, startProcess } from './lib/processes.mjs';

const SOCKETS = 500;
const EVENTS = 200;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const FLOOR_SHARE = 0.75;
const TIMES_BEST_OTHER = 2;
const here = import.meta.dirname;

export const needs = ['backend'];

/** @returns deliveries a second: the median of the rounds, and their spread */
export async function run() {
  const contenders = [await ours()];
  for (const name of ['floor', 'apollo', 'yoga', 'mercurius']) contenders.push(await theirs(name));
  try {
    for (let round = 0; round <= ROUNDS; round++)
      for (const { publish, clients, rates } of contenders) {
        const rate = await measure(publish, clients);
        // The first warms up.
        if (round > 0) rates.push(rate);
      }
  } finally {
    for (const { end } of contenders) await end();
  }
  const [paylink, floor, ...others] = contenders.map(({ rates }) => median(rates));
  const rows = contenders.map(({ name, rates }) => ({
    server: name,
    'deliveries/s': Math.round(median(rates)),
    from: Math.round(Math.min(...rates)),
    to: Math.round(Math.max(...rates)),
    'of the floor': Number((median(rates) / floor).toFixed(2)),
  }));
  return { rows, ok: paylink >= FLOOR_SHARE * floor && paylink >= TIMES_BEST_OTHER * Math.max(...others) };
}

async function ours() {
  const scene = await startBackends(1);
  const [{ url }] = scene.backends;
  const clients = await startClients({ url, key: scene.key, saysAttached: true });
  return {
    name: 'Paylink, stored',
    clients,
    rates: [],
    publish: (events) => scene.writeAll(events),
    async end() {
      await clients.end();
      await scene.stop();
    },
  };
}

async function theirs(name) {
  const server = await startProcess(join(here, 'contenders', `${name}.mjs`));
  const clients = await startClients({ url: await server.ask('url') });
  while ((await server.ask('subscribers')) < SOCKETS) await delay(20);
  return {
    name,
    clients,
    rates: [],
    publish: (events) => server.ask('publish', events),
    async end() {
      await clients.end();
      await server.end();
    },
  };
}

async function startClients(server) {
  const clients = await startProcess(join(here, 'lib', 'clients.mjs'));
  await clients.ask('open', { ...server, count: SOCKETS });
  return clients;
}

async function measure(publish, clients) {
  const events = Array.from({ length: EVENTS }, (_, number) => anEvent(number));
  await clients.ask('expect', EVENTS);
  const startedAt = now();
  const [last] = await Promise.all([clients.ask('done'), publish(events)]);
  return (SOCKETS * EVENTS) / (Number(last - startedAt) / 1e9);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

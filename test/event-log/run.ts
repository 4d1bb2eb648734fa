import { setTimeout as delay } from 'node:timers/promises';

import { Random } from '../chaos/random.js';
import { eventually } from '../support/eventually.js';
import type { KnownLink, LogEntry, Scene } from './scene.js';
import { DroppingSubscriber } from './subscriber.js';
import { longTransaction, write, WRITTEN_TYPES } from './writers.js';

export const WRITERS = 20;
export const SUBSCRIBERS = 50;

export interface RunOptions {
  seed: number;
  /** How many the writers commit. */
  events: number;
  /** How long subscribers may take to the end of the log, once it is written. */
  settleLimitMs: number;
  /** What happens once half of the events are committed. */
  inTheMiddle?: () => Promise<void>;
  /** Transactions that stay open on the side meanwhile, to commit late or to roll back. */
  longTransactions?: number;
}

export interface RunReport {
  /** One line for each subscriber that was not told exactly the log. */
  findings: string[];
  events: number;
  deliveries: number;
  drops: number;
}

/** Writers write while subscribers drop and resume; then what each was told is compared with the log. */
export async function run(scene: Scene, options: RunOptions): Promise<RunReport> {
  const links = await scene.links(WRITERS + (options.longTransactions ?? 0));
  const random = new Random(options.seed);
  const subscribers = Array.from({ length: SUBSCRIBERS }, (_, index) => {
    const transport = index % 5 === 4 ? 'stream' : 'socket';
    const types = index % 3 === 2 ? WRITTEN_TYPES.slice(0, 2) : null;
    return new DroppingSubscriber(scene, random.fork(`subscriber ${index}`), transport, types);
  });
  try {
    await writeAll(scene, links, options);
    const log = await scene.entries();
    const isTold = (subscriber: DroppingSubscriber) =>
      subscriber.told.length >= subscriber.expected(log).length;
    await eventually(() => expectEvery(subscribers, isTold), { timeoutMs: options.settleLimitMs }).catch(
      () => undefined,
    );
    await delay(QUIET_MS);
    return {
      findings: subscribers.flatMap((subscriber, index) => {
        const difference = differenceOf(subscriber, log);
        return difference ? [`subscriber ${index} (${subscriber.transport}): ${difference}`] : [];
      }),
      events: log.length,
      deliveries: subscribers.reduce((sum, { told }) => sum + told.length, 0),
      drops: subscribers.reduce((sum, { drops }) => sum + drops, 0),
    };
  } finally {
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
  }
}

/** Repeats would still come. */
const QUIET_MS = 300;

async function writeAll(scene: Scene, links: KnownLink[], options: RunOptions): Promise<void> {
  const { seed, events, inTheMiddle } = options;
  let middle: Promise<void> | undefined;
  let isWriting = true;
  const onTheSide = async (link: KnownLink): Promise<void> => {
    const random = new Random(`${seed} ${links.indexOf(link)}`);
    for (let round = 0; isWriting || round < 3; round++) await longTransaction(scene, link, random);
  };
  const side = links.slice(WRITERS).map(onTheSide);
  const writing = { writers: WRITERS, events, seed };
  await write(scene, links.slice(0, WRITERS), writing, (committed) => {
    if (committed >= events / 2) middle ??= inTheMiddle?.();
  });
  isWriting = false;
  await Promise.all([middle, ...side]);
}

function expectEvery<T>(items: T[], holds: (item: T) => boolean): void {
  const others = items.filter((item) => !holds(item)).length;
  if (others > 0) throw new Error(`it does not hold for ${others}`);
}

function differenceOf(subscriber: DroppingSubscriber, log: LogEntry[]): string | undefined {
  const expected = subscriber.expected(log);
  const { told } = subscriber;
  const place = expected.findIndex(({ id }, index) => told[index]?.id !== id);
  if (place < 0 && told.length === expected.length) return undefined;
  const at = place < 0 ? expected.length : place;
  const later = expected.findIndex(({ id }) => id === told[at]?.id);
  const what = !told[at] ? 'nothing more' : later < 0 ? 'an event that is not in the log' : `event ${later}`;
  return `${told.length} of ${expected.length} events; at place ${at} it was told ${what}`;
}

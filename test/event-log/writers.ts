import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';

import type { EventType } from '../../src/modules/events/index.js';
import { Random } from '../chaos/random.js';
import type { KnownLink, Scene } from './scene.js';

export const WRITTEN_TYPES: EventType[] = ['link.sent', 'order.updated', 'session.status_changed'];

class RolledBack extends Error {}

/**
 * So many writers at once, until so many events are committed: one to three in a transaction, some of which think for
 * a while before they commit, or roll back.
 */
export async function write(
  scene: Scene,
  links: KnownLink[],
  { writers, events, seed }: { writers: number; events: number; seed: number },
  onCommit: (committed: number) => Promise<void> | void = () => undefined,
): Promise<void> {
  let started = 0;
  let committed = 0;
  const one = async (random: Random): Promise<void> => {
    while (started < events) {
      const count = Math.min(random.between(1, 3), events - started);
      started += count;
      const isDone = await transaction(scene, async (tx) => {
        await append(scene, tx, random.pick(links), random, count);
        if (random.chance(0.2)) await delay(random.between(1, 15));
        if (random.chance(0.1)) throw new RolledBack();
      });
      if (isDone) committed += count;
      else started -= count;
      await onCommit(committed);
    }
  };
  const random = new Random(seed);
  await Promise.all(Array.from({ length: writers }, (_, index) => one(random.fork(`writer ${index}`))));
}

/**
 * A transaction on the side that writes at once, and so holds its place in the log, writes once more a good while
 * later, and then commits or rolls back. Alone in its link, since writers would wait for it.
 */
export async function longTransaction(scene: Scene, link: KnownLink, random: Random): Promise<void> {
  await transaction(scene, async (tx) => {
    await append(scene, tx, link, random, 1);
    await delay(random.between(100, 600));
    await append(scene, tx, link, random, 1);
    if (random.chance(0.5)) throw new RolledBack();
  });
}

async function transaction(scene: Scene, work: (tx: EntityManager) => Promise<void>): Promise<boolean> {
  try {
    await scene.db.transaction(work);
    return true;
  } catch (error) {
    if (error instanceof RolledBack) return false;
    throw error;
  }
}

/** As the program does it: the link is held, then the log is written. */
async function append(
  scene: Scene,
  tx: EntityManager,
  { id, merchantId }: KnownLink,
  random: Random,
  count: number,
): Promise<void> {
  await tx.query('SELECT FROM payment_links WHERE id = $1 FOR UPDATE', [id]);
  for (let i = 0; i < count; i++)
    await scene.log.append(tx, {
      merchantId,
      paymentLinkId: id,
      type: random.pick(WRITTEN_TYPES),
      data: { note: 'x'.repeat(random.between(0, 200)) },
      occurredAt: new Date(),
    });
}

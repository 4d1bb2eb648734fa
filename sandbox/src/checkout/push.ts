import type { World } from '../world.js';
import { merchantUrl } from './orders.js';

const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;

/** When the merchant is told of a completed order (docs.kustom.co, confirm purchase). */
export const firstPushMs = 2 * minuteMs;
const gapsMs = [5 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs];
const laterGapMs = 4 * hourMs;
const pushLifeMs = 48 * hourMs;

interface PushJob {
  orderId: string;
  attempt: number;
}

/** Pushes completed orders until they are acknowledged, for 48 h at most. */
export function runPushes(world: World): void {
  world.clock.handle('push', (data) => {
    const { orderId, attempt } = data as PushJob;
    const order = world.state.orders.get(orderId);
    const managed = world.state.managed.get(orderId);
    const url = order && merchantUrl(order, 'push');
    if (!managed || managed.acknowledged || !url) return;
    const now = world.clock.now();
    world.callbacks.send({ kind: 'push', url, body: null, attempt, about: orderId });
    const next = now + (gapsMs[attempt - 1] ?? laterGapMs);
    if (next <= managed.createdAt + pushLifeMs) schedule(world, orderId, attempt + 1, next);
  });
}

const schedule = (world: World, orderId: string, attempt: number, at: number): void =>
  world.clock.schedule(at, 'push', { orderId, attempt } satisfies PushJob);

export const startPushes = (world: World, orderId: string): void =>
  schedule(world, orderId, 1, world.clock.now() + firstPushMs);

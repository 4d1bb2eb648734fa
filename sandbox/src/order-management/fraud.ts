import { merchantUrl } from '../checkout/orders.js';
import type { FraudStatus } from '../state.js';
import type { World } from '../world.js';

const minuteMs = 60 * 1000;
/** The news of a decision is repeated until it meets a 200 (docs.klarna.com, pending orders). */
const repeatMs = 10 * minuteMs;
const repeatForMs = 24 * 60 * minuteMs;

interface NoticeJob {
  orderId: string;
  event: string;
  attempt: number;
  since: number;
}

/** Tells the merchant of risk decisions. */
export function runNotifications(world: World): void {
  world.clock.handle('notification', (data) => {
    const job = data as NoticeJob;
    const order = world.state.orders.get(job.orderId);
    const managed = world.state.managed.get(job.orderId);
    const url = order && merchantUrl(order, 'notification');
    if (!managed || managed.fraudHeard || !url) return;
    const body = { order_id: job.orderId, event_type: job.event };
    world.callbacks.send({ kind: 'notification', url, body, attempt: job.attempt, about: job.orderId });
    // Counted from the decision, so that late runs do not add up.
    const next = job.since + job.attempt * repeatMs;
    if (next <= job.since + repeatForMs)
      world.clock.schedule(next, 'notification', { ...job, attempt: job.attempt + 1 });
  });
  world.callbacks.onAnswer('notification', (delivery, _ok, status) => {
    const managed = world.state.managed.get(delivery.about);
    if (managed && status === 200) managed.fraudHeard = true;
  });
}

/**
 * Sets the risk decision of an order, or of one that is not completed yet what it will be. Leaving PENDING is
 * told to the merchant. False when there is no such order.
 */
export function decideFraud(world: World, orderId: string, status: FraudStatus): boolean {
  const order = world.state.orders.get(orderId);
  const managed = world.state.managed.get(orderId);
  if (!order) return false;
  order.fraud = status;
  if (!managed) return true;
  const wasPending = managed.fraud === 'PENDING';
  const now = world.clock.now();
  managed.fraud = status;
  managed.fraudDecidedAt = status === 'PENDING' ? null : now;
  if (wasPending && status !== 'PENDING') {
    managed.fraudHeard = false;
    const job: NoticeJob = { orderId, event: `FRAUD_RISK_${status}`, attempt: 1, since: now };
    world.clock.schedule(now, 'notification', job);
  }
  world.changed();
  return true;
}

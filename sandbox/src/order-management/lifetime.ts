import type { ManagedOrder } from '../state.js';

const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;

/** How long a rejected order may still be captured, at the merchant's risk. */
export const rejectedLifeMs = 4 * hourMs;

export const midnight = (at: number): number => Math.floor(at / dayMs) * dayMs;

/** A new authorization ends at midnight UTC, so many days after the day it was made on. */
export const authorizedUntil = (at: number, days: number): number => midnight(at) + days * dayMs;

/** An extended one lasts through the last of the days counted from the day of the call (1st of January, 28 days, asked on the 15th: until the 13th of February). */
export const extendedUntil = (at: number, days: number): number => midnight(at) + (days + 1) * dayMs;

export const capturedOf = (order: ManagedOrder): number =>
  order.captures.reduce((sum, each) => sum + each.amount, 0);

export const refundedOf = (order: ManagedOrder): number =>
  order.refunds.reduce((sum, each) => sum + each.amount, 0);

/** What may still be captured: nothing once cancelled, released, expired or fully captured. */
export function remainingOf(order: ManagedOrder): number {
  const closed = order.released || order.status === 'CANCELLED' || order.status === 'EXPIRED';
  return closed ? 0 : order.amount - capturedOf(order);
}

/** Brings the status up to date with amounts: the one place that says when an order is captured or closed. */
export function restate(order: ManagedOrder): void {
  if (order.status === 'CANCELLED' || order.status === 'EXPIRED') return;
  const captured = capturedOf(order);
  if (captured === 0) order.status = 'AUTHORIZED';
  else if (remainingOf(order) > 0) order.status = 'PART_CAPTURED';
  else order.status = refundedOf(order) >= captured ? 'CLOSED' : 'CAPTURED';
}

/** Lets time do its work: authorizations run out, and rejected orders are cancelled. */
export function age(order: ManagedOrder, now: number): void {
  const open = order.status === 'AUTHORIZED' || order.status === 'PART_CAPTURED';
  if (!open) return;
  const rejectedLongAgo =
    order.fraud === 'REJECTED' &&
    order.fraudDecidedAt !== null &&
    now >= order.fraudDecidedAt + rejectedLifeMs;
  if (order.status === 'AUTHORIZED' && rejectedLongAgo) order.status = 'CANCELLED';
  else if (now > order.expiresAt) {
    if (order.status === 'AUTHORIZED') order.status = 'EXPIRED';
    else {
      order.released = true;
      restate(order);
    }
  }
}

import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { hasEnded, HostedSession } from '../hpp/index.js';
import {
  FraudStatus,
  isAwaitingCapture,
  nextWarningAt,
  Order,
  OrderStatus,
} from '../order-management/index.js';
import type { PaymentLink } from './payment-link.entity.js';

const RISK_REVIEW_SECONDS = 600;
/** While money of ours moves, a reading of its order is passed over: a later one is not. */
const MOVING_SECONDS = 600;
/** The provider cancels what it rejected after four hours (docs.klarna.com, pending orders). */
const REJECTED_SECONDS = 3600;
const ORDER_SECONDS = 24 * 3600;
/** Somebody may have been paying when the link ended. */
const AFTERMATH_SECONDS = 120;

export interface LinkState {
  link: PaymentLink;
  session: HostedSession | null;
  order: Order | null;
}

/**
 * When the provider is to be asked next, or null when nothing can change any more. Pure.
 * @param now when the state was read: what has changed since is not in it, however long the answer took
 */
export function nextCheckAt({ link, session, order }: LinkState, now: Date, intervalMs: number): Date | null {
  const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
  switch (link.status) {
    case PaymentLinkStatus.OPEN: {
      const whileLive =
        session && !hasEnded(session.status) ? [after(intervalMs / 1000), justAfter(session.expiresAt)] : [];
      return earliest([...whileLive, link.expiresAt], now, intervalMs);
    }
    case PaymentLinkStatus.COMPLETED: {
      if (order?.fraudStatus === FraudStatus.PENDING) return after(RISK_REVIEW_SECONDS);
      if (order && (order.capturingMinor > 0 || order.refundingMinor > 0)) return after(MOVING_SECONDS);
      if (!order || !(isAwaitingCapture(order) || order.status === OrderStatus.UNRECOGNISED)) return null;
      const ends = order.authorizationExpiresAt;
      const isRejected = order.fraudStatus === FraudStatus.REJECTED;
      return earliest(
        [
          after(isRejected ? REJECTED_SECONDS : ORDER_SECONDS),
          nextWarningAt(order),
          ends && ends > now ? justAfter(ends) : null,
        ],
        now,
        intervalMs,
      );
    }
    case PaymentLinkStatus.CANCELLED:
    case PaymentLinkStatus.DISABLED:
    case PaymentLinkStatus.EXPIRED: {
      const aftermathEnds = new Date(link.updatedAt.getTime() + AFTERMATH_SECONDS * 1000);
      return session && aftermathEnds > now ? aftermathEnds : null;
    }
    case PaymentLinkStatus.CREATING:
    case PaymentLinkStatus.CREATION_FAILED:
      return null;
  }
}

function justAfter(instant: Date): Date {
  return new Date(instant.getTime() + 1000);
}

/** What was due has just been seen to; where it is still being carried out, it is looked at after the interval. */
function earliest(instants: (Date | null)[], now: Date, intervalMs: number): Date | null {
  const given = instants.filter((instant) => instant !== null).map((instant) => instant.getTime());
  const isPast = (instant: number): boolean => instant <= now.getTime();
  const ahead = given.map((instant) => (isPast(instant) ? now.getTime() + intervalMs : instant));
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : null;
}

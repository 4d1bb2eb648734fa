import { Injectable } from '@nestjs/common';

import { Clock } from '../../common/clock/clock.js';
import { SessionStatus } from '../../common/payment-link-status.js';
import { KlarnaHppApi, KlarnaOrderManagementApi, OrderReading } from '../klarna/index.js';
import type { HostedSession } from './hosted-session.entity.js';
import { hasEnded } from './hosted-session.state-machine.js';

/** A fresh session may be unknown to the provider's readers for a moment. */
const GRACE_SECONDS = 60;

/** What the provider knows about a session: its status, and the order once the consumer has paid. */
export interface SessionTruth {
  status: SessionStatus;
  order: OrderReading | null;
  at: Date;
  /** The provider says that it is paid, and does not show the order yet: the status is what it was. */
  isPaidUnseen: boolean;
}

@Injectable()
export class HostedSessionReader {
  constructor(
    private readonly hpp: KlarnaHppApi,
    private readonly orders: KlarnaOrderManagementApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads the session and, where it may have been paid, the order. A session that is missing has expired, unless Order
   * Management knows its order: then it was paid. Nor does ending a session end a payment that is under way at a bank.
   * @throws KlarnaUnavailable | KlarnaRejected
   */
  async read(session: HostedSession): Promise<SessionTruth> {
    const reading = await this.hpp.readSession(session.id);
    const now = this.clock.now();
    const status = reading && SessionStatus[reading.status];
    if (status && !hasEnded(status)) return truth(status, reading.updatedAt ?? now);
    const order = await this.orders.readOrder(reading?.orderId ?? session.checkoutOrderId);
    if (order) return { ...truth(SessionStatus.COMPLETED, reading?.updatedAt ?? now), order };
    // Completed, and the order not to be seen yet: believed when both are there.
    if (status === SessionStatus.COMPLETED)
      return { ...truth(session.status, session.updatedAt), isPaidUnseen: true };
    if (status) return truth(status, reading.updatedAt ?? now);
    return this.missing(session, now);
  }

  private missing(session: HostedSession, now: Date): SessionTruth {
    const isFresh = now.getTime() - session.createdAt.getTime() < GRACE_SECONDS * 1000;
    const status = isFresh || hasEnded(session.status) ? session.status : SessionStatus.EXPIRED;
    return truth(status, now);
  }
}

function truth(status: SessionStatus, at: Date): SessionTruth {
  return { status, order: null, at, isPaidUnseen: false };
}

import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { SessionStatus } from '../../common/payment-link-status.js';
import { EventLog } from '../events/index.js';
import { CloseResult, HostedSession, HostedSessionsRepository, hostedSessionStates } from '../hpp/index.js';
import type { PaymentLink } from './payment-link.entity.js';

/** Records a session's change of status, with its event; under the link's lock. */
@Injectable()
export class SessionEnder {
  constructor(
    private readonly sessions: HostedSessionsRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** After we ended it at the provider, or found it gone. */
  async end(
    tx: EntityManager,
    link: PaymentLink,
    session: HostedSession,
    closed: CloseResult,
  ): Promise<void> {
    const ranOut = closed === 'GONE' && session.expiresAt <= this.clock.now();
    await this.become(
      tx,
      link,
      session,
      ranOut ? SessionStatus.EXPIRED : SessionStatus.DISABLED,
      this.clock.now(),
    );
  }

  /** Does nothing where the table of transitions has no such move: a late FAILED never follows COMPLETED. */
  async become(
    tx: EntityManager,
    link: PaymentLink,
    session: HostedSession,
    status: SessionStatus,
    at: Date,
  ): Promise<boolean> {
    if (!hostedSessionStates.may(session.status, status)) return false;
    await this.sessions.setStatus(tx, session, status, at);
    await this.events.append(tx, {
      merchantId: link.merchantId,
      paymentLinkId: link.id,
      type: 'session.status_changed',
      data: { sessionId: session.id, from: session.status, to: status },
      occurredAt: this.clock.now(),
    });
    session.status = status;
    return true;
  }
}

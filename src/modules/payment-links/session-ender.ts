import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { PaymentLinkStatus, SessionStatus } from '../../common/payment-link-status.js';
import { EventLog } from '../events/index.js';
import { CloseResult, HostedSession, HostedSessionsRepository, hostedSessionStates } from '../hpp/index.js';
import { OperationsService } from '../operations/index.js';
import type { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

export interface CloseInput {
  /** What the link becomes with it; one that has ended already stays what it is. */
  becomes: PaymentLinkStatus;
  reason?: string | null;
}

/** Has a link's session ended, and records its changes of status, with their events; under the link's lock. */
@Injectable()
export class SessionEnder {
  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly work: OperationsService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Whichever session the link then has is ended at the provider; once, however many ask for it. */
  async request(tx: EntityManager, link: PaymentLink, becomes: PaymentLinkStatus): Promise<void> {
    if (await this.isClosing(tx, link.id)) return;
    const { merchantId, id: paymentLinkId } = link;
    await this.work.enqueue(tx, { merchantId, paymentLinkId, kind: 'CLOSE_SESSION', input: { becomes } });
  }

  async isClosing(tx: EntityManager, linkId: string): Promise<boolean> {
    return (await this.work.latest(tx, linkId, 'CLOSE_SESSION'))?.isInFlight ?? false;
  }

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
    // What was read of the link before is stale.
    await this.links.change(tx, link, link.status);
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

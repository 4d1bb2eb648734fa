import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { killPoint } from '../../common/process/kill-point.js';
import { EventLog } from '../events/index.js';
import { CloseResult, HostedSessionCloser, HostedSessionsRepository } from '../hpp/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { nextCheckAt } from './next-check.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { ReadingPace } from './reading-pace.js';
import { ReusableLinks } from './reusable-links.js';
import { SessionEnder } from './session-ender.js';

export interface CloseInput {
  becomes: PaymentLinkStatus.DISABLED | PaymentLinkStatus.EXPIRED;
  reason?: string | null;
}

/** Ends a link: first its session at the provider, then, unless the consumer was faster, the link. */
@Injectable()
export class CloseSessionHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'CLOSE_SESSION';

  constructor(
    private readonly runner: OperationRunner,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly closer: HostedSessionCloser,
    private readonly ender: SessionEnder,
    private readonly reusable: ReusableLinks,
    private readonly events: EventLog,
    private readonly pace: ReadingPace,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  perform(operation: Operation): Promise<Outcome> {
    return providerOutcome(async () => ({
      closed: await this.closer.close(await this.sessions.current(operation.paymentLinkId)),
    }));
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'succeeded') return;
    const now = this.clock.now();
    const link = await this.links.lock(tx, operation.paymentLinkId);
    killPoint('close-session.closed');
    const closed = outcome.result.closed as CloseResult;
    if (closed === 'OVERTAKEN') return markPaymentLinkDue(tx, link.id, now);
    const session = await this.sessions.current(link.id, tx);
    const { becomes, reason } = operation.input as unknown as CloseInput;
    const isOurs = link.status === PaymentLinkStatus.OPEN;
    if (isOurs) await this.links.change(tx, link, becomes);
    if (isOurs) await this.reusable.endChildren(tx, link, becomes);
    if (session) await this.ender.end(tx, link, session, closed);
    await this.links.setNextCheck(
      tx,
      link,
      nextCheckAt({ link, session, order: null }, now, await this.pace.intervalMs(session)),
    );
    if (!isOurs) return;
    const type = becomes === PaymentLinkStatus.EXPIRED ? 'payment_link.expired' : 'payment_link.disabled';
    const { merchantId, id: paymentLinkId } = link;
    await this.events.append(tx, {
      merchantId,
      paymentLinkId,
      type,
      data: reason ? { reason } : {},
      occurredAt: now,
    });
  }
}

import { Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { killPoint } from '../../common/process/kill-point.js';
import { EventLog } from '../events/index.js';
import { CloseResult, HostedSessionCloser, HostedSessionsRepository } from '../hpp/index.js';
import {
  Failure,
  Operation,
  OperationHandler,
  OperationRunner,
  OperationsService,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { OrdersRepository } from '../order-management/index.js';
import { nextCheckAt } from './next-check.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { ReadingPace } from './reading-pace.js';
import { ReusableLinks } from './reusable-links.js';
import { SecondOrders } from './second-orders.js';
import { CloseInput, SessionEnder } from './session-ender.js';

interface Closed extends Record<string, unknown> {
  closed: CloseResult;
  sessionId: string | null;
}

const BEING_MADE: Failure = { code: 'PROVIDER_UNAVAILABLE', message: 'The link is still being made.' };

/** Ends a link: first its session at the provider, then, unless the consumer was faster, the link. */
@Injectable()
export class CloseSessionHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'CLOSE_SESSION';

  constructor(
    private readonly runner: OperationRunner,
    private readonly work: OperationsService,
    private readonly db: DataSource,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly closer: HostedSessionCloser,
    private readonly ender: SessionEnder,
    private readonly orders: OrdersRepository,
    private readonly secondOrders: SecondOrders,
    private readonly reusable: ReusableLinks,
    private readonly events: EventLog,
    private readonly pace: ReadingPace,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  async perform({ paymentLinkId }: Operation): Promise<Outcome> {
    // A session that is being made is ended with the rest: none is begun from now on.
    const opening = await this.work.latest(this.db.manager, paymentLinkId, 'OPEN_SESSION');
    if (opening?.isInFlight) await this.work.join(opening);
    const link = await this.links.get(paymentLinkId);
    if (link.status === PaymentLinkStatus.CREATING) return { kind: 'unavailable', failure: BEING_MADE };
    const session = await this.sessions.current(paymentLinkId);
    return providerOutcome(async () => ({
      closed: await this.closer.close(session),
      sessionId: session?.id ?? null,
    }));
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'succeeded') return;
    const now = this.clock.now();
    const link = await this.links.lock(tx, operation.paymentLinkId);
    killPoint('close-session.closed');
    const { closed, sessionId } = outcome.result as Closed;
    const session = await this.sessions.current(link.id, tx);
    const order = await this.orders.ofLink(link.id, tx);
    if (closed === 'OVERTAKEN') {
      const isSecond = order && session && order.id !== session.checkoutOrderId;
      if (isSecond) await this.secondOrders.look(tx, link, session.checkoutOrderId);
      return markPaymentLinkDue(tx, link.id, now);
    }
    const { becomes, reason } = operation.input as unknown as CloseInput;
    const isOurs = link.status === PaymentLinkStatus.OPEN;
    if (isOurs) await this.links.change(tx, link, becomes);
    if (isOurs) await this.reusable.endChildren(tx, link, becomes);
    if (session?.id === sessionId) await this.ender.end(tx, link, session, closed);
    else if (session) await this.ender.request(tx, link, link.status);
    await this.links.setNextCheck(
      tx,
      link,
      nextCheckAt({ link, session, order }, now, this.pace.intervalMs(session)),
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

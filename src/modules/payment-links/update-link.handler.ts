import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { PaymentLinkStatus, SessionStatus } from '../../common/payment-link-status.js';
import { CheckoutOrdersService } from '../checkout/index.js';
import { EventLog } from '../events/index.js';
import { hasEnded, HostedSessionsRepository } from '../hpp/index.js';
import { KlarnaRejected } from '../klarna/index.js';
import { Operation, OperationHandler, OperationRunner, Outcome, outcomeOf } from '../operations/index.js';
import { OrdersRepository, OrderSync } from '../order-management/index.js';
import { nextCheckAt } from './next-check.js';
import type { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { ReadingPace } from './reading-pace.js';
import { ReusableLinks } from './reusable-links.js';
import type { LinkChanges } from './update-payment-link.service.js';

/** The provider's word for an order that was paid meanwhile (docs.kustom.co, Checkout API: update). */
const READ_ONLY = 'READ_ONLY_ORDER';

/** Changes the order at the provider first, then the link; the same again does no harm. */
@Injectable()
export class UpdateLinkHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'UPDATE_LINK';

  constructor(
    private readonly runner: OperationRunner,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly checkout: CheckoutOrdersService,
    private readonly orders: OrdersRepository,
    private readonly orderSync: OrderSync,
    private readonly reusable: ReusableLinks,
    private readonly events: EventLog,
    private readonly pace: ReadingPace,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  async perform(operation: Operation): Promise<Outcome> {
    const changes = operation.input as LinkChanges;
    const session = await this.sessions.current(operation.paymentLinkId);
    const { lines, reference, reference2 } = changes;
    const concernsOrder = [lines, reference, reference2].some((change) => change !== undefined);
    if (concernsOrder && session?.status === SessionStatus.COMPLETED) {
      return this.lateFor(session.checkoutOrderId, changes).catch(outcomeOf);
    }
    // Without a live session there is no order to change: the next one is made from the link as it is then.
    if (!concernsOrder || !session || hasEnded(session.status)) return { kind: 'succeeded', result: {} };
    return this.update(session.checkoutOrderId, changes).catch(outcomeOf);
  }

  private async update(orderId: string, changes: LinkChanges): Promise<Outcome> {
    try {
      await this.checkout.update(orderId, changes);
    } catch (error) {
      if (!(error instanceof KlarnaRejected)) throw error;
      if (error.providerCode === READ_ONLY) return this.lateFor(orderId, changes);
      if (error.saysMissing) return this.lateFor(orderId, changes, { unlessPaid: true });
      throw error;
    }
    return { kind: 'succeeded', result: {} };
  }

  /**
   * Paid, or gone: then the next order is made from the link as it is then. An earlier attempt, whose answer was lost,
   * may have been in time.
   */
  private async lateFor(
    orderId: string,
    changes: LinkChanges,
    { unlessPaid = false } = {},
  ): Promise<Outcome> {
    if ((await this.checkout.holds(orderId, changes)) ?? unlessPaid) return { kind: 'succeeded', result: {} };
    return { kind: 'rejected', failure: { code: 'ALREADY_PAID', message: 'The consumer was faster.' } };
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    const link = await this.links.lock(tx, operation.paymentLinkId);
    if (outcome.kind === 'succeeded') await this.change(tx, link, operation.input);
    if (outcome.kind === 'rejected') await markPaymentLinkDue(tx, link.id, this.clock.now());
    const order = operation.isInFlight ? null : await this.orders.ofLink(link.id, tx);
    if (order) await this.orderSync.tellDifference(tx, link, order);
  }

  private async change(tx: EntityManager, link: PaymentLink, changes: LinkChanges): Promise<void> {
    const now = this.clock.now();
    await this.links.update(tx, link, changes);
    // Whoever has an old page open is given one of the offer as it is now.
    if (changes.lines || changes.expiresAt !== undefined)
      await this.reusable.endChildren(tx, link, PaymentLinkStatus.DISABLED);
    const session = await this.sessions.current(link.id, tx);
    const next = nextCheckAt({ link, session, order: null }, now, this.pace.intervalMs(session));
    if (link.status === 'OPEN') await this.links.setNextCheck(tx, link, next);
    const { merchantId, id: paymentLinkId } = link;
    const { lines, ...data } = changes;
    await this.events.append(tx, {
      merchantId,
      paymentLinkId,
      type: 'payment_link.updated',
      data: { ...data, ...(lines && { orderLines: lines }) },
      occurredAt: now,
    });
  }
}

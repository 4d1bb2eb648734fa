import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { CheckoutOrdersService } from '../checkout/index.js';
import { EventLog } from '../events/index.js';
import { hasEnded, HostedSessionsRepository } from '../hpp/index.js';
import { KlarnaRejected } from '../klarna/index.js';
import { Operation, OperationHandler, OperationRunner, Outcome, outcomeOf } from '../operations/index.js';
import { nextCheckAt } from './next-check.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
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
    private readonly events: EventLog,
    private readonly config: AppConfig,
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
    // Without a live session there is no order to change: the next one is made from the link as it is then.
    if (!concernsOrder || !session || hasEnded(session.status)) return { kind: 'succeeded', result: {} };
    try {
      await this.checkout.update(session.checkoutOrderId, changes);
      return { kind: 'succeeded', result: {} };
    } catch (error) {
      if (error instanceof KlarnaRejected && error.saysMissing) return { kind: 'succeeded', result: {} };
      if (error instanceof KlarnaRejected && error.providerCode === READ_ONLY) {
        return { kind: 'rejected', failure: { code: 'ALREADY_PAID', message: 'The consumer was faster.' } };
      }
      return outcomeOf(error);
    }
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    const now = this.clock.now();
    if (outcome.kind === 'rejected') return markPaymentLinkDue(tx, operation.paymentLinkId, now);
    if (outcome.kind !== 'succeeded') return;
    const link = await this.links.lock(tx, operation.paymentLinkId);
    const changes = operation.input as LinkChanges;
    await this.links.update(tx, link, changes);
    const session = await this.sessions.current(link.id, tx);
    const next = nextCheckAt({ link, session, order: null }, now, this.config.RECONCILE_INTERVAL_MS);
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

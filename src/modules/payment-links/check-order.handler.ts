import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { SessionStatus } from '../../common/payment-link-status.js';
import { EventLog } from '../events/index.js';
import { HostedSessionsRepository } from '../hpp/index.js';
import { KlarnaOrderManagementApi, OrderReading } from '../klarna/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  OperationsService,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { OrdersRepository } from '../order-management/index.js';
import { LinkCompleter } from './link-completer.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { SessionEnder } from './session-ender.js';

type Found = { order: OrderReading | null; isSecond: boolean };

/**
 * A push named an order that is not the one of the link's session, or of one that has run out. Where the link is not paid, that order is adopted;
 * where it is paid, the consumer authorized twice, and the second authorization is cancelled and told of.
 */
@Injectable()
export class CheckOrderHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'CHECK_ORDER';

  constructor(
    private readonly runner: OperationRunner,
    private readonly operations: OperationsService,
    private readonly provider: KlarnaOrderManagementApi,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly ender: SessionEnder,
    private readonly completer: LinkCompleter,
    private readonly orders: OrdersRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  async perform(operation: Operation): Promise<Outcome> {
    const orderId = operation.input.orderId as string;
    const known = await this.orders.ofLink(operation.paymentLinkId);
    const isSecond = known !== null && known.id !== orderId;
    return providerOutcome(async () => {
      const order = await this.provider.readOrder(orderId);
      if (order?.status === 'AUTHORIZED' && isSecond)
        await this.provider.cancel(orderId, operation.providerKey);
      return { order, isSecond };
    });
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'succeeded') return;
    const { order, isSecond } = outcome.result as Found;
    const link = await this.links.lock(tx, operation.paymentLinkId);
    if (!order) return;
    const known = await this.orders.ofLink(link.id, tx);
    const { merchantId, id: paymentLinkId } = link;
    if (isSecond) {
      const data = { orderId: order.orderId, amount: order.orderAmountMinor, currency: order.currency };
      const occurredAt = this.clock.now();
      await this.events.append(tx, {
        merchantId,
        paymentLinkId,
        type: 'order.duplicate_cancelled',
        data,
        occurredAt,
      });
    } else if (!known) {
      await this.completer.complete(tx, link, order);
      const session = await this.sessions.current(link.id, tx);
      if (session?.checkoutOrderId === order.orderId)
        await this.ender.become(tx, link, session, SessionStatus.COMPLETED, this.clock.now());
      // The session that the link leads to now must not be paid as well.
      else await this.ender.request(tx, link, link.status);
    } else if (known.id !== order.orderId) {
      // Paid while we looked: looked at again, now as the second.
      await this.operations.enqueue(tx, {
        merchantId,
        paymentLinkId,
        kind: 'CHECK_ORDER',
        input: operation.input,
      });
    }
  }
}

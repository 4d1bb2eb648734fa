import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { SessionStatus } from '../../common/payment-link-status.js';
import { EventLog } from '../events/index.js';
import { HostedSessionsRepository } from '../hpp/index.js';
import { KlarnaOrderManagementApi, OrderReading } from '../klarna/index.js';
import {
  Failure,
  Operation,
  OperationHandler,
  OperationRunner,
  OperationsService,
  Outcome,
  outcomeOf,
  providerOutcome,
} from '../operations/index.js';
import { OrdersRepository } from '../order-management/index.js';
import { LinkCompleter } from './link-completer.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { SessionEnder } from './session-ender.js';

type Found = { order: OrderReading | null; isSecond: boolean };

/** The risk decision is told of for orders that are ours; this one is asked about. */
const LOOK_AGAIN_SECONDS = 600;

/**
 * An order that reading the link does not come upon. Where the link is not paid, it is adopted; where it is paid, the
 * consumer authorized twice: the second authorization is cancelled, what was captured by itself is refunded, and
 * either is told of.
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
    try {
      const order = await this.provider.readOrder(orderId);
      if (order && isSecond) return await this.giveBack(operation, order);
      return { kind: 'succeeded', result: { order, isSecond } };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  /** Read anew on each try, so that nothing is given back twice. @throws KlarnaError */
  private async giveBack(operation: Operation, known: OrderReading): Promise<Outcome> {
    let order = known;
    if (order.status === 'AUTHORIZED') {
      const cancelled = await providerOutcome(() =>
        this.provider.cancel(order.orderId, operation.providerKey),
      );
      if (cancelled.kind === 'rejected') order = (await this.provider.readOrder(order.orderId)) ?? order;
      if (cancelled.kind === 'rejected' && order.status === 'AUTHORIZED')
        return order.fraudStatus === 'PENDING' ? this.afterReview(cancelled.failure) : cancelled;
      if (cancelled.kind !== 'succeeded' && cancelled.kind !== 'rejected') return cancelled;
    }
    const amountMinor = order.capturedAmountMinor - order.refundedAmountMinor;
    // A key of its own: the provider knows keys, not what they were sent with.
    if (amountMinor > 0) await this.provider.refund(order.orderId, { amountMinor }, operation.id);
    return { kind: 'succeeded', result: { order, isSecond: true } };
  }

  /** The merchant is told what we could not give back. */
  private async tellRefused(tx: EntityManager, { merchantId, paymentLinkId, input, failure }: Operation) {
    const known = await this.orders.ofLink(paymentLinkId, tx);
    if (!known || known.id === input.orderId) return;
    await this.events.append(tx, {
      merchantId,
      paymentLinkId,
      type: 'order.duplicate_cancel_rejected',
      data: { orderId: input.orderId, failure: failure?.message },
      occurredAt: this.clock.now(),
    });
  }

  private afterReview(failure: Failure): Outcome {
    return { kind: 'postponed', failure, notBefore: this.clock.inSeconds(LOOK_AGAIN_SECONDS) };
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    if (operation.status === 'REJECTED') return this.tellRefused(tx, operation);
    if (outcome.kind !== 'succeeded') return;
    const { order, isSecond } = outcome.result as Found;
    const link = await this.links.lock(tx, operation.paymentLinkId);
    if (!order) return;
    const known = await this.orders.ofLink(link.id, tx);
    const { merchantId, id: paymentLinkId } = link;
    if (isSecond) {
      const wasCaptured = order.capturedAmountMinor > 0;
      const data = {
        orderId: order.orderId,
        amount: wasCaptured ? order.capturedAmountMinor : order.orderAmountMinor,
        currency: order.currency,
      };
      const occurredAt = this.clock.now();
      await this.events.append(tx, {
        merchantId,
        paymentLinkId,
        type: wasCaptured ? 'order.duplicate_refunded' : 'order.duplicate_cancelled',
        data,
        occurredAt,
      });
    } else if (!known) {
      await this.completer.complete(tx, link, order);
      // A reading that came upon nothing may have found that nothing can change any more.
      await markPaymentLinkDue(tx, link.id, this.clock.now());
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

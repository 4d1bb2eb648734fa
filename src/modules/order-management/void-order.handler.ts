import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { EventLog } from '../events/index.js';
import { KlarnaOrderManagementApi } from '../klarna/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { voided } from './order.ledger.js';
import { OrdersRepository } from './orders.repository.js';

/** The decision is told of; this is for a notification that is lost. */
const LOOK_AGAIN_SECONDS = 600;

/** Cancels an uncaptured order, or releases what is left of a partly captured one. */
@Injectable()
export class VoidOrderHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'VOID_ORDER';

  constructor(
    private readonly runner: OperationRunner,
    private readonly provider: KlarnaOrderManagementApi,
    private readonly orders: OrdersRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  async perform(operation: Operation): Promise<Outcome> {
    const orderId = operation.input.orderId as string;
    const outcome = await providerOutcome(() =>
      operation.input.action === 'CANCEL'
        ? this.provider.cancel(orderId, operation.providerKey)
        : this.provider.releaseRemaining(orderId, operation.providerKey),
    );
    // It may be refused because it is done: by an attempt whose process died, or in the provider's portal.
    if (outcome.kind !== 'rejected') return outcome;
    const looked = await providerOutcome(async () => {
      const reading = await this.provider.readOrder(orderId);
      // Nothing is left as well where all was captured since it was asked for.
      const { capturedMinor = 0 } = operation.input;
      const isVoid =
        reading?.remainingAuthorizedAmountMinor === 0 && reading.capturedAmountMinor === capturedMinor;
      return { isVoid, isUnderReview: reading?.fraudStatus === 'PENDING' };
    });
    if (looked.kind !== 'succeeded') return looked;
    if (looked.result.isVoid) return { kind: 'succeeded', result: {} };
    return looked.result.isUnderReview ? this.afterReview() : outcome;
  }

  /** The intention is kept: an order that is accepted after all is cancelled then, not fulfilled. */
  private afterReview(): Outcome {
    const message =
      'The provider does not cancel the order while its risk decision is pending. It is cancelled when that falls; the same call later gives the result.';
    const failure = { code: 'PROVIDER_UNAVAILABLE' as const, message };
    return { kind: 'postponed', failure, notBefore: this.clock.inSeconds(LOOK_AGAIN_SECONDS) };
  }

  async settle(tx: EntityManager, operation: Operation): Promise<void> {
    const { merchantId, paymentLinkId, status } = operation;
    const now = this.clock.now();
    if (status === 'REJECTED') await markPaymentLinkDue(tx, paymentLinkId, now);
    if (status !== 'SUCCEEDED') return;
    const order = await this.orders.lock(tx, operation.input.orderRowId as string);
    await this.orders.change(tx, order, voided(order));
    const type = operation.input.action === 'CANCEL' ? 'order.cancelled' : 'order.released';
    const data = {
      id: operation.id,
      orderId: order.id,
      amount: operation.amountMinor,
      currency: order.currency,
    };
    await this.events.append(tx, { merchantId, paymentLinkId, type, data, occurredAt: now });
  }
}

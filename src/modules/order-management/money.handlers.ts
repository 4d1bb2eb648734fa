import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { EventLog, EventType } from '../events/index.js';
import { KlarnaOrderManagementApi, NewCapture, OrderReading } from '../klarna/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { type Made, madeBefore } from './made-before.js';
import { captureEnded, refundEnded } from './order.ledger.js';
import { OrdersRepository } from './orders.repository.js';

/** The provider keeps a key for 24 hours; after that the same key would be a second capture. */
const KEY_LIFE_MS = 23 * 3600 * 1000;

interface Kind {
  kind: 'CAPTURE' | 'REFUND';
  succeeded: EventType;
  rejected: EventType;
  ended: typeof captureEnded;
  call: (
    orders: KlarnaOrderManagementApi,
    orderId: string,
    body: NewCapture,
    key: string,
  ) => Promise<Record<string, string>>;
  /** Those of the order that the provider knows. */
  made: (reading: OrderReading) => Made[];
}

const CAPTURE: Kind = {
  kind: 'CAPTURE',
  succeeded: 'order.captured',
  rejected: 'order.capture_rejected',
  ended: captureEnded,
  call: (orders, orderId, body, key) => orders.capture(orderId, body, key),
  made: ({ captures }) =>
    captures.map(({ captureId, amountMinor, reference, capturedAt }) => ({
      result: { captureId },
      amountMinor,
      reference,
      at: capturedAt,
    })),
};

const REFUND: Kind = {
  kind: 'REFUND',
  succeeded: 'order.refunded',
  rejected: 'order.refund_rejected',
  ended: refundEnded,
  call: (orders, orderId, body, key) => orders.refund(orderId, body, key),
  made: ({ refunds }) =>
    refunds.map(({ refundId, amountMinor, reference, refundedAt }) => ({
      result: { refundId },
      amountMinor,
      reference,
      at: refundedAt,
    })),
};

/** Carries out captures and refunds: the same key on every attempt, so that a repeat gives the first answer. */
class MoneyHandler implements OperationHandler {
  readonly kind: 'CAPTURE' | 'REFUND';

  constructor(
    private readonly type: Kind,
    private readonly provider: KlarnaOrderManagementApi,
    private readonly orders: OrdersRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {
    this.kind = type.kind;
  }

  async perform(operation: Operation): Promise<Outcome> {
    const { orderId, orderLines, description, reference, shipping } =
      operation.input as unknown as NewCapture & { orderId: string };
    const body = { amountMinor: operation.amountMinor!, orderLines, description, reference, shipping };
    const found = this.isKeyForgotten(operation) ? await this.find(operation, orderId) : undefined;
    if (found) return found;
    const outcome = await providerOutcome(() =>
      this.type.call(this.provider, orderId, body, operation.providerKey),
    );
    // After an earlier try, it may be refused because that one has moved the money.
    const mayBeMade = outcome.kind === 'rejected' && operation.attempts > 0;
    return (mayBeMade && (await this.find(operation, orderId))) || outcome;
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    const { amountMinor, merchantId, paymentLinkId } = operation;
    const now = this.clock.now();
    // A refusal says that our picture of the order is not the provider's. The link before its order, as everywhere.
    if (operation.status === 'REJECTED') await markPaymentLinkDue(tx, paymentLinkId, now);
    const order = await this.orders.lock(tx, operation.input.orderRowId as string);
    if (operation.isInFlight) return;
    const hasSucceeded = operation.status === 'SUCCEEDED';
    const changes = this.type.ended(order, amountMinor!, hasSucceeded);
    // The provider takes a capture for an acknowledgement.
    const acknowledges = hasSucceeded && this.kind === 'CAPTURE' && !order.acknowledgedAt;
    await this.orders.change(tx, order, { ...changes, ...(acknowledges && { acknowledgedAt: now }) });
    if (operation.status === 'ABANDONED') return;
    const type = hasSucceeded ? this.type.succeeded : this.type.rejected;
    const data = {
      id: operation.id,
      amount: amountMinor,
      currency: order.currency,
      ...operation.result,
      ...failureOf(outcome),
    };
    await this.events.append(tx, { merchantId, paymentLinkId, type, data, occurredAt: now });
  }

  /** Also of one that was never settled: a process may have died after sending it. */
  private isKeyForgotten(operation: Operation): boolean {
    return this.clock.now().getTime() - operation.createdAt.getTime() > KEY_LIFE_MS;
  }

  /** Looks for what may have been made, before it is sent again. */
  private async find(operation: Operation, orderId: string): Promise<Outcome | undefined> {
    const outcome = await providerOutcome(async () => {
      const reading = await this.provider.readOrder(orderId);
      const ours =
        (await this.orders.operations(this.kind, [operation.paymentLinkId])).get(operation.paymentLinkId) ??
        [];
      const known = new Set(ours.flatMap(({ result }) => Object.values(result ?? {}).map(String)));
      return madeBefore(operation, reading ? this.type.made(reading) : [], known)?.result;
    });
    const isFound = outcome.kind === 'succeeded' && Object.keys(outcome.result).length > 0;
    return isFound || outcome.kind !== 'succeeded' ? outcome : undefined;
  }
}

function failureOf(outcome: Outcome): { failure?: string } {
  return outcome.kind === 'succeeded' ? {} : { failure: outcome.failure.message };
}

@Injectable()
export class MoneyHandlers implements OnModuleInit {
  constructor(
    private readonly runner: OperationRunner,
    private readonly provider: KlarnaOrderManagementApi,
    private readonly orders: OrdersRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const type of [CAPTURE, REFUND]) {
      this.runner.register(new MoneyHandler(type, this.provider, this.orders, this.events, this.clock));
    }
  }
}

import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { EventLog, type EventType } from '../events/index.js';
import type { OrderReading } from '../klarna/index.js';
import { Operation, OperationsRepository, OperationsService } from '../operations/index.js';
import { dueWarning } from './authorization-life.js';
import { FraudStatus, Order, OrderStatus } from './order.entity.js';
import { OrdersRepository } from './orders.repository.js';

interface Owner {
  id: string;
  merchantId: string;
  amountMinor: number;
}

/** Brings our order to what was read at the provider, in the transaction of the refresh and under the link's lock. */
@Injectable()
export class OrderSync {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly operations: OperationsRepository,
    private readonly work: OperationsService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Adopts an order that the provider has and we have not; it is acknowledged after this transaction's commit. */
  async adopt(tx: EntityManager, link: Owner, reading: OrderReading): Promise<Order> {
    const order = await this.orders.add(tx, {
      merchantId: link.merchantId,
      paymentLinkId: link.id,
      id: reading.orderId,
      currency: reading.currency,
      acknowledgedAt: null,
      authorizedAt: reading.createdAt ?? this.clock.now(),
      warnedPercent: 0,
      capturingMinor: 0,
      refundingMinor: 0,
      ...fieldsOf(reading),
    });
    await this.append(tx, order, 'order.authorized', {
      orderId: order.id,
      klarnaReference: order.klarnaReference,
      amount: order.orderAmountMinor,
      currency: order.currency,
      fraudStatus: order.fraudStatus,
    });
    await this.work.enqueue(tx, {
      merchantId: link.merchantId,
      paymentLinkId: link.id,
      kind: 'ACKNOWLEDGE_ORDER',
      input: { orderRowId: order.rowId, orderId: order.id },
    });
    // A change on its way may be made at the provider before we know: compared once that is settled.
    const change = await this.operations.latest(tx, link.id, 'UPDATE_LINK');
    if (!change?.isInFlight) await this.tellDifference(tx, link, order);
    await this.adoptOperations(tx, order, reading);
    return order;
  }

  /** Tells where another amount was paid than the link asks for. */
  async tellDifference(tx: EntityManager, { amountMinor }: Owner, order: Order): Promise<void> {
    const { id: orderId, orderAmountMinor: actual, currency } = order;
    if (actual === amountMinor) return;
    await this.append(tx, order, 'order.amount_differs', {
      orderId,
      expected: amountMinor,
      actual,
      currency,
    });
  }

  /** Tells once that the authorization is nearing its end: at 75 % and at 90 % of its life. */
  async warnOfEnd(tx: EntityManager, known: Order): Promise<void> {
    const percent = dueWarning(known, this.clock.now());
    if (percent === undefined) return;
    const order = await this.orders.lock(tx, known.rowId);
    if (dueWarning(order, this.clock.now()) !== percent) return;
    await this.orders.change(tx, order, { warnedPercent: percent });
    await this.append(tx, order, 'order.authorization_ending', {
      orderId: order.id,
      percent,
      remaining: order.remainingMinor,
      currency: order.currency,
      authorizationExpiresAt: order.authorizationExpiresAt,
    });
  }

  /**
   * Takes over what has changed at the provider. While operations of ours are in flight their outcome says more than
   * a reading that may be older, so such a reading is passed over.
   * @param known the order as it was before the reading
   * @returns false when something else was recorded meanwhile: read again
   */
  async update(tx: EntityManager, known: Order, reading: OrderReading): Promise<boolean> {
    const order = await this.orders.lock(tx, known.rowId);
    if (order.capturingMinor > 0 || order.refundingMinor > 0) return true;
    if (order.version !== known.version) return false;
    if (await this.isBackAfterCancelling(tx, order, reading)) return true;
    const fields = fieldsOf(reading);
    const changed = Object.entries(fields).filter(
      ([name, value]) => !isSame(order[name as keyof Order], value),
    );
    if (changed.length === 0) return true;
    const updated = await this.orders.change(tx, order, Object.fromEntries(changed));
    await this.append(tx, updated, 'order.updated', {
      orderId: order.id,
      ...Object.fromEntries(changed.map(([name, to]) => [name, { from: order[name as keyof Order], to }])),
    });
    if (order.fraudStatus === FraudStatus.PENDING && updated.fraudStatus !== FraudStatus.PENDING)
      await this.operations.hasten(tx, order.paymentLinkId, 'VOID_ORDER');
    await this.adoptOperations(tx, updated, reading);
    return true;
  }

  /** Cancelled by the merchant, and accepted at the provider all the same: cancelled again, never offered for capture. */
  private async isBackAfterCancelling(tx: EntityManager, order: Order, reading: OrderReading) {
    if (order.status !== OrderStatus.CANCELLED || reading.status !== 'AUTHORIZED') return false;
    const { merchantId, paymentLinkId } = order;
    const cancelled = await this.operations.latest(tx, paymentLinkId, 'VOID_ORDER');
    // A refusal is the last word: the order is shown as it is.
    if (!cancelled || cancelled.status === 'REJECTED') return false;
    if (cancelled.status === 'SUCCEEDED')
      await this.work.enqueue(tx, {
        merchantId,
        paymentLinkId,
        kind: 'VOID_ORDER',
        input: cancelled.input,
        amountMinor: reading.remainingAuthorizedAmountMinor,
      });
    return true;
  }

  /** Captures and refunds made elsewhere (by auto-capture, or in the provider's portal) become ours to show. */
  private async adoptOperations(tx: EntityManager, order: Order, reading: OrderReading): Promise<void> {
    const known = await tx.findBy(Operation, { paymentLinkId: order.paymentLinkId, status: 'SUCCEEDED' });
    const ids = new Set(known.flatMap(({ result }) => [result?.captureId, result?.refundId]));
    for (const { captureId, ...capture } of reading.captures) {
      if (!ids.has(captureId)) await this.adoptOperation(tx, order, 'CAPTURE', { captureId }, capture);
    }
    for (const { refundId, ...refund } of reading.refunds) {
      if (!ids.has(refundId)) await this.adoptOperation(tx, order, 'REFUND', { refundId }, refund);
    }
  }

  private async adoptOperation(
    tx: EntityManager,
    order: Order,
    kind: 'CAPTURE' | 'REFUND',
    result: Record<string, string>,
    made: { amountMinor: number; reference: string | null; description: string | null },
  ): Promise<void> {
    const { merchantId, paymentLinkId, currency } = order;
    const { amountMinor, reference, description } = made;
    const input = {
      orderRowId: order.rowId,
      orderId: order.id,
      currency,
      reference,
      description,
      elsewhere: true,
    };
    const draft = { merchantId, paymentLinkId, kind, input, amountMinor };
    const operation = await this.operations.insert(tx, draft, {
      claimed: false,
      status: 'SUCCEEDED',
      result,
    });
    const type = kind === 'CAPTURE' ? 'order.captured' : 'order.refunded';
    await this.append(tx, order, type, {
      id: operation.id,
      amount: amountMinor,
      currency,
      elsewhere: true,
      ...result,
    });
  }

  private async append(
    tx: EntityManager,
    order: Order,
    type: EventType,
    data: Record<string, unknown>,
  ): Promise<void> {
    const { merchantId, paymentLinkId } = order;
    await this.events.append(tx, { merchantId, paymentLinkId, type, data, occurredAt: this.clock.now() });
  }
}

function fieldsOf(reading: OrderReading) {
  return {
    status: OrderStatus[reading.status],
    fraudStatus: FraudStatus[reading.fraudStatus],
    klarnaReference: reading.klarnaReference,
    orderAmountMinor: reading.orderAmountMinor,
    capturedMinor: reading.capturedAmountMinor,
    refundedMinor: reading.refundedAmountMinor,
    remainingMinor: reading.remainingAuthorizedAmountMinor,
    authorizationExpiresAt: reading.expiresAt,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}

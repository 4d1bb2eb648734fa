import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { EventLog } from '../events/index.js';
import { KlarnaOrderManagementApi } from '../klarna/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { OrdersRepository } from './orders.repository.js';

/** Tells the provider that we have the order, which ends its pushes. Recorded with the order, so never before its commit. */
@Injectable()
export class AcknowledgeOrderHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'ACKNOWLEDGE_ORDER';

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

  perform(operation: Operation): Promise<Outcome> {
    return providerOutcome(() =>
      this.provider.acknowledge(operation.input.orderId as string, operation.providerKey),
    );
  }

  async settle(tx: EntityManager, operation: Operation): Promise<void> {
    if (operation.status !== 'SUCCEEDED') return;
    const { merchantId, paymentLinkId } = operation;
    const order = await this.orders.lock(tx, operation.input.orderRowId as string);
    const now = this.clock.now();
    if (!order.acknowledgedAt) await this.orders.change(tx, order, { acknowledgedAt: now });
    const data = { orderId: order.id };
    await this.events.append(tx, {
      merchantId,
      paymentLinkId,
      type: 'order.acknowledged',
      data,
      occurredAt: now,
    });
  }
}

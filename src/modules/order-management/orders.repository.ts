import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { Operation, OperationStatus } from '../operations/index.js';
import { Order } from './order.entity.js';

/** All SQL of the orders. Whoever changes an order holds its row. */
@Injectable()
export class OrdersRepository {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async ofLink(paymentLinkId: string, tx: EntityManager = this.db.manager): Promise<Order | null> {
    return tx.findOne(Order, { where: { paymentLinkId }, order: { createdAt: 'DESC' } });
  }

  async ofLinks(paymentLinkIds: string[]): Promise<Map<string, Order>> {
    const orders = await this.db.manager
      .createQueryBuilder(Order, 'ord')
      .distinctOn(['ord.paymentLinkId'])
      .where('ord.paymentLinkId IN (:...paymentLinkIds)', { paymentLinkIds })
      .orderBy('ord.paymentLinkId')
      .addOrderBy('ord.createdAt', 'DESC')
      .getMany();
    return new Map(orders.map((order) => [order.paymentLinkId, order]));
  }

  async lockOfLink(tx: EntityManager, paymentLinkId: string): Promise<Order | null> {
    return tx.findOne(Order, {
      where: { paymentLinkId },
      order: { createdAt: 'DESC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async lock(tx: EntityManager, rowId: string): Promise<Order> {
    return tx.findOneOrFail(Order, { where: { rowId }, lock: { mode: 'pessimistic_write' } });
  }

  async get(rowId: string): Promise<Order> {
    return this.db.manager.findOneByOrFail(Order, { rowId });
  }

  async add(
    tx: EntityManager,
    order: Omit<Order, 'rowId' | 'version' | 'createdAt' | 'updatedAt'>,
  ): Promise<Order> {
    const now = this.clock.now();
    const row = { ...order, rowId: randomUUID(), version: 0, createdAt: now, updatedAt: now };
    await tx.insert(Order, row);
    return tx.findOneByOrFail(Order, { rowId: row.rowId });
  }

  async change(tx: EntityManager, order: Order, changes: Partial<Order>): Promise<Order> {
    const version = order.version + 1;
    await tx.update(Order, { rowId: order.rowId }, { ...changes, version, updatedAt: this.clock.now() });
    return tx.findOneByOrFail(Order, { rowId: order.rowId });
  }

  /** The captures or refunds of orders, oldest first; what was refused or never happened is left out. */
  async operations(kind: 'CAPTURE' | 'REFUND', paymentLinkIds: string[]): Promise<Map<string, Operation[]>> {
    const operations = await this.db.manager
      .createQueryBuilder(Operation, 'operation')
      .where('operation.kind = :kind', { kind })
      .andWhere('operation.paymentLinkId IN (:...paymentLinkIds)', { paymentLinkIds })
      .andWhere('operation.status IN (:...shown)', { shown: Object.values(OperationStatus) })
      .orderBy('operation.createdAt')
      .getMany();
    const ofLink = new Map(paymentLinkIds.map((id) => [id, [] as Operation[]]));
    operations.forEach((operation) => ofLink.get(operation.paymentLinkId)?.push(operation));
    return ofLink;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { SessionStatus } from '../../common/payment-link-status.js';
import { HostedSessionsRepository } from '../hpp/index.js';
import { IN_FLIGHT, Operation, OperationsService } from '../operations/index.js';
import { OrdersRepository } from '../order-management/index.js';
import type { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

/** How the provider writes the id of an order. */
export const ORDER_ID = /^[\w-]{1,255}$/;

/** Has orders looked at that reading a link does not come upon: those of its other sessions. */
@Injectable()
export class SecondOrders {
  constructor(
    private readonly db: DataSource,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly orders: OrdersRepository,
    private readonly work: OperationsService,
  ) {}

  /** @param orderId as a push or a browser names it: a hint, and asked of the provider */
  async lookUnlessRead(linkId: string, orderId: string): Promise<void> {
    if (!ORDER_ID.test(orderId) || (await this.sessions.isOfAnother(linkId, orderId))) return;
    if (await this.isRead(linkId, orderId)) return;
    await this.db.transaction(async (tx) => this.look(tx, await this.links.lock(tx, linkId), orderId));
  }

  /** Under the link's lock; once, however often it is named. */
  async look(tx: EntityManager, { id, merchantId }: PaymentLink, orderId: string): Promise<void> {
    const isKnown = await tx
      .createQueryBuilder(Operation, 'operation')
      .where(`operation.paymentLinkId = :id AND operation.kind = 'CHECK_ORDER'`, { id })
      .andWhere(`operation.input->>'orderId' = :orderId`, { orderId })
      // One that was not to be seen yet is looked for again.
      .andWhere(`(operation.status IN (:...inFlight) OR operation.result->>'order' IS NOT NULL)`, {
        inFlight: IN_FLIGHT,
      })
      .getExists();
    if (isKnown) return;
    await this.work.enqueue(tx, { merchantId, paymentLinkId: id, kind: 'CHECK_ORDER', input: { orderId } });
  }

  /** A paid link is read by its order; another by its session, unless that has run out, maybe paid in the last second. */
  private async isRead(linkId: string, orderId: string): Promise<boolean> {
    const order = await this.orders.ofLink(linkId);
    if (order) return order.id === orderId;
    const session = await this.sessions.current(linkId);
    // Without a session there is nothing that could have been paid yet.
    if (!session) return true;
    return session.checkoutOrderId === orderId && session.status !== SessionStatus.EXPIRED;
  }
}

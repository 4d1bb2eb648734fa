import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { SessionStatus } from '../../common/payment-link-status.js';
import { HostedSessionsRepository } from '../hpp/index.js';
import { IN_FLIGHT, Operation, OperationsService } from '../operations/index.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

/** How the provider writes the id of an order. */
export const ORDER_ID = /^[\w-]{1,255}$/;

/**
 * Takes in what the provider calls about. A callback is a hint: its body is not believed, and not read. The link
 * becomes due, once, however often the same callback comes, and the provider is asked.
 */
@Injectable()
export class CallbacksService {
  constructor(
    private readonly db: DataSource,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly operations: OperationsService,
    private readonly clock: Clock,
  ) {}

  /** @param orderId named by a push; another than that of the session that is read is looked at by itself */
  async receive(linkId: string, orderId?: string): Promise<void> {
    await markPaymentLinkDue(this.db.manager, linkId, this.clock.now());
    if (!orderId || !ORDER_ID.test(orderId)) return;
    const session = await this.sessions.current(linkId);
    if (!session) return;
    // A session that has run out is not read any more; its order may have been paid in the last second.
    const isRead = session.checkoutOrderId === orderId && session.status !== SessionStatus.EXPIRED;
    if (!isRead) await this.checkOrder(linkId, orderId);
  }

  private async checkOrder(linkId: string, orderId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { merchantId } = await this.links.lock(tx, linkId);
      const isKnown = await tx
        .createQueryBuilder(Operation, 'operation')
        .where(`operation.paymentLinkId = :linkId AND operation.kind = 'CHECK_ORDER'`, { linkId })
        .andWhere(`operation.input->>'orderId' = :orderId`, { orderId })
        // One that was not to be seen yet is looked for again.
        .andWhere(`(operation.status IN (:...inFlight) OR operation.result->>'order' IS NOT NULL)`, {
          inFlight: IN_FLIGHT,
        })
        .getExists();
      if (isKnown) return;
      await this.operations.enqueue(tx, {
        merchantId,
        paymentLinkId: linkId,
        kind: 'CHECK_ORDER',
        input: { orderId },
      });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { EventLog } from '../events/index.js';
import type { OrderReading } from '../klarna/index.js';
import { OperationsService } from '../operations/index.js';
import { OrderSync } from '../order-management/index.js';
import type { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { ReusableLinks } from './reusable-links.js';

/** Makes a link paid, under its lock: the order is ours from this commit on, and acknowledged after it. */
@Injectable()
export class LinkCompleter {
  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly orders: OrderSync,
    private readonly work: OperationsService,
    private readonly reusable: ReusableLinks,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async complete(tx: EntityManager, link: PaymentLink, reading: OrderReading): Promise<void> {
    if (link.status !== PaymentLinkStatus.COMPLETED) {
      await this.links.change(tx, link, PaymentLinkStatus.COMPLETED);
      const { merchantId, id: paymentLinkId } = link;
      const occurredAt = this.clock.now();
      const data = { orderId: reading.orderId, amount: reading.orderAmountMinor, currency: reading.currency };
      await this.events.append(tx, {
        merchantId,
        paymentLinkId,
        type: 'payment_link.completed',
        data,
        occurredAt,
      });
    }
    const order = await this.orders.adopt(tx, link, reading);
    if (link.parentId) await this.reusable.count(tx, link, order);
    if (!link.checkout?.checkboxes?.length) return;
    const { merchantId, id: paymentLinkId } = link;
    const input = { orderId: reading.orderId };
    await this.work.enqueue(tx, { merchantId, paymentLinkId, kind: 'READ_CHECKBOXES', input });
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { SessionStatus } from '../../common/payment-link-status.js';
import { HostedSession, HostedSessionsRepository } from '../hpp/index.js';
import { OrdersRepository } from '../order-management/index.js';
import { CallbacksService, ORDER_ID } from './callbacks.service.js';
import type { PaymentLink } from './payment-link.entity.js';
import { ReusableLinks } from './reusable-links.js';

/** Tells those who come back from paying a link apart: one whose payment stands, and one who paid in vain. */
@Injectable()
export class ReturnedPayments {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: HostedSessionsRepository,
    private readonly orders: OrdersRepository,
    private readonly reusable: ReusableLinks,
    private readonly callbacks: CallbacksService,
  ) {}

  /**
   * The session that a browser comes back from. Its payment may be news, as a push is: it is looked at.
   * @param orderId as the browser says; one of another link is not believed
   */
  async sessionOf(link: PaymentLink, orderId: string | undefined): Promise<HostedSession | null> {
    const current = await this.sessions.current(link.id);
    if (!orderId || !ORDER_ID.test(orderId)) return current;
    const session = await this.sessions.ofOrder(link.id, orderId);
    if (!session) return current;
    const isRead = session.id === current?.id && session.status !== SessionStatus.EXPIRED;
    if (!isRead) await this.callbacks.receive(link.id, orderId);
    return session;
  }

  /** Another payment of this link stands, or as many as may had paid: this one is cancelled at the provider. */
  async isInVain(link: PaymentLink, session: HostedSession | null): Promise<boolean> {
    if (await this.reusable.isSurplus(link, this.db.manager)) return true;
    const order = await this.orders.ofLink(link.id);
    return order !== null && session !== null && order.id !== session.checkoutOrderId;
  }
}

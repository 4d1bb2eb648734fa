import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { HostedSession, HostedSessionsRepository } from '../hpp/index.js';
import { OrdersRepository } from '../order-management/index.js';
import type { PaymentLink } from './payment-link.entity.js';
import { ReusableLinks } from './reusable-links.js';
import { ORDER_ID, SecondOrders } from './second-orders.js';

/** Tells those who come back from paying a link apart: one whose payment stands, and one who paid in vain. */
@Injectable()
export class ReturnedPayments {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: HostedSessionsRepository,
    private readonly orders: OrdersRepository,
    private readonly reusable: ReusableLinks,
    private readonly secondOrders: SecondOrders,
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
    await this.secondOrders.lookUnlessRead(link.id, orderId);
    return session;
  }

  /** Another payment of this link stands, or as many as may had paid: this one is cancelled at the provider. */
  async isInVain(link: PaymentLink, session: HostedSession | null): Promise<boolean> {
    if (await this.reusable.isSurplus(link, this.db.manager)) return true;
    const order = await this.orders.ofLink(link.id);
    return order !== null && session !== null && order.id !== session.checkoutOrderId;
  }
}

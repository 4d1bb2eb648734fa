import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { SecondOrders } from './second-orders.js';

/**
 * Takes in what the provider calls about. A callback is a hint: its body is not believed, and not read. The link
 * becomes due, once, however often the same callback comes, and the provider is asked.
 */
@Injectable()
export class CallbacksService {
  constructor(
    private readonly db: DataSource,
    private readonly secondOrders: SecondOrders,
    private readonly clock: Clock,
  ) {}

  /** @param orderId named by a push; another than that which is read is looked at by itself */
  async receive(linkId: string, orderId?: string): Promise<void> {
    await markPaymentLinkDue(this.db.manager, linkId, this.clock.now());
    if (orderId) await this.secondOrders.lookUnlessRead(linkId, orderId);
  }
}

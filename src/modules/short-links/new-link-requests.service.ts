import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { EventLog } from '../events/index.js';
import { MerchantsService } from '../merchants/index.js';
import { PaymentLink, PaymentLinksRepository } from '../payment-links/index.js';
import { LinkPages } from './link-pages.js';

const TYPE = 'link.requested_again';
const GAP_MS = 3_600_000;

/** Consumers who would like a new link in place of one that has ended: told to the merchant by the event log. */
@Injectable()
export class NewLinkRequests {
  constructor(
    private readonly db: DataSource,
    private readonly links: PaymentLinksRepository,
    private readonly merchants: MerchantsService,
    private readonly pages: LinkPages,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Recorded at most once an hour for a link, and only where its merchant wants to be asked. */
  async record({ id, merchantId }: PaymentLink): Promise<void> {
    const { asksForNewLink } = await this.merchants.get(merchantId);
    if (!asksForNewLink) return;
    await this.db.transaction(async (tx) => {
      const link = await this.links.lock(tx, id);
      if (!this.pages.hasEnded(link)) return;
      const now = this.clock.now();
      const last = await this.events.lastAt(tx, id, TYPE);
      if (last && now.getTime() - last.getTime() < GAP_MS) return;
      const data = { reference: link.reference };
      await this.events.append(tx, { merchantId, paymentLinkId: id, type: TYPE, data, occurredAt: now });
    });
  }

  async wasMade(link: PaymentLink): Promise<boolean> {
    return (await this.events.lastAt(this.db.manager, link.id, TYPE)) !== null;
  }
}

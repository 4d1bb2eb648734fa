import { Injectable } from '@nestjs/common';

import { Clock } from '../../common/clock/clock.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { MerchantsService } from '../merchants/index.js';
import { LinkAddresses, PaymentLink } from '../payment-links/index.js';
import { linkPage, RenderedPage } from './pages/link-page.js';
import { PAGE_KINDS, PageKind, PageName } from './pages/page-kinds.js';
import { pageLanguage, preferredLanguage } from './pages/page-strings.js';

const { OPEN, CANCELLED, DISABLED, EXPIRED, CREATION_FAILED } = PaymentLinkStatus;

/** Makes pages about links: in the link's language, in the looks of its merchant. */
@Injectable()
export class LinkPages {
  constructor(
    private readonly merchants: MerchantsService,
    private readonly addresses: LinkAddresses,
    private readonly clock: Clock,
  ) {}

  /**
   * @param acceptLanguage what the browser prefers, where there is no link to tell
   * @param orderId what the browser has paid, as far as that is known
   */
  async render(
    name: PageName,
    link: PaymentLink | null,
    acceptLanguage?: string,
    orderId?: string,
  ): Promise<RenderedPage> {
    if (!link) return linkPage(name, preferredLanguage(acceptLanguage));
    const merchant = await this.merchants.get(link.merchantId);
    // Under a printed link, what the consumer knows is the number of the printed one.
    const reference = link.reference ?? (link.parentId ? link.reference2 : null);
    const mayAsk = merchant.asksForNewLink && this.hasEnded(link) && name !== 'asked';
    return linkPage(name, pageLanguage(link.locale), {
      merchant,
      purchase: { ...link, reference },
      actionUrl: this.actionUrl(name, link, orderId),
      askUrl: mayAsk ? `${this.addresses.url(link)}/new-link` : undefined,
    });
  }

  /** It was payable once, or was to be, and will not be again. */
  hasEnded(link: PaymentLink): boolean {
    return (
      [CANCELLED, DISABLED, EXPIRED, CREATION_FAILED].includes(link.status) ||
      (link.status === OPEN && link.isOver(this.clock.now()))
    );
  }

  private actionUrl(name: PageName, link: PaymentLink, orderId?: string): string | undefined {
    const { action }: PageKind = PAGE_KINDS[name];
    const url = this.addresses.url(link);
    if (action === 'lookAgain') return name === 'confirming' ? this.addresses.paid(link, orderId) : url;
    return action && !this.hasEnded(link) ? url : undefined;
  }
}

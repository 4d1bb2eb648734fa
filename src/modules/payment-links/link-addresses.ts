import { Injectable } from '@nestjs/common';

import { AppConfig } from '../../common/config/app-config.js';
import { AccessService } from '../access/index.js';
import type { CheckoutMerchantUrls, HostedMerchantUrls } from '../klarna/index.js';
import type { PaymentLink } from './payment-link.entity.js';

export const RETURNS = ['success', 'cancel', 'back', 'failure', 'error'] as const;
export type Return = (typeof RETURNS)[number];

/** Every address of a link: what consumers open, where they return to, and where the provider calls. */
@Injectable()
export class LinkAddresses {
  constructor(
    private readonly config: AppConfig,
    private readonly access: AccessService,
  ) {}

  url(link: PaymentLink): string {
    return `${this.config.publicUrl}/l/${link.code}`;
  }

  /** Where who has paid comes back to; the order tells whose browser it is, where two have paid one link. */
  paid(link: PaymentLink, orderId?: string): string {
    const url = `${this.url(link)}/return/success`;
    return orderId ? `${url}?order=${encodeURIComponent(orderId)}` : url;
  }

  /** The provider's pages lead back to us first: we read before we believe. */
  ofHostedPage(link: PaymentLink, orderId: string): HostedMerchantUrls {
    const back = (where: Return): string => `${this.url(link)}/return/${where}`;
    return {
      success: this.paid(link, orderId),
      cancel: back('cancel'),
      back: back('back'),
      failure: back('failure'),
      error: back('error'),
      statusUpdate: this.callback(link, 'session'),
    };
  }

  /** The provider demands four of them, though a hosted page leads nobody to checkout and confirmation. */
  ofCheckoutOrder(link: PaymentLink): CheckoutMerchantUrls {
    return {
      terms: this.config.TERMS_URL ?? `${this.config.publicUrl}/terms`,
      checkout: this.url(link),
      confirmation: this.paid(link),
      // The braces are the provider's, which puts the order's id there.
      push: `${this.callback(link, 'push')}?order_id={checkout.order.id}`,
      notification: this.callback(link, 'notification'),
    };
  }

  private callback(link: PaymentLink, kind: 'session' | 'push' | 'notification'): string {
    return `${this.config.publicUrl}/callbacks/${kind}/${link.id}/${this.access.callbackSecret(link.id)}`;
  }
}

import { Injectable } from '@nestjs/common';

import {
  CheckoutAddress,
  CheckoutMerchantUrls,
  CreatedCheckoutOrder,
  KlarnaCheckoutApi,
} from '../klarna/index.js';
import { type Channel, CHANNEL_RULES } from './channels.js';
import type { BuiltLine } from './order-line.js';

/** What is sold, and to whom: all that a checkout order is made of. */
export interface Purchase {
  country: string;
  currency: string;
  locale: string;
  channel: Channel;
  autoCapture: boolean;
  amountMinor: number;
  taxAmountMinor: number;
  orderLines: BuiltLine[];
  reference: string | null;
  consumer: Consumer | null;
}

/** Pre-fills the consumer's form. */
export interface Consumer extends CheckoutAddress {
  /** yyyy-mm-dd */
  dateOfBirth?: string | null;
}

/** Checkout orders at the provider: what a hosted session is made around. */
@Injectable()
export class CheckoutOrdersService {
  constructor(private readonly checkout: KlarnaCheckoutApi) {}

  /** @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown */
  async create(purchase: Purchase, merchantUrls: CheckoutMerchantUrls): Promise<CreatedCheckoutOrder> {
    const { dateOfBirth, ...address } = purchase.consumer ?? {};
    const hasAddress = Object.values(address).some((value) => value != null);
    return this.checkout.createOrder({
      purchaseCountry: purchase.country,
      purchaseCurrency: purchase.currency,
      locale: purchase.locale,
      orderAmountMinor: purchase.amountMinor,
      orderTaxAmountMinor: purchase.taxAmountMinor,
      orderLines: purchase.orderLines,
      merchantUrls,
      merchantReference1: purchase.reference,
      billingAddress: hasAddress ? address : null,
      customer: dateOfBirth ? { dateOfBirth } : null,
      options: {
        acquiringChannel: CHANNEL_RULES.acquiringChannel[purchase.channel],
        autoCapture: purchase.autoCapture || null,
      },
    });
  }

  /** What is left out stays as it is. @throws KlarnaRejected READ_ONLY_ORDER once it is paid | KlarnaUnavailable | KlarnaOutcomeUnknown */
  async update(
    orderId: string,
    changes: Partial<{
      lines: BuiltLine[];
      amountMinor: number;
      taxAmountMinor: number;
      reference: string | null;
    }>,
  ): Promise<void> {
    await this.checkout.updateOrder(orderId, {
      ...(changes.lines && {
        orderLines: changes.lines,
        orderAmountMinor: changes.amountMinor,
        orderTaxAmountMinor: changes.taxAmountMinor,
      }),
      // An empty one clears it.
      ...(changes.reference !== undefined && { merchantReference1: changes.reference ?? '' }),
    });
  }

  /** Ends an order that nobody was sent to. */
  async abort(orderId: string): Promise<void> {
    await this.checkout.abortOrder(orderId);
  }
}

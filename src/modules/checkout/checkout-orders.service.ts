import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';

import {
  CheckboxAnswer,
  CheckoutColors,
  CheckoutMerchantUrls,
  CreatedCheckoutOrder,
  KlarnaCheckoutApi,
  KlarnaOrderManagementApi,
  NewCheckoutOrder,
  OrderLineReading,
} from '../klarna/index.js';
import { type Channel, CHANNEL_RULES, OPTIONS_WITHOUT_PAGE } from './channels.js';
import type { CheckoutSettings, Consumer } from './checkout-settings.js';
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
  reference2: string | null;
  merchantData: string | null;
  consumer: Consumer | null;
  checkout: CheckoutSettings | null;
  appearance: { colors?: CheckoutColors | null; borderRadius?: number | null } | null;
}

export type PurchaseChanges = Partial<
  { lines: BuiltLine[] } & Pick<Purchase, 'amountMinor' | 'taxAmountMinor' | 'reference' | 'reference2'>
>;

/** Checkout orders at the provider: what a hosted session is made around. */
@Injectable()
export class CheckoutOrdersService {
  constructor(
    private readonly checkout: KlarnaCheckoutApi,
    private readonly paid: KlarnaOrderManagementApi,
  ) {}

  /** @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown */
  async create(purchase: Purchase, merchantUrls: CheckoutMerchantUrls): Promise<CreatedCheckoutOrder> {
    return this.checkout.createOrder({
      purchaseCountry: purchase.country,
      purchaseCurrency: purchase.currency,
      locale: purchase.locale,
      orderAmountMinor: purchase.amountMinor,
      orderTaxAmountMinor: purchase.taxAmountMinor,
      orderLines: purchase.orderLines,
      merchantUrls,
      merchantReference1: purchase.reference,
      merchantReference2: purchase.reference2,
      merchantData: purchase.merchantData,
      ...ofConsumer(purchase.consumer ?? {}),
      ...ofSettings(purchase),
    });
  }

  /** What is left out stays as it is. @throws KlarnaRejected READ_ONLY_ORDER once it is paid | KlarnaUnavailable | KlarnaOutcomeUnknown */
  async update(orderId: string, changes: PurchaseChanges): Promise<void> {
    await this.checkout.updateOrder(orderId, {
      ...(changes.lines && {
        orderLines: changes.lines,
        orderAmountMinor: changes.amountMinor,
        orderTaxAmountMinor: changes.taxAmountMinor,
      }),
      // An empty one clears it.
      ...(changes.reference !== undefined && { merchantReference1: changes.reference ?? '' }),
      ...(changes.reference2 !== undefined && { merchantReference2: changes.reference2 ?? '' }),
    });
  }

  /**
   * Whether the order is as an update would have made it; null where there is no such order, so that nobody has paid it.
   * Checkout forgets orders that Order Management still knows.
   * @throws KlarnaRejected | KlarnaUnavailable
   */
  async holds(orderId: string, changes: PurchaseChanges): Promise<boolean | null> {
    const order = (await this.checkout.readOrder(orderId)) ?? (await this.paid.readOrder(orderId));
    if (!order) return null;
    const { lines, reference, reference2 } = changes;
    return (
      (!lines || isDeepStrictEqual(order.orderLines.map(essence), lines.map(essence))) &&
      (reference === undefined || order.merchantReference1 === reference) &&
      (reference2 === undefined || order.merchantReference2 === reference2)
    );
  }

  /** How the consumer left our checkboxes; empty where the order is gone. @throws KlarnaRejected | KlarnaUnavailable */
  async checkboxes(orderId: string): Promise<CheckboxAnswer[]> {
    return (await this.checkout.readOrder(orderId))?.checkboxes ?? [];
  }

  /** Ends an order that nobody was sent to. */
  async abort(orderId: string): Promise<void> {
    await this.checkout.abortOrder(orderId);
  }
}

function ofConsumer(consumer: Consumer): Partial<NewCheckoutOrder> {
  const { dateOfBirth, type, organizationRegistrationId, vatId, shippingAddress, ...address } = consumer;
  return {
    billingAddress: unlessEmpty(address),
    shippingAddress: unlessEmpty(shippingAddress ?? {}),
    customer: unlessEmpty({ type, dateOfBirth, organizationRegistrationId, vatId }),
  };
}

function ofSettings({ channel, autoCapture, consumer, checkout, appearance }: Purchase) {
  const { shippingCountries, billingCountries, externalPaymentMethods, extraMerchantData, ...options } =
    checkout ?? {};
  return {
    shippingCountries,
    billingCountries,
    externalPaymentMethods: externalPaymentMethods?.map(({ fee, ...method }) => ({
      ...method,
      feeMinor: fee,
    })),
    extraMerchantData,
    options: {
      ...options,
      ...OPTIONS_WITHOUT_PAGE,
      acquiringChannel: CHANNEL_RULES.acquiringChannel[channel],
      autoCapture: autoCapture || null,
      // Without it the provider takes the billing address for the shipping address.
      allowSeparateShippingAddress:
        options.allowSeparateShippingAddress ?? (consumer?.shippingAddress ? true : null),
      colors: appearance?.colors,
      borderRadius: appearance?.borderRadius,
    },
  } satisfies Partial<NewCheckoutOrder>;
}

const essence = ({ name, quantity, unitPriceMinor, totalAmountMinor }: OrderLineReading) => ({
  name,
  quantity,
  unitPriceMinor,
  totalAmountMinor,
});

function unlessEmpty<T extends object>(fields: T): T | null {
  return Object.values(fields).some((value) => value != null) ? fields : null;
}

import type { KlarnaOrderLine } from './order-line.js';

/** A Checkout order to be made (docs: Kustom Checkout API v3, `POST /checkout/v3/orders`). */
export interface NewCheckoutOrder {
  /** ISO 3166 alpha-2. */
  purchaseCountry: string;
  /** ISO 4217. */
  purchaseCurrency: string;
  locale: string;
  orderAmountMinor: number;
  orderTaxAmountMinor: number;
  orderLines: KlarnaOrderLine[];
  merchantUrls: CheckoutMerchantUrls;
  /** Shown to the consumer as the order number. */
  merchantReference1?: string | null;
  merchantReference2?: string | null;
  options?: CheckoutOptions | null;
  /** Pre-fills the consumer's form. */
  billingAddress?: CheckoutAddress | null;
  customer?: CheckoutCustomer | null;
  merchantData?: string | null;
}

/** The literal `{checkout.order.id}` in any of them is replaced by the provider. */
export interface CheckoutMerchantUrls {
  terms: string;
  checkout: string;
  confirmation: string;
  push: string;
  notification?: string | null;
}

export interface CheckoutOptions {
  acquiringChannel?: 'ECOMMERCE' | 'IN_STORE' | 'TELESALES' | 'MOTO' | null;
  autoCapture?: boolean | null;
}

export interface CheckoutAddress {
  givenName?: string | null;
  familyName?: string | null;
  email?: string | null;
  phone?: string | null;
  streetAddress?: string | null;
  streetAddress2?: string | null;
  postalCode?: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
}

export interface CheckoutCustomer {
  /** yyyy-mm-dd */
  dateOfBirth?: string | null;
}

export const CHECKOUT_STATUSES = ['CHECKOUT_INCOMPLETE', 'CHECKOUT_COMPLETE'] as const;
export type CheckoutStatus = (typeof CHECKOUT_STATUSES)[number] | 'UNRECOGNISED';

export interface CreatedCheckoutOrder {
  orderId: string;
  /** Under which the hosted session refers to the order. */
  orderUrl: string;
}

export interface CheckoutOrderReading {
  orderId: string;
  status: CheckoutStatus;
  purchaseCountry: string;
  purchaseCurrency: string;
  orderAmountMinor: number;
  orderTaxAmountMinor: number;
  merchantReference1: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
  lastModifiedAt: Date | null;
}

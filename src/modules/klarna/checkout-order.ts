import type { KlarnaOrderLine, OrderLineReading } from './order-line.js';

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
  shippingAddress?: CheckoutAddress | null;
  customer?: CheckoutCustomer | null;
  /** ISO 3166 alpha-2; default: the purchase country. */
  shippingCountries?: string[] | null;
  /** ISO 3166 alpha-2; default: the shipping countries. */
  billingCountries?: string[] | null;
  externalPaymentMethods?: ExternalPaymentMethod[] | null;
  /** What the provider calls the attachment: extra merchant data, version 2. */
  extraMerchantData?: object | null;
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

export type CustomerType = 'PERSON' | 'ORGANIZATION';

/** Colours are `#` and six hexadecimal digits. What is left out has the provider's default. */
export interface CheckoutOptions {
  acquiringChannel?: 'ECOMMERCE' | 'IN_STORE' | 'TELESALES' | 'MOTO' | null;
  autoCapture?: boolean | null;
  requireClientValidation?: boolean | null;
  allowedCustomerTypes?: CustomerType[] | null;
  allowSeparateShippingAddress?: boolean | null;
  dateOfBirthMandatory?: boolean | null;
  phoneMandatory?: boolean | null;
  titleMandatory?: boolean | null;
  nationalIdentificationNumberMandatory?: boolean | null;
  verifyNationalIdentificationNumber?: boolean | null;
  showVatRegistrationNumberField?: boolean | null;
  vatRemoved?: boolean | null;
  shippingDetails?: string | null;
  additionalMerchantTerms?: string | null;
  checkboxes?: AdditionalCheckbox[] | null;
  colors?: CheckoutColors | null;
  /** Pixels. */
  borderRadius?: number | null;
}

export interface CheckoutColors {
  button?: string | null;
  buttonText?: string | null;
  checkbox?: string | null;
  checkboxCheckmark?: string | null;
  header?: string | null;
  link?: string | null;
}

/** Asked of the consumer on the page; the answer comes back in the completed order. */
export interface AdditionalCheckbox {
  id: string;
  /** Markdown links are allowed. */
  text: string;
  checked: boolean;
  required: boolean;
}

/** Leads the consumer away from the provider; what happens there, the provider does not learn. */
export interface ExternalPaymentMethod {
  name: string;
  redirectUrl: string;
  imageUrl?: string | null;
  feeMinor?: number | null;
  description?: string | null;
  countries?: string[] | null;
  label?: 'CONTINUE' | 'COMPLETE' | null;
}

export interface CheckoutAddress {
  givenName?: string | null;
  familyName?: string | null;
  email?: string | null;
  phone?: string | null;
  title?: string | null;
  organizationName?: string | null;
  attention?: string | null;
  careOf?: string | null;
  streetAddress?: string | null;
  streetAddress2?: string | null;
  /** With streetNumber instead of streetAddress, in DE, AT and NL. */
  streetName?: string | null;
  streetNumber?: string | null;
  /** NL */
  houseExtension?: string | null;
  postalCode?: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
}

export interface CheckoutCustomer {
  type?: CustomerType | null;
  /** yyyy-mm-dd */
  dateOfBirth?: string | null;
  organizationRegistrationId?: string | null;
  vatId?: string | null;
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
  orderLines: OrderLineReading[];
  merchantReference1: string | null;
  merchantReference2: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
  lastModifiedAt: Date | null;
  /** How the consumer left our checkboxes; empty until then. */
  checkboxes: CheckboxAnswer[];
}

export interface CheckboxAnswer {
  id: string;
  checked: boolean;
}

import type { AdditionalCheckbox, CheckoutAddress, CheckoutOptions, CustomerType } from '../klarna/index.js';

/** Pre-fills the consumer's form. */
export interface Consumer extends CheckoutAddress {
  /** yyyy-mm-dd */
  dateOfBirth?: string | null;
  type?: `${CustomerType}` | null;
  organizationRegistrationId?: string | null;
  vatId?: string | null;
  shippingAddress?: CheckoutAddress | null;
}

type OfOptions = Pick<
  CheckoutOptions,
  | 'allowSeparateShippingAddress'
  | 'dateOfBirthMandatory'
  | 'phoneMandatory'
  | 'titleMandatory'
  | 'nationalIdentificationNumberMandatory'
  | 'verifyNationalIdentificationNumber'
  | 'showVatRegistrationNumberField'
  | 'vatRemoved'
  | 'shippingDetails'
  | 'additionalMerchantTerms'
>;

/**
 * What is asked of the consumer and offered to them beside the lines.
 * Shipping options are not among them: on the hosted page no shop reckons the order anew when the consumer picks one,
 * and the amount paid would not be the link's. A shipping fee is a line.
 */
export interface CheckoutSettings extends OfOptions {
  allowedCustomerTypes?: `${CustomerType}`[] | null;
  /** ISO 3166 alpha-2. */
  shippingCountries?: string[] | null;
  billingCountries?: string[] | null;
  checkboxes?: AdditionalCheckbox[] | null;
  externalPaymentMethods?: OtherPaymentMethod[] | null;
  extraMerchantData?: Record<string, unknown> | null;
}

export interface OtherPaymentMethod {
  name: string;
  redirectUrl: string;
  imageUrl?: string | null;
  /** Minor units, including tax. */
  fee?: number | null;
  description?: string | null;
  countries?: string[] | null;
  label?: 'CONTINUE' | 'COMPLETE' | null;
}

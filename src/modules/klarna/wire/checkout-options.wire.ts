import type { CheckoutOptions } from '../checkout-order.js';
import { given } from './wire-object.js';

export function checkoutOptionsToWire(options: CheckoutOptions) {
  return given({
    acquiring_channel: options.acquiringChannel,
    auto_capture: options.autoCapture,
    require_client_validation: options.requireClientValidation,
    allowed_customer_types: options.allowedCustomerTypes?.map((type) => type.toLowerCase()),
    allow_separate_shipping_address: options.allowSeparateShippingAddress,
    date_of_birth_mandatory: options.dateOfBirthMandatory,
    phone_mandatory: options.phoneMandatory,
    title_mandatory: options.titleMandatory,
    national_identification_number_mandatory: options.nationalIdentificationNumberMandatory,
    verify_national_identification_number: options.verifyNationalIdentificationNumber,
    show_vat_registration_number_field: options.showVatRegistrationNumberField,
    vat_removed: options.vatRemoved,
    shipping_details: options.shippingDetails,
    additional_merchant_terms: options.additionalMerchantTerms,
    additional_checkboxes: options.checkboxes?.map(({ id, text, checked, required }) => ({
      id,
      text,
      checked,
      required,
    })),
    color_button: options.colors?.button,
    color_button_text: options.colors?.buttonText,
    color_checkbox: options.colors?.checkbox,
    color_checkbox_checkmark: options.colors?.checkboxCheckmark,
    color_header: options.colors?.header,
    color_link: options.colors?.link,
    radius_border: options.borderRadius?.toString(),
  });
}

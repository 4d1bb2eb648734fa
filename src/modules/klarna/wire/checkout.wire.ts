import {
  CHECKOUT_STATUSES,
  type CheckoutAddress,
  type CheckoutCustomer,
  type CheckoutMerchantUrls,
  type CheckoutOrderReading,
  type ExternalPaymentMethod,
  type NewCheckoutOrder,
} from '../checkout-order.js';
import { checkoutOptionsToWire } from './checkout-options.wire.js';
import { orderLineToWire, readOrderLines } from './order-line.wire.js';
import { given, recognise, type WireObject } from './wire-object.js';

const EXTRA_MERCHANT_DATA = 'application/vnd.klarna.internal.emd-v2+json';

/** Whole or, for an update, partial: what is left out stays as it was. */
export function checkoutOrderToWire(order: Partial<NewCheckoutOrder>) {
  return given({
    purchase_country: order.purchaseCountry,
    purchase_currency: order.purchaseCurrency,
    locale: order.locale,
    order_amount: order.orderAmountMinor,
    order_tax_amount: order.orderTaxAmountMinor,
    order_lines: order.orderLines?.map(orderLineToWire),
    merchant_urls: order.merchantUrls && merchantUrlsToWire(order.merchantUrls),
    merchant_reference1: order.merchantReference1,
    merchant_reference2: order.merchantReference2,
    options: order.options && checkoutOptionsToWire(order.options),
    billing_address: order.billingAddress && addressToWire(order.billingAddress),
    shipping_address: order.shippingAddress && addressToWire(order.shippingAddress),
    customer: order.customer && customerToWire(order.customer),
    shipping_countries: order.shippingCountries,
    billing_countries: order.billingCountries,
    external_payment_methods: order.externalPaymentMethods?.map(externalPaymentMethodToWire),
    attachment: order.extraMerchantData && {
      content_type: EXTRA_MERCHANT_DATA,
      body: JSON.stringify(order.extraMerchantData),
    },
    merchant_data: order.merchantData,
  });
}

function merchantUrlsToWire(urls: CheckoutMerchantUrls) {
  return given({
    terms: urls.terms,
    checkout: urls.checkout,
    confirmation: urls.confirmation,
    push: urls.push,
    notification: urls.notification,
  });
}

function addressToWire(address: CheckoutAddress) {
  return given({
    given_name: address.givenName,
    family_name: address.familyName,
    email: address.email,
    phone: address.phone,
    title: address.title,
    organization_name: address.organizationName,
    attention: address.attention,
    care_of: address.careOf,
    street_address: address.streetAddress,
    street_address2: address.streetAddress2,
    street_name: address.streetName,
    street_number: address.streetNumber,
    house_extension: address.houseExtension,
    postal_code: address.postalCode,
    city: address.city,
    region: address.region,
    country: address.country,
  });
}

function customerToWire(customer: CheckoutCustomer) {
  return given({
    type: customer.type?.toLowerCase(),
    date_of_birth: customer.dateOfBirth,
    organization_registration_id: customer.organizationRegistrationId,
    vat_id: customer.vatId,
  });
}

function externalPaymentMethodToWire(method: ExternalPaymentMethod) {
  return given({
    name: method.name,
    redirect_url: method.redirectUrl,
    image_url: method.imageUrl,
    fee: method.feeMinor,
    description: method.description,
    countries: method.countries,
    label: method.label?.toLowerCase(),
  });
}

export function readCheckoutOrder(body: WireObject): CheckoutOrderReading {
  return {
    orderId: body.string('order_id'),
    status: recognise(CHECKOUT_STATUSES, body.string('status')),
    purchaseCountry: body.string('purchase_country').toUpperCase(),
    purchaseCurrency: body.string('purchase_currency').toUpperCase(),
    orderAmountMinor: body.integer('order_amount'),
    orderTaxAmountMinor: body.integer('order_tax_amount'),
    orderLines: readOrderLines(body),
    merchantReference1: body.stringOrNull('merchant_reference1'),
    merchantReference2: body.stringOrNull('merchant_reference2'),
    startedAt: body.instantOrNull('started_at'),
    completedAt: body.instantOrNull('completed_at'),
    lastModifiedAt: body.instantOrNull('last_modified_at'),
    checkboxes: (body.objectOrNull('merchant_requested')?.list('additional_checkboxes') ?? []).map((box) => ({
      id: box.string('id'),
      checked: box.boolean('checked'),
    })),
  };
}

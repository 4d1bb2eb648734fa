import {
  CHECKOUT_STATUSES,
  type CheckoutAddress,
  type CheckoutMerchantUrls,
  type CheckoutOrderReading,
  type NewCheckoutOrder,
} from '../checkout-order.js';
import { orderLineToWire } from './order-line.wire.js';
import { given, recognise, type WireObject } from './wire-object.js';

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
    options:
      order.options &&
      given({
        acquiring_channel: order.options.acquiringChannel,
        auto_capture: order.options.autoCapture,
      }),
    billing_address: order.billingAddress && addressToWire(order.billingAddress),
    customer: order.customer && given({ date_of_birth: order.customer.dateOfBirth }),
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
    street_address: address.streetAddress,
    street_address2: address.streetAddress2,
    postal_code: address.postalCode,
    city: address.city,
    region: address.region,
    country: address.country,
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
    merchantReference1: body.stringOrNull('merchant_reference1'),
    startedAt: body.instantOrNull('started_at'),
    completedAt: body.instantOrNull('completed_at'),
    lastModifiedAt: body.instantOrNull('last_modified_at'),
  };
}

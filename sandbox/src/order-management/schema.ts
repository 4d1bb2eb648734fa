import { Check, Fault, Fields, flag, integer, Json, known, list, object, text } from '../check.js';
import { ApiError, badValue } from '../http/errors.js';

/** Field rules of Order Management (its official description). */

const amountMax = 200_000_000;
const amount = integer({ min: 0, max: amountMax });
const signed = integer({ max: amountMax });

const productIdentifiers = object({
  brand: text({ max: 70 }),
  color: text({ max: 64 }),
  category_path: text({ max: 750 }),
  global_trade_item_number: text({ max: 50 }),
  manufacturer_part_number: text({ max: 70 }),
  size: text({ max: 64 }),
});

export const lineTypes =
  'physical discount shipping_fee sales_tax store_credit gift_card digital surcharge return_fee'.split(' ');

const line = object(
  {
    type: text({ oneOf: lineTypes }),
    reference: text(),
    name: text(),
    quantity: integer({ min: 0 }),
    quantity_unit: text({ max: 10 }),
    unit_price: signed,
    tax_rate: integer({ min: 0 }),
    total_amount: signed,
    total_discount_amount: amount,
    total_tax_amount: signed,
    merchant_data: text({ max: 1024 }),
    product_url: text({ max: 1024 }),
    image_url: text({ max: 1024 }),
    product_identifiers: productIdentifiers,
    subscription: object(
      {
        name: text(),
        interval: text({ oneOf: ['DAY', 'WEEK', 'MONTH', 'YEAR'] }),
        interval_count: integer({ min: 1 }),
      },
      ['interval', 'interval_count', 'name'],
    ),
  },
  ['name', 'quantity', 'unit_price', 'total_amount'],
);

export const lines = list(line, { max: 1000 });

const shippingMethods =
  `PickUpStore Home BoxReg BoxUnreg PickUpPoint Own Postal DHLPackstation Digital Undefined PickUpWarehouse
   ClickCollect PalletDelivery`.split(/\s+/);

const shipment = object({
  shipping_company: text({ max: 100 }),
  shipping_method: text({ oneOf: shippingMethods }),
  tracking_number: text({ max: 100 }),
  tracking_uri: text({ max: 1024 }),
  return_shipping_company: text({ max: 100 }),
  return_tracking_number: text({ max: 100 }),
  return_tracking_uri: text({ max: 1024 }),
});

export const captureBody = object(
  {
    captured_amount: amount,
    description: text(),
    reference: text(),
    order_lines: lines,
    shipping_info: list(shipment, { max: 500 }),
    shipping_delay: integer({ min: 0 }),
  },
  ['captured_amount'],
);

export const refundBody = object(
  {
    refunded_amount: amount,
    description: text(),
    reference: text(),
    order_lines: lines,
    credit_invoice: flag,
  },
  ['refunded_amount'],
);

export const authorizationBody = object({ order_amount: amount, description: text(), order_lines: lines }, [
  'order_amount',
]);

export const referencesBody = object({ merchant_reference1: text(), merchant_reference2: text() });

export const shippingInfoBody = object({ shipping_info: list(shipment, { min: 1, max: 500 }) }, [
  'shipping_info',
]);

export const dueDateBody = object({ number_of_days: integer({ min: 1, max: 2 ** 31 - 1 }) }, [
  'number_of_days',
]);

/** How long the fields of an address may be. */
export const addressLengths: Record<string, number> = {
  given_name: 100,
  family_name: 100,
  email: 100,
  phone: 100,
  street_address: 100,
  street_address2: 100,
  city: 200,
  region: 200,
  postal_code: 10,
  title: 20,
  organization_name: 255,
  attention: 255,
  country: 2,
};

const addressFields: Fields = Object.fromEntries(
  Object.entries(addressLengths).map(([name, max]) => [name, text({ max })]),
);

export const addressBody = object({
  shipping_address: object({ ...addressFields, country: text({ pattern: /^[A-Za-z]{2}$/ }) }),
});

/** Refuses a body: 422 when something is too long, 400 for anything else. Gives what is kept of it. */
export function demand(check: Check, body: Json): Json {
  const faults: Fault[] = [];
  check(body, '', faults);
  if (faults.some((fault) => !fault.tooLong)) throw badValue(faults);
  if (faults.length) throw new ApiError(422, 'UNPROCESSABLE_ENTITY', badValue(faults).messages);
  return known(check, body);
}

/** The same for an address, which has a code of its own. */
export function demandAddress(body: Json): Json {
  const faults: Fault[] = [];
  addressBody(body, '', faults);
  if (faults.length) throw new ApiError(422, 'INVALID_ADDRESS', badValue(faults).messages);
  return known(addressBody, body);
}

import { both, Check, day, flag, integer, isObject, list, object, text, url } from '../check.js';

/** Field rules of a checkout order (the Checkout API's official description and its guides). */

const amountMax = 100_000_000;
const color = text({ pattern: /^#[A-Fa-f0-9]{6}$/ });
const names = (all: string, rule: Check) => Object.fromEntries(all.split(' ').map((name) => [name, rule]));

/** A consumer's address. */
export const address = object({
  ...names(
    'given_name family_name email title street_address street_address2 street_name street_number house_extension ' +
      'postal_code city region phone country care_of organization_name attention',
    text(),
  ),
});

const customer = object({
  type: text({ oneOf: ['person', 'organization'] }),
  gender: text(),
  date_of_birth: day,
  organization_registration_id: text(),
  vat_id: text(),
});

const checkbox = { text: text({ max: 1000 }), checked: flag, required: flag };

const options = object({
  ...names(
    'require_validate_callback_success vat_removed allow_separate_shipping_address date_of_birth_mandatory ' +
      'title_mandatory national_identification_number_mandatory phone_mandatory show_subtotal_detail ' +
      'verify_national_identification_number auto_capture require_client_validation enable_discount_module ' +
      'show_vat_registration_number_field',
    flag,
  ),
  ...names(
    'color_button color_button_text color_checkbox color_checkbox_checkmark color_header color_link',
    color,
  ),
  acquiring_channel: text({ oneOf: ['ECOMMERCE', 'MOTO', 'IN_STORE', 'TELESALES'] }),
  shipping_details: text(),
  additional_merchant_terms: text({ max: 6000 }),
  radius_border: text(),
  additional_checkbox: object(checkbox, ['checked', 'required', 'text']),
  additional_checkboxes: list(object({ ...checkbox, id: text() }, ['checked', 'id', 'required', 'text'])),
  allowed_customer_types: list(text({ oneOf: ['person', 'organization'] }), { min: 1, max: 2 }),
});

const apart: Check = (value, path, faults) => {
  if (!isObject(value) || typeof value.push !== 'string') return;
  if (value.push === value.checkout || value.push === value.confirmation) {
    faults.push({ path: `${path}.push`, note: 'must differ from checkout and confirmation' });
  }
};

const merchantUrls = both(
  object(
    {
      ...names('terms checkout confirmation push notification cancellation_terms', url()),
      ...names(
        'validation address_update shipping_option_update country_change upsell upsell_validation',
        url({ https: true }),
      ),
    },
    ['terms', 'checkout', 'confirmation', 'push'],
  ),
  apart,
);

const subscription = object(
  {
    name: text(),
    interval: text({ oneOf: ['DAY', 'WEEK', 'MONTH', 'YEAR'] }),
    interval_count: integer({ min: 1 }),
  },
  ['interval', 'interval_count'],
);

const size = integer({ min: 0 });
const shippingAttributes = object({
  weight: size,
  dimensions: object({ height: size, width: size, length: size }),
  tags: list(text()),
});

const productIdentifiers = object({
  brand: text({ max: 70 }),
  color: text({ max: 64 }),
  category_path: text({ max: 750 }),
  global_trade_item_number: text({ max: 50 }),
  manufacturer_part_number: text({ max: 70 }),
  size: text({ max: 64 }),
});

const line = object(
  {
    type: text(),
    reference: text(),
    name: text({ min: 1 }),
    quantity: integer({ min: 0 }),
    quantity_unit: text({ min: 1, max: 8 }),
    unit_price: integer({ max: amountMax }),
    tax_rate: integer({ min: 0, max: 10_000 }),
    total_amount: integer({ max: amountMax }),
    total_discount_amount: integer({ min: 0 }),
    total_tax_amount: integer(),
    merchant_data: text({ max: 1024 }),
    product_url: text({ max: 1024 }),
    image_url: text({ max: 1024 }),
    product_identifiers: productIdentifiers,
    shipping_attributes: shippingAttributes,
    subscription,
  },
  ['name', 'quantity', 'unit_price', 'tax_rate', 'total_amount', 'total_tax_amount'],
);

const discountLine = object(
  {
    name: text({ min: 1 }),
    quantity: integer({ min: 0 }),
    unit_price: integer({ max: 0 }),
    tax_rate: integer({ min: 0, max: 10_000 }),
    total_amount: integer({ max: 0 }),
    total_tax_amount: integer(),
    reference: text(),
    merchant_data: text({ max: 1024 }),
  },
  ['name', 'quantity', 'unit_price', 'tax_rate', 'total_amount', 'total_tax_amount'],
);

const shippingMethods =
  'PickUpStore Home BoxReg BoxUnreg PickUpPoint Own Postal DHLPackstation Digital'.split(' ');
const deliveryDetails = object({
  carrier: text(),
  class: text(),
  product: object(names('name identifier', text())),
  timeslot: object(names('id start end', text())),
  pickup_location: object({ ...names('id name', text()), address }),
});
const addon = object({ type: text(), price: integer(), external_id: text(), user_input: text() });
const shippingOption = object(
  {
    id: text(),
    name: text({ min: 1 }),
    description: text(),
    promo: text(),
    price: integer(),
    preselected: flag,
    tax_amount: integer(),
    tax_rate: integer({ min: 0 }),
    shipping_method: text({ oneOf: shippingMethods }),
    tms_reference: text(),
    delivery_details: deliveryDetails,
    selected_addons: list(addon),
  },
  ['id', 'name', 'price', 'tax_amount', 'tax_rate'],
);

const paymentProvider = (required: string[]) =>
  object(
    {
      name: text(),
      fee: integer(),
      description: text({ max: 500 }),
      countries: list(text()),
      label: text({ oneOf: ['continue', 'complete'] }),
      redirect_url: url({ min: 7, https: true }),
      image_url: url({ https: true }),
    },
    required,
  );

const emdType = /^application\/vnd\.klarna\.internal\.emd-v2\+json/;
const jsonText: Check = (value, path, faults) => {
  try {
    if (typeof value !== 'string') throw new Error();
    JSON.parse(value);
  } catch {
    faults.push({ path, note: 'must be JSON in a string' });
  }
};

/** Checks the shape of a whole order; amounts are checked against each other elsewhere. */
export const checkOrder = object(
  {
    purchase_country: text({ pattern: /^[A-Za-z]{2}$/ }),
    purchase_currency: text({ pattern: /^[A-Za-z]{3}$/ }),
    locale: text({ pattern: /^[A-Za-z]{2}(-[A-Za-z]{2})*$/ }),
    order_amount: integer({ min: 0 }),
    order_tax_amount: integer({ min: 0 }),
    order_lines: list(line, { max: 1000 }),
    merchant_urls: merchantUrls,
    billing_address: address,
    shipping_address: address,
    customer,
    options,
    merchant_reference1: text(),
    merchant_reference2: text(),
    merchant_data: text({ max: 6000 }),
    attachment: object({ body: jsonText, content_type: text({ pattern: emdType }) }, [
      'body',
      'content_type',
    ]),
    external_payment_methods: list(paymentProvider(['name', 'redirect_url'])),
    external_checkouts: list(paymentProvider(['name', 'redirect_url', 'image_url'])),
    shipping_countries: list(text({ pattern: /^[A-Za-z]{2}$/ })),
    billing_countries: list(text({ pattern: /^[A-Za-z]{2}$/ })),
    shipping_options: list(shippingOption),
    selected_shipping_option: shippingOption,
    gui: object({ options: list(text()) }),
    recurring: flag,
    recurring_description: text(),
    tags: list(text()),
    discount_lines: list(discountLine),
  },
  [
    'purchase_country',
    'purchase_currency',
    'locale',
    'order_amount',
    'order_tax_amount',
    'order_lines',
    'merchant_urls',
  ],
);

/** The fields a merchant may write; anything else that is sent is tolerated and left out. */
export const writableFields =
  `purchase_country purchase_currency locale order_amount order_tax_amount order_lines merchant_urls
   billing_address shipping_address customer options merchant_reference1 merchant_reference2 merchant_data
   attachment external_payment_methods external_checkouts shipping_countries billing_countries shipping_options
   selected_shipping_option gui recurring recurring_description tags discount_lines`.split(/\s+/);

import { Check, flag, integer, list, object, text, url } from '../check.js';

/** Field rules of the Hosted Payment Page API (its official description). */

/** Merchant addresses; an empty one counts as not given. */
const optional =
  (check: Check): Check =>
  (value, path, faults) => {
    if (value !== '') check(value, path, faults);
  };

const categories = [
  'DIRECT_DEBIT',
  'DIRECT_BANK_TRANSFER',
  'PAY_NOW',
  'PAY_LATER',
  'PAY_OVER_TIME',
  'KLARNA',
];

/** An enumeration whose guides also write it in small letters. */
const anyCase =
  (values: string[]): Check =>
  (value, path, faults) => {
    if (typeof value !== 'string' || !values.includes(value.toUpperCase())) faults.push({ path });
  };

const page = optional(url());

export const checkSession = object(
  {
    payment_session_url: url(),
    profile_id: text({ max: 2000 }),
    merchant_urls: object({
      success: page,
      failure: page,
      error: page,
      back: page,
      cancel: page,
      status_update: optional(url({ https: true })),
    }),
    options: object({
      page_title: text({ max: 2000 }),
      logo_url: url(),
      background_images: list(object({ url: url(), width: integer({ min: 0 }) })),
      purchase_type: anyCase(['BUY', 'RENT', 'BOOK', 'SUBSCRIBE', 'DOWNLOAD', 'ORDER', 'CONTINUE']),
      show_subtotal_detail: anyCase(['HIDE']),
      place_order_mode: anyCase(['NONE', 'PLACE_ORDER', 'CAPTURE_ORDER']),
      payment_method_category: anyCase(categories),
      payment_method_categories: list(anyCase(categories)),
      payment_fallback: flag,
    }),
  },
  ['payment_session_url'],
);

export const checkDistribution = object(
  {
    method: text({ oneOf: ['sms', 'email', 'token'] }),
    template: text({ oneOf: ['INSTORE_PURCHASE'] }),
    contact_information: object({
      email: text({ max: 2000 }),
      phone: text({ max: 2000 }),
      phone_country: text({ max: 2000 }),
      access_id: text({ max: 2000 }),
    }),
  },
  ['method', 'contact_information'],
);

import { Account, sellsIn } from '../accounts.js';
import { absent, Fault, isObject, Json, known } from '../check.js';
import { ApiError, badValue, notFound } from '../http/errors.js';
import type { CheckoutOrder } from '../state.js';
import type { World } from '../world.js';
import { canBeSummed, checkAmounts } from './arithmetic.js';
import { checkOrder, writableFields } from './schema.js';

const hourMs = 60 * 60 * 1000;
/** An order lives so long after the last merchant update or consumer interaction. */
export const orderLifeMs = 48 * hourMs;

export const orderExpiresAt = (order: CheckoutOrder): number => order.touchedAt + orderLifeMs;

/** Objects that an update completes field by field; all else is replaced whole. */
const mergedObjects = ['merchant_urls', 'options', 'customer', 'billing_address', 'shipping_address', 'gui'];
const addresses = ['billing_address', 'shipping_address'];

/** The order as it would be after a write; null takes a field away. */
function merge(stored: Json, given: Json, addressTyped: boolean): Json {
  const merged: Json = { ...stored };
  for (const name of writableFields) {
    const value = given[name];
    if (value === undefined || (addressTyped && addresses.includes(name))) continue;
    if (value === null) delete merged[name];
    else if (mergedObjects.includes(name) && isObject(value) && isObject(merged[name])) {
      merged[name] = { ...merged[name], ...value };
    } else merged[name] = value;
  }
  return merged;
}

/** Refuses an order with everything that is wrong in it, in one `BAD_VALUE`; gives what is kept of it. */
function checked(account: Account, body: Json): Json {
  const faults: Fault[] = [];
  checkOrder(body, '', faults);
  checkContract(account, body, faults);
  if (canBeSummed(body, faults)) checkAmounts(body, faults);
  if (faults.length) throw badValue(faults);
  return known(checkOrder, body);
}

/** What the merchant's contract must allow. */
function checkContract(account: Account, body: Json, faults: Fault[]): void {
  const { purchase_country: country, purchase_currency: currency } = body;
  const wellFormed = !faults.some((fault) => /^purchase_c/.test(fault.path));
  if (wellFormed && !sellsIn(account, String(country), String(currency)))
    faults.push({ path: 'purchase_currency' });
  const options = isObject(body.options) ? body.options : {};
  if (options.auto_capture === true && !account.autoCapture) faults.push({ path: 'options.auto_capture' });
  if (body.recurring === true && !account.recurring) faults.push({ path: 'recurring' });
  if (account.externalPaymentMethods) return;
  for (const name of ['external_payment_methods', 'external_checkouts']) {
    if (Array.isArray(body[name]) && body[name].length) faults.push({ path: name });
  }
}

export function createOrder(world: World, account: Account, given: Json): CheckoutOrder {
  const body = checked(account, merge({}, given, false));
  const now = world.clock.now();
  const order: CheckoutOrder = {
    id: world.random.uuid(),
    merchantId: account.merchantId,
    status: 'checkout_incomplete',
    body,
    startedAt: now,
    modifiedAt: now,
    touchedAt: now,
    completedAt: null,
    addressTyped: false,
    fraud: 'ACCEPTED',
    merchantRequested: null,
    recurringToken: null,
    sessionIds: [],
  };
  world.state.orders.set(order.id, order);
  return order;
}

/** The living order of that id; expired and unknown ones are alike. */
export function findOrder(world: World, account: Account, id: string): CheckoutOrder {
  const order = world.state.orders.get(id);
  if (!order || order.merchantId !== account.merchantId || world.clock.now() >= orderExpiresAt(order)) {
    throw notFound('Order was not found: create a new one');
  }
  return order;
}

function demandOpen(order: CheckoutOrder): void {
  if (order.status !== 'checkout_incomplete')
    throw new ApiError(403, 'READ_ONLY_ORDER', ['Resource is read-only']);
}

export function updateOrder(world: World, account: Account, order: CheckoutOrder, given: Json): void {
  demandOpen(order);
  order.body = checked(account, merge(order.body, given, order.addressTyped));
  order.modifiedAt = order.touchedAt = world.clock.now();
}

export function abortOrder(world: World, order: CheckoutOrder): void {
  demandOpen(order);
  order.status = 'checkout_aborted';
  order.modifiedAt = order.touchedAt = world.clock.now();
}

export const optionsOf = (order: CheckoutOrder): Json =>
  isObject(order.body.options) ? order.body.options : {};

export const channelOf = (order: CheckoutOrder): string =>
  String(optionsOf(order).acquiring_channel ?? 'ECOMMERCE');

/** A merchant's address with the order's id in it, or null when none was given. */
export function merchantUrl(order: CheckoutOrder, name: string): string | null {
  const urls = order.body.merchant_urls;
  const url = isObject(urls) ? urls[name] : undefined;
  return typeof url === 'string' && url ? url.replaceAll('{checkout.order.id}', order.id) : null;
}

const snippet = (order: CheckoutOrder): string =>
  `<div id='klarna-checkout-container' data-order='${order.id}' data-status='${order.status}'></div>`;

/** The order as the API shows it. */
export function presentOrder(world: World, order: CheckoutOrder): Json {
  const { body } = order;
  const country = String(body.purchase_country);
  const shippingCountries = absent(body.shipping_countries) ? [country] : body.shipping_countries;
  const shown: Json = {
    order_id: order.id,
    name: world.account(order.merchantId).name,
    status: order.status,
    ...body,
    shipping_countries: shippingCountries,
    billing_countries: absent(body.billing_countries) ? shippingCountries : body.billing_countries,
    options: { allow_separate_shipping_address: country.toUpperCase() === 'DE', ...optionsOf(order) },
    html_snippet: snippet(order),
    started_at: world.clock.iso(order.startedAt),
    last_modified_at: world.clock.iso(order.modifiedAt),
  };
  if (order.completedAt !== null) shown.completed_at = world.clock.iso(order.completedAt);
  if (order.merchantRequested) shown.merchant_requested = order.merchantRequested;
  if (order.recurringToken) shown.recurring_token = order.recurringToken;
  return shown;
}

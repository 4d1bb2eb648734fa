import type { Account } from '../accounts.js';
import { absent, Json } from '../check.js';
import type { ManagedOrder } from '../state.js';
import type { World } from '../world.js';
import { capturedOf, dayMs, extendedUntil, restate } from './lifetime.js';
import { notAllowed, refusal } from './orders.js';
import { authorizationBody, demand, demandAddress, referencesBody } from './schema.js';

const isOpen = (order: ManagedOrder): boolean =>
  order.status === 'AUTHORIZED' || order.status === 'PART_CAPTURED';

const raisable = ['INVOICE', 'INVOICE_BUSINESS', 'ACCOUNT'];
const fixedAmountCountries = 'AT DE DK FI FR NL NO SE'.split(' ');

/** Whether the payment method lets the total be raised (docs.klarna.com, update order amount). */
function mayBeRaised(order: ManagedOrder): boolean {
  const { type } = order.paymentMethod;
  const country = String(order.body.purchase_country).toUpperCase();
  if (type === 'DIRECT_DEBIT') return country !== 'CH';
  return raisable.includes(type) || (type === 'FIXED_AMOUNT' && fixedAmountCountries.includes(country));
}

/** Sets a new total and a new set of lines; lines that are left out are gone. */
export function updateAuthorization(order: ManagedOrder, asked: Json): void {
  const given = demand(authorizationBody, asked);
  const amount = given.order_amount as number;
  const captured = capturedOf(order);
  if (!isOpen(order)) throw notAllowed("Update not allowed in the order's state");
  if (order.fraud === 'REJECTED') throw notAllowed('Update not allowed by the risk assessment');
  if (amount < captured) {
    throw notAllowed(`New order amount ${amount} is lower than the captured amount ${captured}`);
  }
  if (amount > order.amount && !mayBeRaised(order))
    throw notAllowed('Payment method does not allow a higher amount');
  order.amount = amount;
  order.body.order_lines = given.order_lines ?? [];
  restate(order);
}

export function cancel(order: ManagedOrder): void {
  if (order.captures.length > 0)
    throw refusal('CANCEL_NOT_ALLOWED', 'Cancel not allowed: the order has captures');
  if (order.status !== 'AUTHORIZED') {
    throw refusal('CANCEL_NOT_ALLOWED', `Cancel not allowed: the order is ${order.status.toLowerCase()}`);
  }
  order.status = 'CANCELLED';
}

/** Gives up what is not captured yet. */
export function release(order: ManagedOrder): void {
  if (order.status === 'CANCELLED') throw notAllowed('Release not allowed: the order is cancelled');
  if (order.captures.length === 0) throw notAllowed('Release not allowed: the order has no captures');
  if (order.status !== 'PART_CAPTURED') throw notAllowed('Release not allowed: the order is fully captured');
  order.released = true;
  restate(order);
}

const unextendable = ['US', 'ES', 'FR', 'IT', 'PT'];
const longestLifeMs = 180 * dayMs;
const farEnoughMs = 90 * dayMs;

/** Keeps an authorization longer, counted from the day of the call. */
export function extendAuthorization(world: World, account: Account, order: ManagedOrder): void {
  const now = world.clock.now();
  if (!isOpen(order)) throw notAllowed(`Extension not allowed: the order is ${order.status.toLowerCase()}`);
  if (order.paymentMethod.type === 'CARD') throw notAllowed('Extension not allowed for card payments');
  if (unextendable.includes(String(order.body.purchase_country).toUpperCase())) {
    throw notAllowed('Extension not allowed in this country');
  }
  if (now > order.createdAt + longestLifeMs) throw notAllowed('Extension not allowed after 180 days');
  if (order.expiresAt - now >= farEnoughMs)
    throw notAllowed('Extension not allowed: it is 90 days or more away');
  order.expiresAt = Math.max(order.expiresAt, extendedUntil(now, account.authorizationDays));
}

/** Only the references that are given change; an empty one clears. */
export function updateReferences(order: ManagedOrder, given: Json): void {
  demand(referencesBody, given);
  if (['CANCELLED', 'EXPIRED', 'CLOSED'].includes(order.status)) {
    throw notAllowed(`Update not allowed: the order is ${order.status.toLowerCase()}`);
  }
  for (const name of ['merchant_reference1', 'merchant_reference2']) {
    if (!absent(given[name])) order.body[name] = given[name] === '' ? undefined : given[name];
  }
}

/** Changes the shipping address; the billing address stays as the consumer gave it. */
export function updateCustomer(order: ManagedOrder, asked: Json): void {
  if (!absent(asked.billing_address)) throw notAllowed('Billing address cannot be updated');
  const given = demandAddress(asked);
  if (order.status !== 'AUTHORIZED' || order.fraud === 'REJECTED') {
    throw notAllowed("Update customer details not allowed in the order's state");
  }
  if (!absent(given.shipping_address)) order.body.shipping_address = given.shipping_address;
}

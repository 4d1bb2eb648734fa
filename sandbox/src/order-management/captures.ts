import type { Account } from '../accounts.js';
import type { Json } from '../check.js';
import { badValue } from '../http/errors.js';
import type { Capture, ManagedOrder } from '../state.js';
import type { World } from '../world.js';
import { dayMs, remainingOf, restate } from './lifetime.js';
import { notAllowed, refusal } from './orders.js';
import { captureBody, demand, dueDateBody } from './schema.js';

const refused = (message: string) => refusal('CAPTURE_NOT_ALLOWED', message);

/** Captures the whole or a part (docs.klarna.com, order management: capture); acknowledges the order too. */
export function capture(world: World, account: Account, order: ManagedOrder, asked: Json): Capture {
  const given = demand(captureBody, asked);
  const amount = given.captured_amount as number;
  if (Number(given.shipping_delay ?? 0) > 0 && !account.shippingDelay)
    throw badValue([{ path: 'shipping_delay' }]);
  if (order.status === 'CANCELLED') throw refused('Capture not allowed: the order is cancelled');
  if (order.status === 'EXPIRED') throw refused('Capture not allowed: the order has expired');
  if (order.fraud === 'PENDING') throw refused('Capture not allowed: the order is under review');
  if (amount > remainingOf(order)) {
    throw refused('Capture not allowed: the amount is higher than the remaining authorized amount');
  }
  if (amount === 0) throw refused('Capture not allowed: the amount must be at least 1');
  order.acknowledged = true;
  return addCapture(world, order, given);
}

/** How long a consumer has to pay. */
const paymentDays = 30;

/** Books a capture that is allowed. */
export function addCapture(world: World, order: ManagedOrder, given: Json): Capture {
  const now = world.clock.now();
  const { description, reference, order_lines } = given;
  const added: Capture = {
    id: world.random.uuid(),
    reference: `${order.reference}-${order.captures.length + 1}`,
    amount: given.captured_amount as number,
    at: now,
    refunded: 0,
    dueAt: now + paymentDays * dayMs,
    body: {
      description,
      reference,
      order_lines: order_lines ?? [],
      billing_address: order.body.billing_address,
      shipping_address: order.body.shipping_address,
    },
    shippingInfo: [...((given.shipping_info as Json[] | null | undefined) ?? [])],
    sendOuts: 1,
  };
  order.captures.push(added);
  restate(order);
  return added;
}

const payLater = ['INVOICE', 'INVOICE_BUSINESS', 'ACCOUNT', 'FIXED_AMOUNT', 'PAY_LATER_IN_PARTS'];
/** What a merchant pays for so many days more, in minor units. */
const extensionFees = [
  { amount: 195, number_of_days: 10 },
  { amount: 295, number_of_days: 20 },
  { amount: 395, number_of_days: 30 },
];

/** The days a consumer's due date can be put off by; for pay-later orders only. */
export const dueDateOptions = (order: ManagedOrder): typeof extensionFees =>
  payLater.includes(order.paymentMethod.type) && order.status !== 'CLOSED' ? extensionFees : [];

export function extendDueDate(order: ManagedOrder, captured: Capture, given: Json): void {
  demand(dueDateBody, given);
  const days = given.number_of_days as number;
  if (!dueDateOptions(order).some((option) => option.number_of_days === days)) {
    throw notAllowed('The due date cannot be extended by this number of days');
  }
  captured.dueAt += days * dayMs;
}

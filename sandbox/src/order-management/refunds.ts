import { isObject, Json } from '../check.js';
import type { Capture, ManagedOrder, Refund } from '../state.js';
import type { World } from '../world.js';
import { capturedOf, refundedOf, restate } from './lifetime.js';
import { refusal } from './orders.js';
import { demand, refundBody } from './schema.js';

interface Line {
  type?: string;
  reference?: string;
  total_amount: number;
}

const returnFeeCountries = 'AT DE DK FI FR NL NO SE IT ES IE PT CZ AU GR'.split(' ');
const refused = (message: string) => refusal('REFUND_NOT_ALLOWED', message);
const sumOf = (lines: Line[]): number => lines.reduce((sum, line) => sum + line.total_amount, 0);
const linesOf = (body: Json): Line[] => (Array.isArray(body.order_lines) ? (body.order_lines as Line[]) : []);

/** Gives money back, against the order (docs.klarna.com, order management: refund). */
export function refund(world: World, order: ManagedOrder, asked: Json): Refund {
  const given = demand(refundBody, asked);
  const amount = given.refunded_amount as number;
  if (order.status === 'CANCELLED') throw refused('Refund not allowed: the order is cancelled');
  if (order.captures.length === 0) throw refused('Refund not allowed: the order has no captures');
  if (amount > capturedOf(order) - refundedOf(order)) {
    throw refused('Refund not allowed: the amount is higher than what is captured and not refunded yet');
  }
  if (amount === 0) throw refused('Refund not allowed: the amount must be at least 1');
  checkReturnFee(order, given);
  allocate(order, amount, linesOf(given));
  const { description, reference, order_lines } = given;
  const added: Refund = {
    id: world.random.uuid(),
    amount,
    at: world.clock.now(),
    body: { description, reference, order_lines: order_lines ?? [], ...creditInvoice(order) },
  };
  order.refunds.push(added);
  restate(order);
  return added;
}

const creditInvoice = (order: ManagedOrder): Json =>
  order.paymentMethod.type === 'INVOICE_BUSINESS' ? { credit_invoice: true } : {};

/** A return fee needs one capture of the whole order, lines that add up, and a country that allows it. */
function checkReturnFee(order: ManagedOrder, given: Json): void {
  const lines = linesOf(given);
  if (!lines.some((line) => line.type === 'return_fee' && line.total_amount < 0)) return;
  const whole = order.captures.length === 1 && order.captures[0]!.amount === order.amount;
  if (!whole) throw refused('Return fee not allowed: it needs exactly one capture of the whole order');
  if (sumOf(lines) !== given.refunded_amount)
    throw refused('Return fee not allowed: the lines do not add up');
  if (!returnFeeCountries.includes(String(order.body.purchase_country).toUpperCase())) {
    throw refused('Return fee not allowed in this country');
  }
}

/**
 * Lays a refund to the one capture whose lines it names, if its lines add up and it fits. Otherwise it is
 * accepted all the same but laid to none, and so are all that follow it.
 */
function allocate(order: ManagedOrder, amount: number, lines: Line[]): void {
  const target = order.allocationFailed
    ? undefined
    : order.captures.find((each) => fits(each, amount, lines));
  if (target) target.refunded += amount;
  else order.allocationFailed = true;
}

function fits(capture: Capture, amount: number, lines: Line[]): boolean {
  if (lines.length === 0 || sumOf(lines) !== amount || capture.amount - capture.refunded < amount)
    return false;
  const known = new Set(linesOf(capture.body).map((line) => (isObject(line) ? line.reference : undefined)));
  return lines
    .filter((line) => line.type !== 'return_fee')
    .every((line) => line.reference !== undefined && known.has(line.reference));
}

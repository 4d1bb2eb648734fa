import { Fault, isObject, Json } from '../check.js';

/**
 * The provider's arithmetic. Amounts are minor units, rates hundredths of a percent; tax is extracted
 * from a gross figure. Half minor units are rounded away from zero, within the tolerance of 1 for line taxes.
 */

interface Line {
  quantity: number;
  unit_price: number;
  tax_rate: number;
  total_amount: number;
  total_tax_amount: number;
  total_discount_amount?: number;
  type?: string;
}

/** Negative by its documents, or like the first (inferred): what the consumer pays with beside the order. */
const lowering = ['discount', 'gift_card', 'store_credit'];

const isSalesTax = (line: Line): boolean => line.type === 'sales_tax';

/** `total − total × 10000 / (10000 + rate)`, in whole minor units. */
export function taxWithin(total: number, rate: number): number {
  return Math.sign(total) * Math.round((Math.abs(total) * rate) / (10_000 + rate));
}

function checkLine(line: Line, path: string, untaxed: boolean, faults: Fault[]): void {
  const expectedTotal = line.quantity * line.unit_price - (line.total_discount_amount ?? 0);
  if (line.total_amount !== expectedTotal) faults.push({ path: `${path}.total_amount` });
  // "Negative when type is discount": one that raises the order is none.
  else if (lowering.includes(line.type ?? '') && line.total_amount > 0)
    faults.push({ path: `${path}.total_amount` });
  if (untaxed) {
    if (line.tax_rate !== 0) faults.push({ path: `${path}.tax_rate` });
    if (line.total_tax_amount !== 0) faults.push({ path: `${path}.total_tax_amount` });
    return;
  }
  const expectedTax = taxWithin(line.total_amount, line.tax_rate);
  const exactlyZero = line.tax_rate === 0 && line.type === 'discount';
  if (Math.abs(line.total_tax_amount - expectedTax) > (exactlyZero ? 0 : 1)) {
    faults.push({ path: `${path}.total_tax_amount` });
  }
}

const sum = (lines: Line[], of: (line: Line) => number): number =>
  lines.reduce((all, line) => all + of(line), 0);

/** Checks lines against themselves and totals against lines (rules A1 to A6). The shape must be right already. */
export function checkAmounts(order: Json, faults: Fault[]): void {
  const lines = order.order_lines as Line[];
  // In the United States prices are net and the tax is a line of its own.
  const net = String(order.purchase_country).toUpperCase() === 'US';
  lines.forEach((line, index) => checkLine(line, `order_lines[${index}]`, net, faults));
  if (order.order_amount !== sum(lines, (line) => line.total_amount)) faults.push({ path: 'order_amount' });
  const tax = net
    ? sum(lines.filter(isSalesTax), (line) => line.total_amount)
    : sum(lines, (line) => line.total_tax_amount);
  if (order.order_tax_amount !== tax) faults.push({ path: 'order_tax_amount' });
}

/** Whether the numbers that the arithmetic needs are there at all. */
export function canBeSummed(order: Json, faults: Fault[]): boolean {
  const numbers = /^order_lines|^order_amount|^order_tax_amount|^purchase_country/;
  return (
    isObject(order) && Array.isArray(order.order_lines) && !faults.some((fault) => numbers.test(fault.path))
  );
}

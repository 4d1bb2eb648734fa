import type { NetAmounts } from './net-prices.js';
import { LIMITS } from './order-limits.js';
import { type DraftLine, type LineAmounts, LOWERING_TYPES } from './order-line.js';
import { lineTotal, taxWithin } from './order-line.arithmetic.js';
import { checkNumbers, checkTexts, type LineReport } from './order-line.fields.js';

/** The numbers of one line: gross ones are final, net ones are rounded together with the other lines'. */
export type Settled = { kind: 'gross'; amounts: LineAmounts } | { kind: 'net'; amounts: NetAmounts };

/**
 * What the provider lets a given tax differ from the computed one by (rule A2). It names the computed one as a whole
 * number in its refusals, so the difference is taken from the rounded figure.
 */
const TAX_TOLERANCE = 1;

/**
 * Checks one line by itself: fields, rule A1 and rule A2. Each total is checked against the one computed from
 * quantity, price and discount, so that a line is right once every expected value has been taken over.
 * @returns null where a fault leaves nothing to reckon with; with other faults too the result is not to be used
 */
export function settleLine(line: DraftLine, pricesIncludeTax: boolean, report: LineReport): Settled | null {
  checkTexts(line, report);
  if (!checkNumbers(line, pricesIncludeTax, report)) return null;
  return line.unitPriceExcludingTax == null
    ? settleGross(line, pricesIncludeTax, report)
    : settleNet(line, report);
}

function settleGross(line: DraftLine, pricesIncludeTax: boolean, report: LineReport): Settled | null {
  const { quantity, taxRate } = line;
  const unitPrice = signedPrice(line, 'unitPrice', report);
  const discount = line.totalDiscountAmount ?? 0;
  const total = lineTotal(quantity, unitPrice, discount);
  if (!fits(total, 'totalAmount', report)) return null;

  if (line.totalAmount != null && line.totalAmount !== total) {
    const sum = `${quantity} × ${unitPrice} − ${discount} = ${total}`;
    report(
      'totalAmount',
      `Set it to quantity × unitPrice − totalDiscountAmount, ${sum}, or leave it out.`,
      `${total}`,
    );
  }
  const computed = taxWithin(total, taxRate);
  const tax = line.totalTaxAmount ?? computed;
  const untaxed = !pricesIncludeTax || (line.type === 'DISCOUNT' && taxRate === 0); // rules A6, A5
  const tolerance = untaxed ? 0 : TAX_TOLERANCE;
  if (!Number.isSafeInteger(tax) || Math.abs(tax - computed) > tolerance) {
    const held = `the tax held in ${total} at ${taxRate / 100} %`;
    const message = `Set it to ${computed}, ${held}, or leave it out; a difference of ${tolerance} is allowed.`;
    report('totalTaxAmount', message, `${computed}`);
  }
  const amounts = {
    quantity,
    unitPriceMinor: unitPrice,
    totalAmountMinor: total,
    totalDiscountAmountMinor: discount,
    totalTaxAmountMinor: tax,
  };
  return { kind: 'gross', amounts };
}

function settleNet(line: DraftLine, report: LineReport): Settled | null {
  const { quantity, taxRate } = line;
  const unitPriceExcludingTax = signedPrice(line, 'unitPriceExcludingTax', report);
  const discountExcludingTax = line.totalDiscountAmount ?? 0;
  const total = lineTotal(quantity, unitPriceExcludingTax, discountExcludingTax);
  if (!fits(total, 'unitPriceExcludingTax', report)) return null;
  for (const field of ['totalAmount', 'totalTaxAmount'] as const) {
    if (line[field] != null)
      report(field, 'Leave it out: beside unitPriceExcludingTax the totals are computed.');
  }
  return { kind: 'net', amounts: { quantity, unitPriceExcludingTax, discountExcludingTax, taxRate } };
}

/** The price of a unit; where a line that lowers the order would raise it, a fault, and the price that lowers it. */
function signedPrice(
  line: DraftLine,
  field: 'unitPrice' | 'unitPriceExcludingTax',
  report: LineReport,
): number {
  const { type, quantity } = line;
  const price = line[field]!;
  const isLowering = type != null && LOWERING_TYPES.includes(type);
  if (!isLowering || lineTotal(quantity, price, line.totalDiscountAmount ?? 0) <= 0) return price;
  const sold = type === 'GIFT_CARD' ? ' Give a card that is sold as a line of type DIGITAL.' : '';
  report(field, `Make it negative: a line of type ${type} lowers the order.${sold}`, `${-price}`);
  return -price;
}

/** Whether an order can hold a line of that total, and the arithmetic reckon with it exactly. */
function fits(total: number, field: 'totalAmount' | 'unitPriceExcludingTax', report: LineReport): boolean {
  const sum = 'Quantity × price − discount';
  if (total > LIMITS.lineAmount) {
    report(
      field,
      `${sum} exceeds ${LIMITS.lineAmount} minor units, the most a line may cost: split the line.`,
    );
  }
  if (total < LIMITS.lineAmountMin) {
    report(
      field,
      `${sum} is below ${LIMITS.lineAmountMin} minor units; no other lines could make up for it.`,
    );
  }
  return total <= LIMITS.lineAmount && total >= LIMITS.lineAmountMin;
}

import { type Fault, reporter } from './fault.js';
import { grossFromNet, netTotal, type NetAmounts } from './net-prices.js';
import { LIMITS } from './order-limits.js';
import type { BuiltLine, DraftLine, LineAmounts } from './order-line.js';
import { lineTotal, taxWithin } from './order-line.arithmetic.js';
import { checkNumbers, checkTexts, type LineReport } from './order-line.fields.js';

export interface LineOptions {
  /** false: rule A6, prices without tax. Default: true. */
  pricesIncludeTax?: boolean;
  /** What the lines must sum to (rule A3), where the shop says so. */
  amountMinor?: number | null;
  /** Where a sum that cannot be reached is reported. Default: the path of the lines. */
  amountPath?: string;
}

export type LinesResult =
  | { ok: true; amountMinor: number; taxAmountMinor: number; lines: BuiltLine[] }
  | { ok: false; faults: Fault[] };

/** What the provider lets a given tax differ from the computed one by (rule A2). */
const TAX_TOLERANCE = 1;

/**
 * Checks and completes lines by rules A1 to A6; for an order, a capture or a refund.
 * The sums are those of the lines (A3, A4); whether an amount of that size is allowed, the caller knows.
 *
 * A1 total = quantity × unit price − discount, exactly. A2 the tax is the one held in the total at the line's rate;
 * a given one may differ by 1 and is kept. A3, A4 amount and tax are the sums. A5 negative lines hold negative tax at
 * their own rate, by the same formula. A6 without tax in prices: rate and tax 0, the tax is the sum of SALES_TAX lines.
 *
 * @param path of the list in the input: `orderLines`
 * @returns all faults, in the order of the lines, or the lines; a line with net prices may have become two
 * Source: docs.klarna.com, checkout API: order line; checkout: tax handling.
 */
export function checkLines(
  drafts: readonly DraftLine[],
  path = 'orderLines',
  { pricesIncludeTax = true, amountMinor = null, amountPath = path }: LineOptions = {},
): LinesResult {
  const faults: Fault[] = [];
  const refuse = (message: string, expected?: string) => {
    reporter(faults, '')(path, message, expected);
    return { ok: false as const, faults };
  };
  if (drafts.length === 0) return refuse('Give at least one line.');
  if (drafts.length > LIMITS.lines) {
    return refuse(
      `Give at most ${LIMITS.lines} lines; there are ${drafts.length}.`,
      `at most ${LIMITS.lines}`,
    );
  }

  const settled = drafts.map((draft, i) => settle(draft, pricesIncludeTax, reporter(faults, `${path}.${i}`)));
  if (faults.length > 0) return { ok: false, faults };

  const nets = settled.filter((amounts) => amounts !== null && 'unitPriceExcludingTax' in amounts);
  const fixed = settled.filter((amounts) => amounts !== null && 'unitPriceMinor' in amounts);
  const fixedSum = fixed.reduce((sum, { totalAmountMinor }) => sum + totalAmountMinor, 0);
  const gross = grossFromNet(nets, amountMinor == null ? undefined : amountMinor - fixedSum);
  if (!gross.ok) {
    const range = [...new Set([fixedSum + gross.lowest, fixedSum + gross.highest])].join(' to ');
    reporter(faults, '')(amountPath, `The lines sum to ${range}, not ${amountMinor}.`, range);
    return { ok: false, faults };
  }

  const remaining = gross.lines.values();
  const lines = settled.flatMap((amounts, i) => {
    const pieces = amounts !== null && 'unitPriceMinor' in amounts ? [amounts] : remaining.next().value!;
    if (
      pieces.some(
        ({ unitPriceMinor, totalAmountMinor }) => tooLarge(unitPriceMinor) || tooLarge(totalAmountMinor),
      )
    ) {
      reporter(faults, `${path}.${i}`)('unitPriceExcludingTax', tooLargeMessage('With tax the line'));
    }
    return pieces.map((piece) => completed(drafts[i]!, piece));
  });
  if (faults.length > 0) return { ok: false, faults };
  if (lines.length > LIMITS.lines) {
    return refuse(
      `With tax these become ${lines.length} lines, since not every line divides into equal pieces; at most ${LIMITS.lines} fit.`,
    );
  }
  return { ok: true, lines, ...sums(lines, pricesIncludeTax) };
}

/** Rules A3 and A4, or A6. */
function sums(lines: readonly BuiltLine[], pricesIncludeTax: boolean) {
  let amountMinor = 0;
  let taxAmountMinor = 0;
  for (const line of lines) {
    amountMinor += line.totalAmountMinor;
    if (pricesIncludeTax) taxAmountMinor += line.totalTaxAmountMinor;
    else if (line.type === 'SALES_TAX') taxAmountMinor += line.totalAmountMinor;
  }
  return { amountMinor, taxAmountMinor };
}

/** The line's numbers: gross ones settled, net ones to be settled together; null where a fault stands in the way. */
function settle(
  line: DraftLine,
  pricesIncludeTax: boolean,
  report: LineReport,
): LineAmounts | NetAmounts | null {
  checkTexts(line, report);
  if (!checkNumbers(line, pricesIncludeTax, report)) return null;
  return line.unitPriceExcludingTax == null
    ? settleGross(line, line.unitPrice!, pricesIncludeTax, report)
    : settleNet(line, line.unitPriceExcludingTax, report);
}

function settleGross(line: DraftLine, unitPrice: number, pricesIncludeTax: boolean, report: LineReport) {
  const { quantity, taxRate } = line;
  const discount = line.totalDiscountAmount ?? 0;
  const total = lineTotal(quantity, unitPrice, discount);
  if (!within(total)) return outOfBounds(total, 'totalAmount', report);
  checkSign(line, total, 'unitPrice', report);

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
  const tolerance = pricesIncludeTax ? TAX_TOLERANCE : 0;
  if (!Number.isSafeInteger(tax) || Math.abs(tax - computed) > tolerance) {
    const rate = `${taxRate / 100} %`;
    const message = `Set it to ${computed}, the tax held in ${total} at ${rate}, or leave it out; a difference of ${tolerance} is allowed.`;
    report('totalTaxAmount', message, `${computed}`);
  }
  return {
    quantity,
    unitPriceMinor: unitPrice,
    totalAmountMinor: total,
    totalDiscountAmountMinor: discount,
    totalTaxAmountMinor: tax,
  };
}

function settleNet(line: DraftLine, unitPriceExcludingTax: number, report: LineReport) {
  const { quantity, taxRate } = line;
  const net = {
    quantity,
    unitPriceExcludingTax,
    discountExcludingTax: line.totalDiscountAmount ?? 0,
    taxRate,
  };
  const total = netTotal(net);
  if (!within(total)) return outOfBounds(total, 'unitPriceExcludingTax', report);
  checkSign(line, total, 'unitPriceExcludingTax', report);
  for (const field of ['totalAmount', 'totalTaxAmount'] as const) {
    if (line[field] != null)
      report(field, 'Leave it out: beside unitPriceExcludingTax the totals are computed.');
  }
  return net;
}

function checkSign(
  line: DraftLine,
  total: number,
  field: 'unitPrice' | 'unitPriceExcludingTax',
  report: LineReport,
) {
  if (line.type === 'DISCOUNT' && total > 0) {
    report(field, 'Make it negative: a line of type DISCOUNT lowers the order.', `${0 - line[field]!}`);
  }
}

function within(total: number): boolean {
  return Number.isSafeInteger(total) && !tooLarge(total) && total >= LIMITS.lineAmountMin;
}

function tooLarge(amount: number): boolean {
  return amount > LIMITS.lineAmount;
}

function tooLargeMessage(what: string): string {
  return `${what} exceeds ${LIMITS.lineAmount} minor units, the most a line may cost: split it.`;
}

function outOfBounds(
  total: number,
  field: 'totalAmount' | 'unitPriceExcludingTax',
  report: LineReport,
): null {
  const tooLow = `Quantity × price − discount is below ${LIMITS.lineAmountMin}; no order can make up for it.`;
  report(field, total > 0 ? tooLargeMessage('Quantity × price − discount') : tooLow);
  return null;
}

function completed(draft: DraftLine, amounts: LineAmounts): BuiltLine {
  return {
    type: draft.type ?? 'PHYSICAL',
    ...(draft.reference != null && { reference: draft.reference }),
    name: draft.name,
    ...(draft.quantityUnit != null && { quantityUnit: draft.quantityUnit }),
    ...amounts,
    taxRate: draft.taxRate,
    ...(draft.productUrl != null && { productUrl: draft.productUrl }),
    ...(draft.imageUrl != null && { imageUrl: draft.imageUrl }),
  };
}

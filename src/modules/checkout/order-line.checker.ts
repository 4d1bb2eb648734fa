import { type Fault, reporter } from './fault.js';
import { grossFromNet } from './net-prices.js';
import { LIMITS } from './order-limits.js';
import { detailsOf } from './order-line.details.js';
import type { BuiltLine, DraftLine, LineAmounts } from './order-line.js';
import { type Settled, settleLine } from './order-line.settler.js';

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

/**
 * Checks and completes lines by rules A1 to A6; for an order, a capture or a refund.
 * The sums are those of the lines; whether an amount of that size is allowed, the caller knows.
 *
 * A1: total = quantity × unit price − discount, exactly.
 * A2: the tax is the one held in the total at the line's rate; a given one may differ by 1 and is kept.
 * A3, A4: amount and tax are the sums over the lines.
 * A5: negative lines hold negative tax at their own rate, by the same formula; an untaxed discount holds exactly 0.
 * A6: without tax in prices every rate and tax is 0, and the tax is the sum of the SALES_TAX lines.
 *
 * @param path of the list in the input: `orderLines`
 * @returns all faults, in the order of the lines, or the lines; one with a net price may have become two
 * Source: docs.klarna.com, checkout API: order line; checkout: tax handling.
 */
export function checkLines(
  drafts: readonly DraftLine[],
  path = 'orderLines',
  { pricesIncludeTax = true, amountMinor = null, amountPath = path }: LineOptions = {},
): LinesResult {
  const faults: Fault[] = [];
  const report = reporter(faults, '');
  const count = drafts.length;
  if (count === 0) report(path, 'Give at least one line.', 'at least 1 line');
  if (count > LIMITS.lines) {
    report(path, `Give at most ${LIMITS.lines} lines; there are ${count}.`, `at most ${LIMITS.lines} lines`);
  }
  if (faults.length > 0) return { ok: false, faults };

  const settled = drafts.flatMap(
    (draft, i) => settleLine(draft, pricesIncludeTax, reporter(faults, `${path}.${i}`)) ?? [],
  );
  if (faults.length > 0) return { ok: false, faults };

  const amounts = roundTogether(settled, amountMinor);
  if ('range' in amounts) {
    report(amountPath, `The lines sum to ${amounts.range}, not ${amountMinor}.`, amounts.range);
    return { ok: false, faults };
  }
  amounts.forEach((pieces, i) => {
    if (pieces.some(exceedsLimit)) {
      const message = `With tax the line exceeds ${LIMITS.lineAmount} minor units, the most it may cost: split it.`;
      report(`${path}.${i}.unitPriceExcludingTax`, message);
    }
  });
  const lines = amounts.flatMap((pieces, i) => pieces.map((piece) => completed(drafts[i]!, piece)));
  if (lines.length > LIMITS.lines) {
    const message = `With tax these become ${lines.length} lines, since not every line divides into equal pieces.`;
    report(path, `${message} Give fewer, at most ${LIMITS.lines} fit.`, `at most ${LIMITS.lines} lines`);
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, lines, ...sums(lines, pricesIncludeTax) };
}

/** The gross amounts of every line; or the range that the sum can be in, where the wanted one is outside. */
function roundTogether(
  settled: readonly Settled[],
  wanted: number | null,
): LineAmounts[][] | { range: string } {
  const nets = settled.flatMap((line) => (line.kind === 'net' ? [line.amounts] : []));
  const grossSum = settled.reduce(
    (sum, line) => sum + (line.kind === 'gross' ? line.amounts.totalAmountMinor : 0),
    0,
  );
  const rounded = grossFromNet(nets, wanted === null ? undefined : wanted - grossSum);
  if (!rounded.ok) {
    const [lowest, highest] = [grossSum + rounded.lowest, grossSum + rounded.highest];
    return { range: lowest === highest ? `${lowest}` : `${lowest} to ${highest}` };
  }
  const netLines = rounded.lines.values();
  return settled.map((line) => (line.kind === 'gross' ? [line.amounts] : netLines.next().value!));
}

function exceedsLimit({ unitPriceMinor, totalAmountMinor }: LineAmounts): boolean {
  return unitPriceMinor > LIMITS.lineAmount || totalAmountMinor > LIMITS.lineAmount;
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

function completed(draft: DraftLine, amounts: LineAmounts): BuiltLine {
  const { reference, name, quantityUnit, taxRate, productUrl, imageUrl } = draft;
  return {
    type: draft.type ?? 'PHYSICAL',
    name,
    ...amounts,
    taxRate,
    ...(reference != null && { reference }),
    ...(quantityUnit != null && { quantityUnit }),
    ...(productUrl != null && { productUrl }),
    ...(imageUrl != null && { imageUrl }),
    ...detailsOf(draft),
  };
}

import type { LineAmounts } from './order-line.js';
import { floorDivide, lineTotal, modulo, roundDivide, taxWithin, WHOLE } from './order-line.arithmetic.js';

/** The numbers of a line whose prices exclude tax. */
export interface NetAmounts {
  quantity: number;
  unitPriceExcludingTax: number;
  discountExcludingTax: number;
  taxRate: number;
}

export type NetResult =
  | { ok: true; lines: LineAmounts[][] }
  /** No line may round by more than one minor unit, so only totals from lowest to highest can be reached. */
  | { ok: false; lowest: number; highest: number };

/**
 * Gross lines from net prices that sum exactly to what the shop charges: largest remainder.
 *
 * 1. The exact gross of a line, (quantity × net price − net discount) × (10000 + rate) / 10000, is cut into whole
 *    minor units, rounding down, and a remainder in ten-thousandths.
 * 2. The shop's total is the sum of the exact figures, rounded once, halves up; or `total`, for a shop that rounds
 *    in another way.
 * 3. The minor units that rounding down left out go one each to the lines with the largest remainders, earlier
 *    lines first. A line without a remainder never changes.
 *
 * Rule A1 then has to hold in whole minor units. Where the pieces of a line cannot all cost the same, the odd minor
 * units become a line of their own: 3 pieces for 1249 are 2 at 416 and 1 at 417, never a discount nobody gave.
 * A line that has a discount takes them into it, less than one minor unit a piece.
 *
 * @param nets each with |quantity × price − discount| and discount ≤ 10^11, so that every product stays below 2^53
 * @param total what the net lines must sum to, in minor units including tax
 * @returns for each net line its gross lines, one or two
 */
export function grossFromNet(nets: readonly NetAmounts[], total?: number): NetResult {
  const parts = nets.map((net) => {
    const netTotal = lineTotal(net.quantity, net.unitPriceExcludingTax, net.discountExcludingTax);
    const exact = netTotal * (WHOLE + net.taxRate);
    return { whole: floorDivide(exact, WHOLE), remainder: modulo(exact, WHOLE) };
  });
  const lowest = parts.reduce((sum, { whole }) => sum + whole, 0);
  const remainders = parts.reduce((sum, { remainder }) => sum + remainder, 0);
  const highest = lowest + parts.filter(({ remainder }) => remainder > 0).length;
  const target = total ?? lowest + floorDivide(remainders + WHOLE / 2, WHOLE);
  if (!Number.isSafeInteger(target) || target < lowest || target > highest)
    return { ok: false, lowest, highest };

  const byRemainder = [...parts.keys()].sort((a, b) => parts[b]!.remainder - parts[a]!.remainder || a - b);
  const raised = new Set(byRemainder.slice(0, target - lowest));
  return { ok: true, lines: nets.map((net, i) => pieces(net, parts[i]!.whole + (raised.has(i) ? 1 : 0))) };
}

/** The gross line or lines that cost `total` together. */
function pieces(net: NetAmounts, total: number): LineAmounts[] {
  const { quantity, taxRate } = net;
  const gross = (amount: number) => roundDivide(amount * (WHOLE + taxRate), WHOLE);
  const priced = (count: number, unitPrice: number, discount: number): LineAmounts => {
    const totalAmountMinor = lineTotal(count, unitPrice, discount);
    return {
      quantity: count,
      unitPriceMinor: unitPrice,
      totalAmountMinor,
      totalDiscountAmountMinor: discount,
      totalTaxAmountMinor: taxWithin(totalAmountMinor, taxRate),
    };
  };
  if (quantity === 0) return [priced(0, gross(net.unitPriceExcludingTax), 0 - total)];
  if (net.discountExcludingTax > 0) {
    const unitPrice = 0 - floorDivide(0 - (total + gross(net.discountExcludingTax)), quantity); // rounded up
    return [priced(quantity, unitPrice, quantity * unitPrice - total)];
  }
  const unitPrice = floorDivide(total, quantity);
  const odd = modulo(total, quantity);
  if (odd === 0) return [priced(quantity, unitPrice, 0)];
  return [priced(quantity - odd, unitPrice, 0), priced(odd, unitPrice + 1, 0)];
}

/** 100 %, in the unit of tax rates: hundredths of a percent. */
export const WHOLE = 10_000;

/**
 * Integer division that rounds down, without a floating-point quotient.
 * Exact for safe integers: the remainder is exact, and so is the division of what is left.
 */
export function floorDivide(dividend: number, divisor: number): number {
  return (dividend - modulo(dividend, divisor)) / divisor + 0;
}

/** What floorDivide leaves: from 0 to below the divisor, for negative dividends too. */
export function modulo(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor;
}

/** Integer division that rounds to the nearest, halves away from zero: symmetrical for negative amounts. */
export function roundDivide(dividend: number, divisor: number): number {
  const size = floorDivide(2 * Math.abs(dividend) + divisor, 2 * divisor);
  return dividend < 0 ? 0 - size : size;
}

/** Rule A1: what a line costs, discount taken off. Exact, or infinite where the product leaves the safe integers. */
export function lineTotal(quantity: number, unitPrice: number, totalDiscount: number): number {
  const undiscounted = quantity * unitPrice;
  if (!Number.isSafeInteger(undiscounted)) return undiscounted > 0 ? Infinity : -Infinity;
  return undiscounted - totalDiscount + 0;
}

/**
 * Rule A2: the tax held in a gross amount, total − total × 10000 / (10000 + rate), rounded halves away from zero.
 * The tax is taken out of the gross figure: 50000 at 10 % holds 4545, not 5000.
 * With |total| ≤ 10^11 and rate ≤ 10^4 no intermediate value exceeds 2 × 10^15 + 2 × 10^4, below 2^53.
 */
export function taxWithin(total: number, taxRate: number): number {
  return roundDivide(total * taxRate, WHOLE + taxRate);
}

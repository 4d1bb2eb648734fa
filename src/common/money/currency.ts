import currencyCodes from 'currency-codes';

const exponents = new Map(currencyCodes.data.map(({ code, digits }) => [code, digits]));

/** Whether ISO 4217 knows the three-letter code; upper or lower case. */
export function isCurrency(code: string): boolean {
  return exponents.has(code.toUpperCase());
}

/**
 * How many decimals separate the minor from the major unit: JPY 0, SEK 2, KWD 3 (ISO 4217).
 * @throws RangeError for a code that ISO 4217 does not know
 */
export function currencyExponent(code: string): number {
  const exponent = exponents.get(code.toUpperCase());
  if (exponent === undefined) throw new RangeError(`${code} is not an ISO 4217 currency`);
  return exponent;
}

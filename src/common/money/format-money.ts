import { currencyExponent } from './currency.js';

export interface MinorMoney {
  /** Integer, in the currency's minor unit. */
  amountMinor: number;
  /** ISO 4217, three letters. */
  currency: string;
}

const FALLBACK_LOCALE = 'en';

// Making an Intl formatter costs some hundred times as much as using it.
const formatters = new Map<string, Intl.NumberFormat>();

/**
 * The amount for people: 12345 SEK reads "123,45 kr" in sv-SE.
 * A locale that is malformed or unknown reads as English; one that is absent too.
 * @throws RangeError for a currency that ISO 4217 does not know, or an amount that is no safe integer
 */
export function formatMoney({ amountMinor, currency }: MinorMoney, locale?: string | null): string {
  return formatter(locale ?? FALLBACK_LOCALE, currency).format(toDecimal(amountMinor, currency));
}

/** The amount as a plain decimal: 12345 SEK is "123.45", 5 KWD is "0.005". */
export function toDecimal(amountMinor: number, currency: string): Intl.StringNumericLiteral {
  if (!Number.isSafeInteger(amountMinor))
    throw new RangeError(`${amountMinor} is not an amount in minor units`);
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${amountMinor < 0 ? '-' : ''}${whole}${fraction}` as Intl.StringNumericLiteral;
}

function formatter(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key);
  if (known) return known;
  const digits = currencyExponent(currency);
  const made = new Intl.NumberFormat(usable(locale), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formatters.set(key, made);
  return made;
}

function usable(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? FALLBACK_LOCALE;
  } catch {
    return FALLBACK_LOCALE;
  }
}

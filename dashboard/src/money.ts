import type { Money } from './api/types.js';

/** How many decimals the currency has: 2 for SEK, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    );
  } catch {
    return 2;
  }
}

/** For people, in the reader's own locale: "SEK 1,299.00". */
export function formatMoney({ amount, currency }: Money, locale?: string): string {
  const exponent = exponentOf(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
  }).format(amount / 10 ** exponent);
}

/** As a field holds it, to be typed over: 129900 SEK is "1299.00". */
export function toMajorText(amountMinor: number, currency: string): string {
  const exponent = exponentOf(currency);
  return (amountMinor / 10 ** exponent).toFixed(exponent);
}

/** What a person typed, or the sentence that tells them what to type instead. */
export type Parsed = { ok: true; value: number } | { ok: false; message: string };
const fault = (message: string): Parsed => ({ ok: false, message });

/** "1 299,50", "1299.5" or "1,299.50" as minor units. What could be read in two ways is refused, never guessed. */
export function parseMoney(text: string, currency: string): Parsed {
  const exponent = exponentOf(currency);
  const example = toMajorText(129_900, currency);
  const parsed = parseDecimal(text, exponent);
  if (parsed === 'empty') return fault('Enter an amount.');
  if (parsed === 'precise') {
    return fault(
      exponent === 0 ? `${currency} has no decimals.` : `${currency} has at most ${exponent} decimals.`,
    );
  }
  if (parsed === 'unclear') return fault(`Write the amount like ${example}.`);
  return { ok: true, value: parsed };
}

/** A tax rate typed in percent, as hundredths of a percent: "25.5" is 2550. */
export function parsePercent(text: string): Parsed {
  const parsed = parseDecimal(text.replace('%', ''), 2);
  if (typeof parsed === 'string') return fault('Write the rate in percent, like 25 or 25.5.');
  return parsed > 10_000 ? fault('A tax rate is at most 100 %.') : { ok: true, value: parsed };
}

/** 2550 is "25.5". */
export function percentText(taxRate: number): string {
  return String(taxRate / 100);
}

/** The part of a gross amount that is tax, by the provider's rule (docs.klarna.com, checkout: order lines). */
export function taxWithin(totalMinor: number, taxRate: number): number {
  return Math.round((totalMinor * taxRate) / (10_000 + taxRate));
}

const SEPARATORS = /[.,]/g;
const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;

function parseDecimal(text: string, exponent: number): number | 'empty' | 'unclear' | 'precise' {
  const compact = text.replace(/[\s\u00a0\u202f'’]/g, '');
  if (compact === '') return 'empty';
  if (!/^\d[\d.,]*$/.test(compact) || /[.,]$/.test(compact)) return 'unclear';
  const used: string[] = compact.match(SEPARATORS) ?? [];
  const [whole = '', fraction = ''] = splitAt(
    compact,
    Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(',')),
  );
  // One separator before three digits is a thousand to one reader and a decimal point to another.
  if (used.length === 1 && fraction.length === 3 && exponent !== 3) return 'unclear';
  // Of several, the last is the decimal point only if it differs from the others, which then group thousands.
  if (used.length > 1 && (used.slice(0, -1).includes(used.at(-1)!) || !GROUPED.test(whole))) return 'unclear';
  if (fraction.length > exponent) return 'precise';
  const value = Number(whole.replace(SEPARATORS, '') + fraction.padEnd(exponent, '0'));
  return Number.isSafeInteger(value) ? value : 'unclear';
}

function splitAt(text: string, at: number): string[] {
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

import type { CreatePaymentLinkInput, OrderLineInput } from '../api/types.js';
import { daysFromNow, localInputTime } from '../format.js';
import { marketOf, type Market } from '../markets.js';
import { formatMoney, parseMoney, parsePercent, percentText, taxWithin } from '../money.js';

/** A line as it is typed; turned into numbers only when read. */
export interface DraftLine {
  key: number;
  name: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
}

export type Expiry = 'never' | '1' | '7' | '30' | 'at';

export interface Draft {
  country: string;
  currency: string;
  locale: string;
  reference: string;
  lines: DraftLine[];
  expiry: Expiry;
  /** What the date field holds, in the reader's time zone. Set with the choice, so that a retry sends the same input. */
  expiresAt: string;
}

/** Faults by the path of the input field, as the server names it: orderLines.2.unitPrice. */
export type Faults = Record<string, string>;

/** The most that GraphQL's Int carries. */
const INT_MAX = 2_147_483_647;

let lastKey = 0;
export function newLine(taxRate: string): DraftLine {
  return { key: ++lastKey, name: '', quantity: '1', unitPrice: '', taxRate };
}

export function newDraft(market: Market): Draft {
  const { country, currency, locales, taxRate } = market;
  const lines = [newLine(percentText(taxRate))];
  return { country, currency, locale: locales[0]!, reference: '', lines, expiry: 'never', expiresAt: '' };
}

/** Another country brings its currency and language, and its tax rate to the lines that had the old one. */
export function withCountry(draft: Draft, country: string): Draft {
  const before = percentText(marketOf(draft.country).taxRate);
  const { currency, locales, taxRate } = marketOf(country);
  const lines = draft.lines.map((line) =>
    line.taxRate === before ? { ...line, taxRate: percentText(taxRate) } : line,
  );
  return { ...draft, country, currency, locale: locales[0]!, lines };
}

export function withExpiry(draft: Draft, expiry: Expiry): Draft {
  const days = expiry === 'at' ? 1 : Number(expiry);
  return { ...draft, expiry, expiresAt: expiry === 'never' ? '' : localInputTime(daysFromNow(days)) };
}

export interface Totals {
  /** Per line; null while it cannot be read. */
  lines: (number | null)[];
  total: number;
  tax: number;
}

export function totals(draft: Draft): Totals {
  const read = draft.lines.map((line, index) => readLine(line, index, draft.currency, {}));
  const lines = read.map((line) => line && line.quantity * line.unitPrice);
  const tax = read.reduce(
    (sum, line) => sum + (line ? taxWithin(line.quantity * line.unitPrice, line.taxRate) : 0),
    0,
  );
  return { lines, total: lines.reduce<number>((sum, line) => sum + (line ?? 0), 0), tax };
}

/** The input for the server, or what has to be changed first. */
export function toInput(draft: Draft): { input: CreatePaymentLinkInput } | { faults: Faults } {
  const faults: Faults = {};
  const orderLines = draft.lines.map((line, index) => {
    if (line.name.trim() === '') faults[`orderLines.${index}.name`] = 'Say what is bought.';
    return readLine(line, index, draft.currency, faults);
  });
  const expiresAt = readExpiry(draft, faults);
  if (Object.keys(faults).length > 0) return { faults };
  const { country, currency, locale } = draft;
  const reference = draft.reference.trim();
  return {
    input: {
      country,
      currency,
      locale,
      orderLines: orderLines.filter((line) => line !== null),
      ...(reference && { reference }),
      ...(expiresAt && { expiresAt }),
    },
  };
}

function readLine(line: DraftLine, index: number, currency: string, faults: Faults): OrderLineInput | null {
  const path = `orderLines.${index}`;
  const price = parseMoney(line.unitPrice, currency);
  const rate = parsePercent(line.taxRate);
  const quantity = /^\s*\d{1,7}\s*$/.test(line.quantity) ? Number(line.quantity) : 0;
  if (quantity < 1) faults[`${path}.quantity`] = 'A whole number from 1.';
  if (!price.ok) faults[`${path}.unitPrice`] = price.message;
  else if (price.value > INT_MAX) {
    faults[`${path}.unitPrice`] = `At most ${formatMoney({ amount: INT_MAX, currency })}.`;
  }
  if (!rate.ok) faults[`${path}.taxRate`] = rate.message;
  if (!price.ok || price.value > INT_MAX || !rate.ok || quantity < 1) return null;
  return { name: line.name.trim(), quantity, unitPrice: price.value, taxRate: rate.value };
}

function readExpiry(draft: Draft, faults: Faults): string | undefined {
  if (draft.expiry === 'never') return undefined;
  const at = new Date(draft.expiresAt);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  faults['expiresAt'] = 'Choose a day and a time.';
  return undefined;
}

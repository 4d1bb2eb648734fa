import type { CheckoutOrder } from '../state.js';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char]!);

/** The order's locale if the platform knows it, else English. */
export function localeOf(order: CheckoutOrder): string {
  const wanted = String(order.body.locale);
  try {
    return Intl.getCanonicalLocales(wanted)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** An amount of minor units as people of the order's locale write it. */
export function money(order: CheckoutOrder, minor: number): string {
  const currency = String(order.body.purchase_currency).toUpperCase();
  const format = new Intl.NumberFormat(localeOf(order), { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

export const number = (order: CheckoutOrder, value: number): string =>
  new Intl.NumberFormat(localeOf(order)).format(value);

/** Puts values in the places that a text names, such as `{amount}`. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

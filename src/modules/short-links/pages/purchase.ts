import { Markup, markup } from '../../../common/html/markup.js';
import { marketOf } from '../../../common/markets/markets.js';
import { formatMoney } from '../../../common/money/format-money.js';
import type { PaymentLink } from '../../payment-links/index.js';
import type { PageLanguage } from './page-strings.js';

/** What a consumer may know of a link. */
export type Purchase = Pick<
  PaymentLink,
  'reference' | 'country' | 'currency' | 'amountMinor' | 'taxAmountMinor' | 'lines'
>;

/** Amount and reference, for a page that says what it is about. */
export function facts(purchase: Purchase, { strings, locale }: PageLanguage): Markup {
  return list([
    [strings.amount, formatMoney(purchase, locale)],
    ...(purchase.reference ? [[strings.reference, purchase.reference]] : []),
  ]);
}

/** What was bought: the lines, the total, the tax where prices include it, and the reference. */
export function receipt(purchase: Purchase, { strings, locale }: PageLanguage): Markup {
  const { lines, currency, amountMinor, taxAmountMinor, country, reference } = purchase;
  const money = (minor: number): string => formatMoney({ amountMinor: minor, currency }, locale);
  const isTaxWithin = taxAmountMinor !== 0 && marketOf(country)?.pricesIncludeTax !== false;
  return markup`<h2>${strings.bought}</h2>
${list(lines.map((line) => [lineName(line, locale), money(line.totalAmountMinor)]))}
${list([[strings.total, money(amountMinor)], ...(isTaxWithin ? [[strings.tax, money(taxAmountMinor)]] : [])], 'total')}
${reference && list([[strings.reference, reference]])}`;
}

/** Names with their values, which go below where there is no room beside. */
function list(entries: string[][], kind?: string): Markup {
  const rows = entries.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`);
  return markup`<dl${kind && markup` class="${kind}"`}>${rows}</dl>`;
}

function lineName({ name, quantity, quantityUnit }: PaymentLink['lines'][number], locale: string): string {
  if (quantity === 1 && !quantityUnit) return name;
  const count = new Intl.NumberFormat(locale).format(quantity);
  return `${quantityUnit ? `${count} ${quantityUnit}` : count} × ${name}`;
}

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
  const entries = [
    [strings.amount, formatMoney(purchase, locale)],
    ...(purchase.reference ? [[strings.reference, purchase.reference]] : []),
  ];
  return markup`<dl>${entries.map(([label, value]) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What was bought: the lines, the total, the tax where prices include it, and the reference. */
export function receipt(purchase: Purchase, { strings, locale }: PageLanguage): Markup {
  const { lines, currency, amountMinor, taxAmountMinor, country, reference } = purchase;
  const money = (minor: number): string => formatMoney({ amountMinor: minor, currency }, locale);
  const row = (label: string, value: string): Markup =>
    markup`<tr><th scope="row">${label}</th><td>${value}</td></tr>\n`;
  const isTaxWithin = taxAmountMinor !== 0 && marketOf(country)?.pricesIncludeTax !== false;
  return markup`<table>
<caption>${strings.bought}</caption>
<tbody>${lines.map((line) => row(lineName(line, locale), money(line.totalAmountMinor)))}</tbody>
<tfoot>${row(strings.total, money(amountMinor))}${isTaxWithin && row(strings.tax, money(taxAmountMinor))}</tfoot>
</table>
${reference && markup`<dl><div><dt>${strings.reference}</dt><dd>${reference}</dd></div></dl>`}`;
}

function lineName({ name, quantity, quantityUnit }: PaymentLink['lines'][number], locale: string): string {
  if (quantity === 1 && !quantityUnit) return name;
  const count = new Intl.NumberFormat(locale).format(quantity);
  return `${quantityUnit ? `${count} ${quantityUnit}` : count} × ${name}`;
}

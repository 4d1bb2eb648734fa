import { escapeHtml, money, number } from './format.js';
import type { View } from './payment.js';

interface Line {
  name: string;
  quantity: number;
  quantity_unit?: string;
  unit_price: number;
  total_amount: number;
}

/** What is bought, and the totals, in the order's language and currency. */
export function linesView({ session, order, words, amount }: View): string {
  const lines = session.options.show_subtotal_detail ? [] : (order.body.order_lines as Line[]);
  const items = lines.map(({ name, quantity, quantity_unit, unit_price, total_amount }) => {
    const count = `${number(order, quantity)} ${quantity_unit ?? words.quantity} × ${money(order, unit_price)}`;
    const detail = quantity === 1 ? '' : `<small>${escapeHtml(count)}</small>`;
    return `<li><span class="name">${escapeHtml(name)}${detail}</span><span class="amount">${escapeHtml(money(order, total_amount))}</span></li>`;
  });
  const tax = Number(order.body.order_tax_amount);
  // In the United States the tax is a line of its own.
  const taxed = tax > 0 && String(order.body.purchase_country).toUpperCase() !== 'US';
  const taxView = taxed
    ? `<div class="tax"><span>${escapeHtml(words.tax)}</span><span class="amount">${escapeHtml(money(order, tax))}</span></div>`
    : '';
  return `<section><h2>${escapeHtml(words.order)}</h2><ul class="lines">${items.join('\n')}</ul>
<div class="sum"><span>${escapeHtml(words.total)}</span><span class="amount">${escapeHtml(amount)}</span></div>${taxView}</section>
`;
}

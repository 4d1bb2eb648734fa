import { escapeHtml, fill } from './format.js';
import type { View } from './payment.js';

/** What a page says that has nothing to offer: paid, disabled, expired, cancelled, or a check of identity. */
export function endView(view: View): string {
  const { session, order, words, shop, amount } = view;
  const ask = fill(words.askShop, { shop });
  if (session.status === 'COMPLETED' || order.status === 'checkout_complete') {
    return end('good', '✓', words.paid, fill(words.paidText, { shop, amount }));
  }
  if (session.status === 'DISABLED') return end('', '–', words.disabled, ask);
  if (session.status === 'CANCELLED' || order.status === 'checkout_aborted')
    return end('', '–', words.cancelled, ask);
  if (view.expired) return end('', '–', words.expired, ask);
  const challenge = `<p class="code">${escapeHtml(session.identification?.challenge ?? '')}</p>`;
  return end('', 'ID', words.identity, words.identityText, challenge);
}

const end = (kind: string, mark: string, title: string, text: string, more = ''): string =>
  `<div class="end"><div class="mark ${kind}" aria-hidden="true">${mark}</div><h2>${escapeHtml(title)}</h2><p>${escapeHtml(text)}</p>${more}</div>
`;

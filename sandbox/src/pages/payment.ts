import { offers } from '../hpp/consumer.js';
import { isExpired, orderOf } from '../hpp/sessions.js';
import type { HppSession } from '../state.js';
import type { World } from '../world.js';
import { escapeHtml, localeOf, money } from './format.js';
import { Words, wordsFor } from './words.js';

const frame = (lang: string, title: string, body: string): string =>
  `<!DOCTYPE html><html lang="${escapeHtml(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title></head><body>${body}</body></html>`;

export const notFoundPage = (): string => frame('en', 'Not found', '<h1>This page does not exist</h1>');

function notice(world: World, session: HppSession, words: Words): string {
  if (session.status === 'COMPLETED') return words.paid;
  if (isExpired(world, session)) return words.expired;
  if (session.status === 'DISABLED') return words.disabled;
  if (session.status === 'CANCELLED') return words.cancelled;
  if (session.status === 'FAILED') return words.declined;
  if (session.status === 'ERROR') return words.failed;
  if (session.status === 'BACK') return words.left;
  return '';
}

/** The page a consumer meets at redirect_url, in the state its session is in. */
export function paymentPage(world: World, session: HppSession, message: string | null): string {
  const order = orderOf(world, session);
  const words = wordsFor(String(order.body.locale));
  const offered = offers(world, session);
  const title = String(session.options.page_title ?? world.account(session.merchantId).name);
  const buttons = (['pay', 'decline', 'error', 'back', 'cancel'] as const)
    .filter((action) => offered.includes(action) && !(action === 'cancel' && offered.includes('back')))
    .map(
      (action) =>
        `<form method="post"><button name="action" value="${action}">${escapeHtml(words[action])}</button></form>`,
    );
  return frame(
    localeOf(order),
    title,
    `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(message ?? notice(world, session, words))}</p>
<p>${escapeHtml(words.total)}: ${escapeHtml(money(order, Number(order.body.order_amount)))}</p>${buttons.join('')}`,
  );
}

import { escapeHtml, fill, money } from '../pages/format.js';
import { wordsFor } from '../pages/words.js';
import type { HppSession } from '../state.js';
import type { World } from '../world.js';
import { orderOf } from './sessions.js';

/** The message that carries a link, in the order's language. */
export function invitation(
  world: World,
  session: HppSession,
  link: string,
): { subject: string; text: string; html: string } {
  const order = orderOf(world, session);
  const words = wordsFor(String(order.body.locale));
  const shop = world.account(session.merchantId).name;
  const amount = money(order, Number(order.body.order_amount));
  const subject = fill(words.mailSubject, { shop });
  const line = fill(words.mailText, { shop, amount });
  return {
    subject,
    text: `${line}\n${link}`,
    html: `<p>${escapeHtml(line)}</p><p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
  };
}

import { isObject, Json } from '../check.js';
import { optionsOf } from '../checkout/orders.js';
import { offers } from '../hpp/consumer.js';
import { isExpired, orderOf } from '../hpp/sessions.js';
import type { CheckoutOrder, HppSession } from '../state.js';
import type { World } from '../world.js';
import { endView } from './end.js';
import { escapeHtml, fill, localeOf, money } from './format.js';
import { frame } from './frame.js';
import { linesView } from './lines.js';
import { backgroundStyle, pageStyle } from './style.js';
import { Words, wordsFor } from './words.js';

/** All that the parts of a page look at. */
export interface View {
  session: HppSession;
  order: CheckoutOrder;
  words: Words;
  shop: string;
  /** The order's amount, as its consumer writes it. */
  amount: string;
  expired: boolean;
  offered: string[];
}

export const notFoundPage = (): string =>
  frame('en', 'Not found', pageStyle({}), '<div class="end"><h1>This page does not exist</h1></div>');

/** The page at redirect_url in the state its session is in; `message` is what the merchant's refusal says. */
export function paymentPage(
  world: World,
  session: HppSession,
  show: { message?: string | null; refused?: boolean; confirmCancel?: boolean } = {},
): string {
  const order = orderOf(world, session);
  const view: View = {
    session,
    order,
    words: wordsFor(String(order.body.locale)),
    shop: world.account(session.merchantId).name,
    amount: money(order, Number(order.body.order_amount)),
    expired: isExpired(world, session),
    offered: offers(world, session),
  };
  const title = typeof session.options.page_title === 'string' ? session.options.page_title : view.shop;
  const images = Array.isArray(session.options.background_images) ? session.options.background_images : [];
  const style = pageStyle(optionsOf(order)) + backgroundStyle(images as Json[]);
  return frame(localeOf(order), title, style, headerView(view, title) + bodyView(view, show));
}

function bodyView(
  view: View,
  show: { message?: string | null; refused?: boolean; confirmCancel?: boolean },
): string {
  if (show.confirmCancel && view.offered.includes('cancel')) return confirmView(view);
  if (!view.offered.includes('pay')) return endView(view) + (view.offered.length ? cancelView(view) : '');
  return (
    noticeView(view, show.refused ? (show.message ?? view.words.refused) : null) +
    linesView(view) +
    payView(view) +
    leaveView(view)
  );
}

function headerView(view: View, title: string): string {
  const logo = view.session.options.logo_url;
  const image =
    typeof logo === 'string' ? `<img src="${escapeHtml(logo)}" alt="${escapeHtml(view.shop)}">` : '';
  const shop = title === view.shop ? '' : `<p class="shop">${escapeHtml(view.shop)}</p>`;
  return `<header>${image}<h1>${escapeHtml(title)}</h1>${shop}</header>\n`;
}

/** What happened last, for a consumer who is here again. */
function noticeView({ session, words }: View, refusal: string | null): string {
  const last: Partial<Record<HppSession['status'], string>> = {
    FAILED: words.declined,
    ERROR: words.failed,
    BACK: words.left,
  };
  const text = refusal ?? last[session.status];
  return text ? `<p class="notice" role="alert">${escapeHtml(text)}</p>\n` : '';
}

const payWords: Record<string, keyof Words> = {
  RENT: 'rent',
  BOOK: 'book',
  SUBSCRIBE: 'subscribe',
  DOWNLOAD: 'download',
  ORDER: 'placeOrder',
  CONTINUE: 'continue',
};

interface Checkbox {
  id: string;
  text: string;
  checked: boolean;
  required: boolean;
}

function boxView({ id, text, checked, required }: Checkbox): string {
  const state = `${checked ? ' checked' : ''}${required ? ' required' : ''}`;
  return `<label class="box"><input type="checkbox" name="box.${escapeHtml(id)}" value="1"${state}><span>${linked(text)}</span></label>`;
}

/** A checkbox's text may hold links in Markdown, and nothing else of it. */
const linked = (text: string): string =>
  escapeHtml(text)
    .replace(/\\([[\]])/g, '$1')
    .replace(
      /\[([^\]]+)\]\((https?:[^)\s]+)\)/g,
      '<a href="$2" target="_blank" rel="noopener noreferrer">$1</a>',
    );

function payView(view: View): string {
  const { session, order, words } = view;
  const options = optionsOf(order);
  const address = isObject(order.body.billing_address) ? order.body.billing_address : {};
  const field = (name: string, type: string, label: string, value: unknown, autocomplete: string) =>
    `<label>${escapeHtml(label)}<input type="${type}" name="${name}" value="${escapeHtml(String(value ?? ''))}" autocomplete="${autocomplete}" maxlength="255"></label>`;
  const boxes: Checkbox[] = [
    ...(options.additional_checkbox
      ? [{ ...(options.additional_checkbox as Checkbox), id: 'additional_checkbox' }]
      : []),
    ...((options.additional_checkboxes as Checkbox[] | undefined) ?? []),
  ];
  const verb = words[payWords[String(session.options.purchase_type).toUpperCase()] ?? 'pay'];
  const urls = order.body.merchant_urls as Json;
  return `<section><form method="post" class="stack">
<div class="fields">${field('email', 'email', words.email, session.contact?.email ?? address.email, 'email')}${field('postal_code', 'text', words.postalCode, address.postal_code, 'postal-code')}</div>
${boxes.map(boxView).join('\n')}
<button class="main" name="action" value="pay">${escapeHtml(fill(verb, { amount: view.amount }))}</button>
<p class="fine"><a href="${escapeHtml(String(urls.terms))}" target="_blank" rel="noopener noreferrer">${escapeHtml(words.terms)}</a></p>
</form></section>
`;
}

const actionButton = (action: string, label: string): string =>
  `<form method="post"><button name="action" value="${action}">${escapeHtml(label)}</button></form>`;

/** The ways out: back or cancel, and what else may happen to a purchase. */
function leaveView({ offered, words }: View): string {
  const leave = offered.includes('back')
    ? actionButton('back', words.back)
    : `<a class="button" href="?confirm=cancel">${escapeHtml(words.cancel)}</a>`;
  const outcomes = (['decline', 'error', 'identify'] as const).filter((each) => offered.includes(each));
  return `<section class="stack">${leave}
<details><summary>${escapeHtml(words.otherOutcomes)}</summary><div class="stack">${outcomes
    .map((each) => actionButton(each, words[each]))
    .join('')}</div></details></section>
<footer><p class="fine">${escapeHtml(words.test)}</p></footer>
`;
}

const cancelView = ({ words }: View): string =>
  `<section><a class="button" href="?confirm=cancel">${escapeHtml(words.cancel)}</a></section>`;

function confirmView({ words }: View): string {
  return `<div class="end"><h2>${escapeHtml(words.confirmCancel)}</h2><p>${escapeHtml(words.cancelFinal)}</p></div>
<section class="stack">${actionButton('cancel', words.cancel)}<a class="button" href="?">${escapeHtml(words.keep)}</a></section>
`;
}

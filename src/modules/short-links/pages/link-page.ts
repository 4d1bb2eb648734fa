import { Markup, markup } from '../../../common/html/markup.js';
import { contentSecurityPolicy, page } from '../../../common/html/page.js';
import type { Merchant } from '../../merchants/index.js';
import { PAGE_KINDS, type PageKind, type PageName } from './page-kinds.js';
import { fill, type PageLanguage } from './page-strings.js';
import { facts, type Purchase, receipt } from './purchase.js';
import { shopFooter, shopHeader } from './shop.js';
import { pageStyle } from './style.js';

/** What a page is about; there is none of it where the link is not known. */
export interface PageSubject {
  merchant: Merchant;
  purchase: Purchase;
  /** Where the page's action leads; without it the page has none. */
  actionUrl?: string;
  /** Where a new link can be asked for by POST. */
  askUrl?: string;
}

export interface RenderedPage {
  httpStatus: number;
  headers: Record<string, string>;
  html: string;
}

/** One of our pages for consumers: small, without script, readable by everybody. */
export function linkPage(name: PageName, language: PageLanguage, subject?: PageSubject): RenderedPage {
  const { httpStatus, refreshSeconds }: PageKind = PAGE_KINDS[name];
  const { strings, lang } = language;
  const merchant = subject?.merchant;
  const say = (template: string): string => fill(template, { merchant: merchant?.name ?? '' });
  const title = say(strings.pages[name].title);
  const style = pageStyle(merchant?.color);
  const body = markup`${merchant && shopHeader(merchant)}
<main>
<h1>${title}</h1>
<p>${say(strings.pages[name].text)}</p>
${subject && about(name, language, subject)}
</main>
${merchant && shopFooter(merchant, strings)}`;
  return {
    httpStatus,
    headers: {
      'content-security-policy': contentSecurityPolicy(
        { style },
        merchant?.logoUrl ? [merchant.logoUrl] : [],
      ),
      ...(refreshSeconds && { 'retry-after': String(refreshSeconds), refresh: String(refreshSeconds) }),
    },
    html: page({ lang, title: merchant ? `${title} · ${merchant.name}` : title, style, body }),
  };
}

function about(name: PageName, language: PageLanguage, subject: PageSubject): Markup {
  const { purchase, actionUrl, askUrl } = subject;
  const { showsPurchase, action }: PageKind = PAGE_KINDS[name];
  const { strings } = language;
  return markup`${showsPurchase ? receipt(purchase, language) : facts(purchase, language)}
${action && actionUrl && markup`<a class="button" href="${actionUrl}">${strings[action]}</a>`}
${askUrl && markup`<form method="post" action="${askUrl}"><button class="button">${strings.askForNewLink}</button></form>`}`;
}

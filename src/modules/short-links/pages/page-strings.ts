import { cs } from './languages/cs.js';
import { da } from './languages/da.js';
import { de } from './languages/de.js';
import { el } from './languages/el.js';
import { en } from './languages/en.js';
import { es } from './languages/es.js';
import { fi } from './languages/fi.js';
import { fr } from './languages/fr.js';
import { it } from './languages/it.js';
import { nb } from './languages/nb.js';
import { nl } from './languages/nl.js';
import { pl } from './languages/pl.js';
import { pt } from './languages/pt.js';
import { sv } from './languages/sv.js';
import type { PageName } from './page-kinds.js';

/** What one language says. `{merchant}` and `{date}` are filled in. */
export interface PageStrings {
  pages: Record<PageName, { title: string; text: string }>;
  bought: string;
  amount: string;
  total: string;
  tax: string;
  reference: string;
  pay: string;
  tryAgain: string;
  lookAgain: string;
  askForNewLink: string;
  questions: string;
  scanToPay: string;
  validUntil: string;
}

export interface PageLanguage {
  strings: PageStrings;
  /** ISO 639-1: what the words are in. */
  lang: string;
  /** How amounts and dates are written. */
  locale: string;
}

const LANGUAGES: Record<string, PageStrings> = { cs, da, de, el, en, es, fi, fr, it, nb, nl, pl, pt, sv };
const NORWEGIAN = ['no', 'nn'];

/** The languages that our pages speak, as ISO 639-1. */
export const PAGE_LANGUAGES = Object.keys(LANGUAGES);

/** The words for a locale; English where we have none. */
export function pageLanguage(locale: string): PageLanguage {
  const lang = known(locale);
  return lang ? { strings: LANGUAGES[lang]!, lang, locale } : { strings: en, lang: 'en', locale: 'en' };
}

/** The language that a browser prefers, of those we have. @param header `sv-SE,sv;q=0.9,en;q=0.8` */
export function preferredLanguage(header: string | undefined): PageLanguage {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((each) => each.trim());
    const quality = parameters.find((each) => /^q=/i.test(each))?.slice('q='.length);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  });
  const [best] = wanted
    .filter(({ tag, quality }) => known(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return pageLanguage(known(best?.tag ?? '') ?? 'en');
}

/** Values are put in as they are: one that contains braces is not filled again. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function known(locale: string): string | undefined {
  const language = locale.split('-')[0]!.toLowerCase();
  const lang = NORWEGIAN.includes(language) ? 'nb' : language;
  return Object.hasOwn(LANGUAGES, lang) ? lang : undefined;
}

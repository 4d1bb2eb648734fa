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

/** What one language says. `{merchant}`, `{amount}`, `{date}`, `{url}` and the like are filled in. */
export interface LinkStrings {
  subject: string;
  heading: string;
  intro: string;
  amountLabel: string;
  referenceLabel: string;
  button: string;
  expires: string;
  copyAddress: string;
  unexpected: string;
  /** `{reference}` and `{expiry}` bring their own leading space, or are empty. */
  sms: string;
  smsExpiry: string;
  reminderSubject: string;
  reminderIntro: string;
  reminderSms: string;
  /** Followed by the address. */
  optOut: string;
  /** Button and title of the page that it leads to. */
  unsubscribe: string;
  unsubscribeAsk: string;
  unsubscribed: string;
}

const LANGUAGES: Record<string, LinkStrings> = {
  cs,
  da,
  de,
  el,
  en,
  es,
  fi,
  fr,
  it,
  nb,
  nl,
  pl,
  pt,
  sv,
  no: nb,
  nn: nb,
};

/** The languages in which a link can be sent, as ISO 639-1. */
export const LINK_LANGUAGES = Object.keys(LANGUAGES);

/** Those that merchants may have words of their own in: `no` and `nn` are written as `nb`. */
export const TEMPLATE_LANGUAGES = LINK_LANGUAGES.filter((language) => !['no', 'nn'].includes(language));

/**
 * The words for a locale: of its region where we have those, else of its language, else English; and the locale
 * in which to write amounts and dates between them.
 */
export function linkStrings(locale: string): { strings: LinkStrings; intlLocale: string; language: string } {
  const tag = canonical(locale);
  const language = [tag, tag.split('-')[0] ?? ''].find((candidate) => Object.hasOwn(LANGUAGES, candidate));
  const strings = language === undefined ? undefined : LANGUAGES[language];
  return strings && language
    ? { strings, intlLocale: tag, language }
    : { strings: en, intlLocale: 'en', language: 'en' };
}

function canonical(locale: string): string {
  try {
    return new Intl.Locale(locale.replace('_', '-')).baseName;
  } catch {
    return 'en';
  }
}

/** A country with the currency it pays in and the locales offered there. */
export interface Market {
  country: string;
  currency: string;
  locales: readonly string[];
  /** Whether prices on the order include tax (rules A2, A4) or not (rule A6). */
  pricesIncludeTax: boolean;
  source: Source;
}

/**
 * core: docs.kustom.co, selling to multiple countries. local: docs.klarna.com, countries and currencies (payments).
 * The locales of both come from the latter. Outside core, and in other pairs, docs.kustom.co has cards alone, under a
 * global agreement; countries in neither list are left out.
 */
type Source = 'core' | 'local';

const market = (country: string, currency: string, locales: string, source: Source): Market => ({
  country,
  currency,
  locales: locales.split(' '),
  pricesIncludeTax: country !== 'US', // docs.klarna.com, checkout: tax handling
  source,
});

export const MARKETS: readonly Market[] = [
  market('AT', 'EUR', 'de-AT en-AT', 'core'),
  market('AU', 'AUD', 'en-AU', 'local'),
  market('BE', 'EUR', 'nl-BE fr-BE en-BE', 'core'),
  market('CA', 'CAD', 'en-CA fr-CA', 'local'),
  market('CH', 'CHF', 'de-CH fr-CH it-CH en-CH', 'core'),
  market('CZ', 'CZK', 'cs-CZ en-CZ', 'local'),
  market('DE', 'EUR', 'de-DE en-DE', 'core'),
  market('DK', 'DKK', 'da-DK en-DK', 'core'),
  market('ES', 'EUR', 'es-ES en-ES', 'core'),
  market('FI', 'EUR', 'fi-FI sv-FI en-FI', 'core'),
  market('FR', 'EUR', 'fr-FR en-FR', 'core'),
  market('GB', 'GBP', 'en-GB', 'core'),
  market('GR', 'EUR', 'el-GR en-GR', 'local'),
  market('IE', 'EUR', 'en-IE', 'local'),
  market('IT', 'EUR', 'it-IT en-IT', 'local'),
  market('NL', 'EUR', 'nl-NL en-NL', 'core'),
  market('NO', 'NOK', 'nb-NO en-NO', 'core'),
  market('NZ', 'NZD', 'en-NZ', 'local'),
  market('PL', 'PLN', 'pl-PL en-PL', 'core'),
  market('PT', 'EUR', 'pt-PT en-PT', 'local'),
  market('SE', 'SEK', 'sv-SE en-SE', 'core'),
  market('US', 'USD', 'en-US es-US', 'core'),
];

/** The market of a country, upper or lower case; undefined where nothing is sold. */
export function marketOf(country: string, markets: readonly Market[] = MARKETS): Market | undefined {
  return markets.find((row) => row.country === country.toUpperCase());
}

/** The languages of the provider's page (docs.kustom.co, available languages). */
export const LANGUAGES = ['da', 'de', 'en', 'es', 'fi', 'fr', 'it', 'nb', 'nl', 'pl', 'pt', 'sv'] as const;

const LOCALE_SHAPE = /^[a-z]{2}(-[a-z]{2})*$/i;
const offeredLocales = new Set<string>([...LANGUAGES, ...MARKETS.flatMap(({ locales }) => locales)]);

/** Whether the text has the shape of a locale: `sv-SE`, `sv` (docs.klarna.com, checkout API: locale). */
export function isLocaleShaped(locale: string): boolean {
  return LOCALE_SHAPE.test(locale);
}

/**
 * The locale that the page will speak. One offered in any market stands, since a locale changes the language only,
 * never country or currency; an unknown region falls back to its language, an unknown language to English
 * (docs.kustom.co, available languages).
 * @param locale shaped as isLocaleShaped demands; upper or lower case
 */
export function resolveLocale(locale: string): { locale: string; fellBack: boolean } {
  const [language = '', ...regions] = locale.split('-');
  const base = language.toLowerCase();
  const wanted = [base, ...regions.map((region) => region.toUpperCase())].join('-');
  if (offeredLocales.has(wanted)) return { locale: wanted, fellBack: false };
  return { locale: offeredLocales.has(base) ? base : 'en', fellBack: true };
}

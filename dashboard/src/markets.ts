/** Where Klarna Checkout sells, with the local currency, the languages, and the ordinary tax rate to begin with. */
export interface Market {
  country: string;
  currency: string;
  locales: string[];
  /** Hundredths of a percent. */
  taxRate: number;
}

const market = (country: string, currency: string, locales: string, taxPercent: number): Market => ({
  country,
  currency,
  locales: locales.split(' '),
  taxRate: Math.round(taxPercent * 100),
});

export const MARKETS: Market[] = [
  market('AU', 'AUD', 'en-AU', 10),
  market('AT', 'EUR', 'de-AT en-AT', 20),
  market('BE', 'EUR', 'nl-BE fr-BE en-BE', 21),
  market('CA', 'CAD', 'en-CA fr-CA', 0),
  market('CH', 'CHF', 'de-CH fr-CH it-CH en-CH', 8.1),
  market('CZ', 'CZK', 'cs-CZ en-CZ', 21),
  market('DE', 'EUR', 'de-DE en-DE', 19),
  market('DK', 'DKK', 'da-DK en-DK', 25),
  market('ES', 'EUR', 'es-ES en-ES', 21),
  market('FI', 'EUR', 'fi-FI sv-FI en-FI', 25.5),
  market('FR', 'EUR', 'fr-FR en-FR', 20),
  market('GB', 'GBP', 'en-GB', 20),
  market('GR', 'EUR', 'el-GR en-GR', 24),
  market('IE', 'EUR', 'en-IE', 23),
  market('IT', 'EUR', 'it-IT en-IT', 22),
  market('NL', 'EUR', 'nl-NL en-NL', 21),
  market('NO', 'NOK', 'nb-NO en-NO', 25),
  market('NZ', 'NZD', 'en-NZ', 15),
  market('PL', 'PLN', 'pl-PL en-PL', 23),
  market('PT', 'EUR', 'pt-PT en-PT', 23),
  market('SE', 'SEK', 'sv-SE en-SE', 25),
  market('US', 'USD', 'en-US es-US', 0),
];

export const CURRENCIES = [...new Set(MARKETS.map((m) => m.currency))].sort();

/** The market of a country; Sweden, where Klarna began, for one we do not know. */
export function marketOf(country: string | undefined): Market {
  return MARKETS.find((m) => m.country === country) ?? MARKETS.find((m) => m.country === 'SE')!;
}

/** The market that the reader's own browser speaks of. */
export function homeMarket(languages: readonly string[] = navigator.languages): Market {
  const regions = languages.map((language) => new Intl.Locale(language).region);
  return marketOf(regions.find((region) => MARKETS.some((m) => m.country === region)));
}

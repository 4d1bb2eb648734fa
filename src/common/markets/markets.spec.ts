import { isLocaleShaped, MARKETS, resolveLocale } from './markets.js';

describe('markets', () => {
  // Written from the provider's pages, not from the table under test.
  it.each(
    `AU AUD, AT EUR, BE EUR, CA CAD, CZ CZK, DK DKK, FI EUR, FR EUR, DE EUR, GR EUR, IE EUR, IT EUR, NL EUR, NZ NZD,
     NO NOK, PL PLN, PT EUR, ES EUR, SE SEK, CH CHF, GB GBP, US USD`
      .split(',')
      .map((pair) => pair.trim().split(' ') as [string, string]),
  )('%s pays in %s', (country, currency) => {
    const rows = MARKETS.filter((row) => row.country === country);
    expect(rows).toEqual([expect.objectContaining({ currency })]);
  });

  it('has no other rows, and the core ones are marked', () => {
    expect(MARKETS).toHaveLength(22);
    const core = MARKETS.filter(({ source }) => source === 'core').map(({ country }) => country);
    expect(core.join(' ')).toBe('AT BE CH DE DK ES FI FR GB NL NO PL SE US');
  });

  it('leaves tax out of prices in the United States alone', () => {
    expect(MARKETS.filter((row) => !row.pricesIncludeTax).map(({ country }) => country)).toEqual(['US']);
  });

  it('offers every locale of the table as it stands', () => {
    const locales = MARKETS.flatMap((row) => row.locales);
    expect(locales.map((locale) => resolveLocale(locale))).toEqual(
      locales.map((locale) => ({ locale, fellBack: false })),
    );
  });
});

describe('locales', () => {
  it.each([
    ['sv-SE', 'sv-SE', false],
    ['sv', 'sv', false],
    ['SV-se', 'sv-SE', false],
    ['de-SE', 'de', true],
    ['fr-LU', 'fr', true],
    ['ja-JP', 'en', true],
    ['cs-CZ', 'cs-CZ', false],
    ['cs-SK', 'en', true],
    ['en-SE-GB', 'en', true],
  ])('%s becomes %s (fell back: %p)', (asked, locale, fellBack) => {
    expect(resolveLocale(asked)).toEqual({ locale, fellBack });
  });

  it('knows their shape', () => {
    expect(['sv', 'sv-SE', 'SV-se', 'en-SE-GB'].filter((locale) => !isLocaleShaped(locale))).toEqual([]);
    expect(['', 's', 'swe', 'sv_SE', 'sv-SWE', 'zh-Hant', 'sv-'].filter(isLocaleShaped)).toEqual([]);
  });
});

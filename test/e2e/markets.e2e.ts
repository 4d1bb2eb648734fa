import { MARKETS } from '../../src/common/markets/markets.js';
import { type TestApp, startApp } from '../support/app.js';
import { aLine } from '../support/shop.js';

describe('markets', () => {
  let app: TestApp;

  afterEach(() => app.stop());

  it('are all sold in, in every language that is offered there', async () => {
    app = await startApp();
    const places = MARKETS.flatMap((market) => market.locales.map((locale) => ({ ...market, locale })));
    const untaxed = { orderLines: [aLine({ taxRate: 0 })] };

    const made: unknown[] = [];
    for (const { country, currency, locale, pricesIncludeTax } of places) {
      const link = await app.shop.create({ country, currency, locale, ...(pricesIncludeTax ? {} : untaxed) });
      made.push([link.status, link.amount.currency, link.locale, link.warnings]);
    }

    expect(made).toEqual(places.map(({ currency, locale }) => ['OPEN', currency, locale, []]));
  });

  it('can be narrowed to those of the account', async () => {
    app = await startApp({ MARKETS: 'SE,NO' });

    const inNorway = await app.shop.create({ country: 'NO', currency: 'NOK', locale: 'nb-NO' });
    const inDenmark = await app.shop.create({ country: 'DK', currency: 'DKK', locale: 'da-DK' });
    const inEuro = await app.shop.create({ country: 'NO', currency: 'EUR' });

    expect(inNorway).toMatchObject({ __typename: 'PaymentLink', status: 'OPEN' });
    expect(inDenmark.faults).toEqual([expect.objectContaining({ path: 'country', expected: 'NO, SE' })]);
    expect(inEuro.faults).toEqual([expect.objectContaining({ path: 'currency', expected: 'NOK' })]);
  });
});

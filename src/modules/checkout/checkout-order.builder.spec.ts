import { buildCheckoutOrder, type DraftOrder } from './checkout-order.builder.js';
import { CHANNELS } from './channels.js';
import { MARKETS } from '../../common/markets/markets.js';
import type { DraftLine } from './order-line.js';

const shirt: DraftLine = { name: 'Shirt', quantity: 2, unitPrice: 10_000, taxRate: 2_500 };
const draft = (rest: Partial<DraftOrder> = {}): DraftOrder => ({
  country: 'SE',
  currency: 'SEK',
  locale: 'sv-SE',
  channel: 'ECOMMERCE',
  autoCapture: false,
  orderLines: [shirt],
  ...rest,
});
const priced = (...unitPrices: number[]): DraftLine[] =>
  unitPrices.map((unitPrice) => ({ name: 'Line', quantity: 1, unitPrice, taxRate: 0 }));

describe('an order', () => {
  it('has every field set', () => {
    const line = { ...shirt, reference: 'S-1', quantityUnit: 'pcs', productUrl: 'https://shop.example/s-1' };
    expect(
      buildCheckoutOrder(draft({ orderLines: [line], locale: 'sv-FI', country: 'se', currency: 'sek' })),
    ).toEqual({
      ok: true,
      order: {
        country: 'SE',
        currency: 'SEK',
        locale: 'sv-FI',
        localeFellBack: false,
        amountMinor: 20_000,
        taxAmountMinor: 4_000,
        lines: [
          {
            type: 'PHYSICAL',
            reference: 'S-1',
            name: 'Shirt',
            quantity: 2,
            quantityUnit: 'pcs',
            unitPriceMinor: 10_000,
            taxRate: 2_500,
            totalAmountMinor: 20_000,
            totalDiscountAmountMinor: 0,
            totalTaxAmountMinor: 4_000,
            productUrl: 'https://shop.example/s-1',
          },
        ],
      },
    });
  });

  it('says that its locale fell back', () => {
    const result = buildCheckoutOrder(draft({ locale: 'ja-JP' }));
    expect(result).toMatchObject({
      ok: true,
      order: { locale: 'en', localeFellBack: true, currency: 'SEK' },
    });
  });

  it('follows rule A6 in the United States', () => {
    const orderLines: DraftLine[] = [
      { name: 'Camera', quantity: 1, unitPrice: 50_000, taxRate: 0 },
      { type: 'SHIPPING_FEE', name: 'Shipping', quantity: 1, unitPrice: 2_000, taxRate: 0 },
      { type: 'SALES_TAX', name: 'Tax', quantity: 1, unitPrice: 3_938, taxRate: 0 },
      { type: 'DISCOUNT', name: 'Welcome', quantity: 1, unitPrice: -5_000, taxRate: 0 },
    ];
    const result = buildCheckoutOrder(draft({ country: 'US', currency: 'USD', locale: 'en-US', orderLines }));
    expect(result).toMatchObject({ ok: true, order: { amountMinor: 50_938, taxAmountMinor: 3_938 } });
  });

  it.each(CHANNELS)('is made in the channel %s', (channel) => {
    expect(buildCheckoutOrder(draft({ channel, autoCapture: true })).ok).toBe(true);
  });

  it.each([
    ['of nothing', priced(0), 0],
    ['that a gift card pays in full', priced(500, -500), 0],
    ['as large as can be captured', priced(100_000_000, 100_000_000), 200_000_000],
  ])('%s is taken', (_, orderLines, amountMinor) => {
    expect(buildCheckoutOrder(draft({ orderLines }))).toMatchObject({ ok: true, order: { amountMinor } });
  });
});

describe.each(MARKETS)('in $country', ({ country, currency, locales, pricesIncludeTax }) => {
  const orderLines = pricesIncludeTax ? [shirt] : priced(700);

  it.each(locales)(`takes ${currency} and %s`, (locale) => {
    const result = buildCheckoutOrder(draft({ country, currency, locale, orderLines }));
    expect(result).toMatchObject({ ok: true, order: { country, currency, locale, localeFellBack: false } });
  });

  it('names its currency to whoever asks for another', () => {
    expect(buildCheckoutOrder(draft({ country, currency: 'JPY', orderLines }))).toEqual({
      ok: false,
      faults: [{ path: 'currency', message: `${country} pays in ${currency}, not JPY.`, expected: currency }],
    });
  });
});

describe('what is refused', () => {
  const offered = expect.stringContaining('AT, AU');

  it.each<[string, Partial<DraftOrder>, string, unknown]>([
    ['a country not sold to', { country: 'JP' }, 'country', offered],
    ['no country', { country: 'Sweden' }, 'country', offered],
    ['a currency unknown to ISO 4217', { currency: 'ZZZ' }, 'currency', 'SEK'],
    ['a locale out of shape', { locale: 'swedish' }, 'locale', undefined],
    ['a channel unknown', { channel: 'MOTO' as never }, 'channel', undefined],
    ['no lines', { orderLines: [] }, 'orderLines', 'at least 1 line'],
    ['a negative order', { orderLines: priced(100, -101) }, 'orderLines', undefined],
    [
      'an order too large',
      { orderLines: priced(100_000_000, 100_000_000, 1) },
      'orderLines',
      'at most 200000000',
    ],
    ['another amount than the sum', { orderAmount: 19_999 }, 'orderAmount', '20000'],
    ['an amount that is no whole number', { orderAmount: 20_000.5 }, 'orderAmount', '20000'],
    [
      'negative tax in all',
      { orderLines: [...priced(100), { ...shirt, quantity: 1, unitPrice: -100 }] },
      'orderLines',
      undefined,
    ],
  ])('%s', (_, rest, path, expected) => {
    const result = buildCheckoutOrder(draft(rest));
    expect(result.ok || result.faults).toEqual([expect.objectContaining({ path })]);
    expect(result.ok || result.faults[0]!.expected).toEqual(expected);
  });

  it('comes all in one answer, in the order of the input', () => {
    const result = buildCheckoutOrder(
      draft({
        country: 'XX',
        currency: 'ZZZ',
        locale: '',
        channel: '' as never,
        orderLines: [{ ...shirt, name: '' }],
      }),
    );
    const paths = ['country', 'currency', 'locale', 'channel', 'orderLines.0.name'];
    expect(result.ok || result.faults.map(({ path }) => path)).toEqual(paths);
  });

  it('comes quickly: 1000 lines with 50 faults in under 50 ms of processor time', () => {
    const orderLines = Array.from({ length: 1000 }, (_, i) => ({
      ...shirt,
      productUrl: `https://shop.example/${i}`,
      totalTaxAmount: i % 20 === 0 ? 5_000 : 4_000,
    }));
    const tries = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      const result = buildCheckoutOrder(draft({ orderLines }));
      const { user, system } = process.cpuUsage(before);
      expect(result.ok || result.faults.length).toBe(50);
      return (user + system) / 1000;
    });
    expect(Math.min(...tries)).toBeLessThan(50);
  });

  it('includes markets that the account does not sell in', () => {
    const swedish = MARKETS.filter(({ country }) => country === 'SE');
    const result = buildCheckoutOrder(draft({ country: 'NO', currency: 'NOK' }), swedish);
    expect(result).toMatchObject({ ok: false, faults: [{ path: 'country', expected: 'SE' }] });
  });
});

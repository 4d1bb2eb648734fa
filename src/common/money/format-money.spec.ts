import { formatMoney, toDecimal } from './format-money.js';

/** Intl separates with no-break spaces and writes a real minus sign; the table below is typed on a keyboard. */
const typed = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\u2212/g, '-');

describe('formatMoney', () => {
  it.each([
    [123456, 'SEK', 'sv-SE', '1 234,56 kr'],
    [123456, 'EUR', 'de-DE', '1.234,56 €'],
    [-500, 'GBP', 'en-GB', '-£5.00'],
    [1234, 'JPY', 'en-US', '¥1,234'],
    [5, 'KWD', 'en-US', 'KWD 0.005'],
    [0, 'USD', 'en-US', '$0.00'],
  ])('%i %s in %s reads %s', (amountMinor, currency, locale, text) => {
    expect(typed(formatMoney({ amountMinor, currency }, locale))).toBe(text);
  });

  it.each(['xx-XX', 'not a locale', '', 'sv_SE', null, undefined])(
    'falls back to English for %p',
    (locale) => {
      expect(typed(formatMoney({ amountMinor: 123456, currency: 'USD' }, locale))).toBe('$1,234.56');
    },
  );

  it('keeps every digit of the largest integer', () => {
    const money = { amountMinor: Number.MAX_SAFE_INTEGER, currency: 'SEK' };
    expect(typed(formatMoney(money, 'sv-SE'))).toBe('90 071 992 547 409,91 kr');
  });

  it.each([
    [{ amountMinor: 1.5, currency: 'SEK' }],
    [{ amountMinor: Number.NaN, currency: 'SEK' }],
    [{ amountMinor: 100, currency: 'ZZZ' }],
  ])('refuses %j', (money) => {
    expect(() => formatMoney(money, 'sv-SE')).toThrow(RangeError);
  });
});

describe('toDecimal', () => {
  it.each([
    [12345, 'SEK', '123.45'],
    [-5, 'SEK', '-0.05'],
    [5, 'KWD', '0.005'],
    [100, 'JPY', '100'],
    [0, 'SEK', '0.00'],
  ])('%i %s is %s', (amountMinor, currency, text) => {
    expect(toDecimal(amountMinor, currency)).toBe(text);
  });
});

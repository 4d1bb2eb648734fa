import { describe, expect, it } from '@jest/globals';

import {
  exponentOf,
  formatMoney,
  parseMoney,
  parsePercent,
  percentText,
  taxWithin,
  toMajorText,
} from './money.js';

describe('money typed by a person', () => {
  it.each([
    ['1299', 'SEK', 129_900],
    ['1299.5', 'SEK', 129_950],
    ['1 299,50', 'SEK', 129_950],
    ['1,299.50', 'SEK', 129_950],
    ['1.299.000,05', 'EUR', 129_900_005],
    ["1'299.50", 'CHF', 129_950],
    ['0,01', 'EUR', 1],
    ['129900', 'JPY', 129_900],
    ['1.234', 'KWD', 1_234],
  ])('reads %s %s', (text, currency, value) => {
    expect(parseMoney(text, currency)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'SEK', 'Enter an amount.'],
    ['1.299', 'SEK', 'Write the amount like 1299.00.'],
    ['1,299', 'JPY', 'Write the amount like 129900.'],
    ['1.299.000', 'EUR', 'Write the amount like 1299.00.'],
    ['1,2.50', 'EUR', 'Write the amount like 1299.00.'],
    ['-5', 'SEK', 'Write the amount like 1299.00.'],
    ['5,', 'SEK', 'Write the amount like 1299.00.'],
    ['1e3', 'SEK', 'Write the amount like 1299.00.'],
    ['1.2345', 'SEK', 'SEK has at most 2 decimals.'],
    ['12.5', 'JPY', 'JPY has no decimals.'],
    ['99999999999999999', 'SEK', 'Write the amount like 1299.00.'],
  ])('refuses %p %s, and says what to write', (text, currency, message) => {
    expect(parseMoney(text, currency)).toEqual({ ok: false, message });
  });

  it('reads back what it wrote into a field', () => {
    for (const currency of ['SEK', 'JPY', 'KWD']) {
      for (const value of [0, 1, 99, 100, 1_001, 123_456_789]) {
        expect(parseMoney(toMajorText(value, currency), currency)).toEqual({ ok: true, value });
      }
    }
  });
});

describe('money for people', () => {
  it('has the decimals of its currency', () => {
    expect([exponentOf('SEK'), exponentOf('JPY'), exponentOf('KWD')]).toEqual([2, 0, 3]);
    expect(formatMoney({ amount: 129_900, currency: 'GBP' }, 'en-GB')).toBe('£1,299.00');
    expect(formatMoney({ amount: 1_299, currency: 'JPY' }, 'en-GB')).toBe('JP¥1,299');
  });
});

describe('tax', () => {
  it('is read in percent and kept in hundredths of a percent', () => {
    expect(parsePercent('25')).toEqual({ ok: true, value: 2_500 });
    expect(parsePercent('25,5 %')).toEqual({ ok: true, value: 2_550 });
    expect(parsePercent('101')).toEqual({ ok: false, message: 'A tax rate is at most 100 %.' });
    expect(parsePercent('')).toMatchObject({ ok: false });
    expect(percentText(810)).toBe('8.1');
  });

  it('is taken out of the gross amount', () => {
    expect(taxWithin(50_000, 1_000)).toBe(4_545);
    expect(taxWithin(10_000, 2_500)).toBe(2_000);
    expect(taxWithin(10_000, 0)).toBe(0);
  });
});

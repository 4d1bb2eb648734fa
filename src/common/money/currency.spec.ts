import { currencyExponent, isCurrency } from './currency.js';

describe('currency', () => {
  it.each([
    ['JPY', 0],
    ['ISK', 0],
    ['SEK', 2],
    ['EUR', 2],
    ['KWD', 3],
    ['CLF', 4],
  ])('%s has %i decimals', (code, exponent) => {
    expect(currencyExponent(code)).toBe(exponent);
  });

  it('takes lower case', () => {
    expect(isCurrency('sek')).toBe(true);
    expect(currencyExponent('kwd')).toBe(3);
  });

  it.each(['ZZZ', 'SE', '', 'SEKK'])('does not know %p', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => currencyExponent(code)).toThrow(RangeError);
  });
});

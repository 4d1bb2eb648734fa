import { describe, expect, it } from '@jest/globals';

import { marketOf } from '../markets.js';
import { newDraft, toInput, totals, withCountry, withExpiry, type Draft } from './draft.js';

function draft(...prices: string[]): Draft {
  const empty = newDraft(marketOf('SE'));
  const lines = prices.map((unitPrice, key) => ({
    key,
    name: ' Oak table ',
    quantity: '2',
    unitPrice,
    taxRate: '25',
  }));
  return { ...empty, lines };
}

describe('a link being written', () => {
  it('becomes the input of the server, in minor units', () => {
    expect(toInput({ ...draft('1 299,50'), reference: ' 7 ' })).toEqual({
      input: {
        country: 'SE',
        currency: 'SEK',
        locale: 'sv-SE',
        reference: '7',
        orderLines: [{ name: 'Oak table', quantity: 2, unitPrice: 129_950, taxRate: 2_500 }],
      },
    });
  });

  it('names each fault by the path of its field', () => {
    const wrong = draft('1.299', '5');
    wrong.lines[1] = { ...wrong.lines[1]!, name: ' ', quantity: '0', taxRate: 'x' };
    const read = toInput({ ...wrong, expiry: 'at', expiresAt: '' });
    expect('faults' in read && Object.keys(read.faults).sort()).toEqual([
      'expiresAt',
      'orderLines.0.unitPrice',
      'orderLines.1.name',
      'orderLines.1.quantity',
      'orderLines.1.taxRate',
    ]);
  });

  it('adds up what can be read so far', () => {
    expect(totals(draft('100', 'x', '0,50'))).toEqual({
      lines: [20_000, null, 100],
      total: 20_100,
      tax: 4_020,
    });
  });

  it('takes currency, language and the ordinary tax rate of another country, and keeps a rate of one’s own', () => {
    const mixed = draft('1', '1');
    mixed.lines[1] = { ...mixed.lines[1]!, taxRate: '6' };
    const german = withCountry(mixed, 'DE');
    expect([german.currency, german.locale]).toEqual(['EUR', 'de-DE']);
    expect(german.lines.map((line) => line.taxRate)).toEqual(['19', '6']);
  });

  it('sends the same end of the offer on a retry, however late', () => {
    const chosen = withExpiry(draft('1'), '7');
    const first = toInput(chosen);
    expect('input' in first && first.input.expiresAt).toEqual(new Date(chosen.expiresAt).toISOString());
    expect(toInput(withExpiry(chosen, 'never'))).not.toHaveProperty('input.expiresAt');
  });
});

import type { DraftLine } from './order-line.js';
import { checkLines, type LineOptions } from './order-line.checker.js';

const line = (rest: Partial<DraftLine> = {}): DraftLine => ({
  name: 'Shirt',
  quantity: 1,
  unitPrice: 10_000,
  taxRate: 2_500,
  ...rest,
});

/** "total/tax" of every line and then of all; or every fault as "path expected". */
function outcome(lines: DraftLine[], options?: LineOptions): string[] {
  const result = checkLines(lines, 'orderLines', options);
  if (!result.ok) return result.faults.map(({ path, expected }) => `${path} ${expected ?? '-'}`);
  const each = result.lines.map((built) => `${built.totalAmountMinor}/${built.totalTaxAmountMinor}`);
  return [...each, `= ${result.amountMinor}/${result.taxAmountMinor}`];
}

const untaxedPrices = { pricesIncludeTax: false };

describe('rules A1 to A6', () => {
  it.each<[string, DraftLine[], string[], LineOptions?]>([
    ['A1 computes', [line({ quantity: 3, totalDiscountAmount: 5_000 })], ['25000/5000', '= 25000/5000']],
    ['A1 takes a right total', [line({ quantity: 2, totalAmount: 20_000 })], ['20000/4000', '= 20000/4000']],
    ['A1 has no tolerance', [line({ quantity: 2, totalAmount: 19_999 })], ['orderLines.0.totalAmount 20000']],
    [
      'A2 takes tax out of the gross',
      [line({ quantity: 5, taxRate: 1_000 })],
      ['50000/4545', '= 50000/4545'],
    ],
    ['A2 keeps a tax one lower', [line({ totalTaxAmount: 1_999 })], ['10000/1999', '= 10000/1999']],
    ['A2 keeps a tax one higher', [line({ totalTaxAmount: 2_001 })], ['10000/2001', '= 10000/2001']],
    ['A2 refuses a tax two lower', [line({ totalTaxAmount: 1_998 })], ['orderLines.0.totalTaxAmount 2000']],
    ['A2 refuses a tax two higher', [line({ totalTaxAmount: 2_002 })], ['orderLines.0.totalTaxAmount 2000']],
    ['A2 refuses tax added on top', [line({ totalTaxAmount: 2_500 })], ['orderLines.0.totalTaxAmount 2000']],
    ['A2 wants whole units', [line({ totalTaxAmount: 2_000.5 })], ['orderLines.0.totalTaxAmount 2000']],
    [
      'A2 measures against the right total',
      [line({ totalAmount: 5_000, totalTaxAmount: 1_000 })],
      ['orderLines.0.totalAmount 10000', 'orderLines.0.totalTaxAmount 2000'],
    ],
    [
      'A3, A4 sum',
      [line(), line({ taxRate: 1_200, unitPrice: 11_200 }), line({ taxRate: 0, unitPrice: 1 })],
      ['10000/2000', '11200/1200', '1/0', '= 21201/3200'],
    ],
    [
      'A3 takes a right sum',
      [line(), line()],
      ['10000/2000', '10000/2000', '= 20000/4000'],
      { amountMinor: 20_000 },
    ],
    [
      'A3 has no tolerance',
      [line(), line()],
      ['orderAmount 20000'],
      { amountMinor: 20_001, amountPath: 'orderAmount' },
    ],
    [
      'A5 negative lines hold negative tax',
      [line(), line({ type: 'DISCOUNT', unitPrice: -2_500, taxRate: 1_000 })],
      ['10000/2000', '-2500/-227', '= 7500/1773'],
    ],
    [
      'A5 gift cards and credit at rate 0',
      [
        line(),
        line({ type: 'GIFT_CARD', unitPrice: -3_000, taxRate: 0 }),
        line({ type: 'STORE_CREDIT', unitPrice: -500, taxRate: 0 }),
      ],
      ['10000/2000', '-3000/0', '-500/0', '= 6500/2000'],
    ],
    [
      'A5 refuses positive tax on a negative line',
      [line(), line({ unitPrice: -2_500, totalTaxAmount: 500 })],
      ['orderLines.1.totalTaxAmount -500'],
    ],
    [
      'A5 refuses tax on a discount of untaxed goods',
      [
        line({ taxRate: 0 }),
        line({ type: 'DISCOUNT', unitPrice: -14_950, taxRate: 2_500, totalTaxAmount: 0 }),
      ],
      ['orderLines.1.totalTaxAmount -2990'],
    ],
    [
      'A5 refuses any tax on an untaxed discount',
      [line(), line({ type: 'DISCOUNT', unitPrice: -500, taxRate: 0, totalTaxAmount: -1 })],
      ['orderLines.1.totalTaxAmount 0'],
    ],
    [
      'what lowers an order and would raise it',
      (['DISCOUNT', 'GIFT_CARD', 'STORE_CREDIT'] as const).map((type) => line({ type, unitPrice: 2_500 })),
      ['orderLines.0.unitPrice -2500', 'orderLines.1.unitPrice -2500', 'orderLines.2.unitPrice -2500'],
    ],
    ['a gift card that is sold', [line({ type: 'DIGITAL', taxRate: 0 })], ['10000/0', '= 10000/0']],
    [
      'A6 sums SALES_TAX lines',
      [
        line({ unitPrice: 50_000, taxRate: 0 }),
        line({ type: 'SHIPPING_FEE', unitPrice: 2_000, taxRate: 0 }),
        line({ type: 'SALES_TAX', unitPrice: 3_000, taxRate: 0 }),
        line({ type: 'SALES_TAX', unitPrice: 938, taxRate: 0 }),
        line({ type: 'DISCOUNT', unitPrice: -5_000, taxRate: 0 }),
      ],
      ['50000/0', '2000/0', '3000/0', '938/0', '-5000/0', '= 50938/3938'],
      untaxedPrices,
    ],
    ['A6 refuses a rate', [line()], ['orderLines.0.taxRate 0'], untaxedPrices],
    [
      'A6 refuses tax on a line, by one too',
      [line({ taxRate: 0, totalTaxAmount: 1 })],
      ['orderLines.0.totalTaxAmount 0'],
      untaxedPrices,
    ],
    [
      'a SALES_TAX line is a line like others elsewhere',
      [line({ type: 'SALES_TAX', unitPrice: 900, taxRate: 0 })],
      ['900/0', '= 900/0'],
    ],
  ])('%s', (_, lines, expected, ...options) => {
    expect(outcome(lines, ...options)).toEqual(expected);
  });
});

describe('limits of a line, ends included', () => {
  it.each<[string, Partial<DraftLine>]>([
    ['name', { name: 'x' }],
    ['name', { name: 'x'.repeat(255) }],
    ['reference', { reference: 'x'.repeat(255) }],
    ['reference', { reference: '' }],
    ['quantity', { quantity: 0 }],
    ['quantityUnit', { quantity: 1_500, quantityUnit: 'grammes.', unitPrice: 2 }],
    ['unitPrice', { unitPrice: 100_000_000 }],
    ['taxRate', { taxRate: 0 }],
    ['taxRate', { taxRate: 10_000 }],
    ['productUrl', { productUrl: `https://shop.example/${'x'.repeat(1003)}` }],
    [
      'nothing but what must be',
      { type: null, reference: null, totalDiscountAmount: null, totalAmount: null },
    ],
  ])('%s: %j passes', (_, rest) => {
    expect(checkLines([line(rest)]).ok).toBe(true);
  });

  it.each<[string, Partial<DraftLine>]>([
    ['type', { type: 'RETURN_FEE' as never }],
    ['name', { name: '' }],
    ['name', { name: '  ' }],
    ['name', { name: 'x'.repeat(256) }],
    ['name', { name: '<b>Shirt</b>' }],
    ['reference', { reference: 'x'.repeat(256) }],
    ['reference', { reference: '<script>' }],
    ['quantity', { quantity: -1 }],
    ['quantity', { quantity: 1.5 }],
    ['quantity', { quantity: Number.NaN }],
    ['quantityUnit', { quantityUnit: '' }],
    ['quantityUnit', { quantityUnit: 'kilograms' }],
    ['unitPrice', { unitPrice: 100_000_001 }],
    ['unitPrice', { unitPrice: 9.99 }],
    ['unitPrice', { unitPrice: null }],
    ['unitPriceExcludingTax', { unitPriceExcludingTax: 8_000 }],
    ['taxRate', { taxRate: -1 }],
    ['taxRate', { taxRate: 10_001 }],
    ['taxRate', { taxRate: 25.5 }],
    ['totalDiscountAmount', { totalDiscountAmount: -1 }],
    ['totalAmount', { quantity: 2, unitPrice: 100_000_000 }],
    ['totalAmount', { quantity: 2 ** 40, unitPrice: 100_000_000, totalDiscountAmount: 1 }],
    ['totalAmount', { quantity: 2 ** 40, unitPrice: -1 }],
    ['totalAmount', { quantity: 2 ** 52, unitPrice: -100 }],
    ['productUrl', { productUrl: 'shop.example/1' }],
    ['imageUrl', { imageUrl: `https://shop.example/${'x'.repeat(1004)}` }],
  ])('%s: %j is refused', (field, rest) => {
    expect(checkLines([line(rest)])).toEqual({
      ok: false,
      faults: [
        expect.objectContaining({ path: `orderLines.0.${field}`, message: expect.stringMatching(/.{10}/) }),
      ],
    });
  });

  it('takes 1 to 1000 lines', () => {
    const lines = (count: number) => outcome(Array.from({ length: count }, () => line()));
    expect(lines(0)).toEqual(['orderLines at least 1 line']);
    expect(lines(1000).at(-1)).toBe('= 10000000/2000000');
    expect(lines(1001)).toEqual(['orderLines at most 1000 lines']);
  });
});

describe('faults', () => {
  it('come all in one answer, in the order of the lines, under the path of the list', () => {
    const result = checkLines(
      [line({ name: '', quantity: -1, taxRate: -1 }), line(), line({ totalAmount: 1, totalTaxAmount: 9 })],
      'input.lines',
    );
    expect(result.ok || result.faults.map(({ path }) => path)).toEqual([
      'input.lines.0.name',
      'input.lines.0.quantity',
      'input.lines.0.taxRate',
      'input.lines.2.totalAmount',
      'input.lines.2.totalTaxAmount',
    ]);
  });

  it('say what to change', () => {
    const result = checkLines([line({ quantity: 5, taxRate: 1_000, totalTaxAmount: 5_000 })]);
    expect(result).toEqual({
      ok: false,
      faults: [
        {
          path: 'orderLines.0.totalTaxAmount',
          message:
            'Set it to 4545, the tax held in 50000 at 10 %, or leave it out; a difference of 1 is allowed.',
          expected: '4545',
        },
      ],
    });
  });
});

describe('prices that exclude tax', () => {
  const net = (unitPriceExcludingTax: number, rest: Partial<DraftLine> = {}) =>
    line({ unitPrice: null, unitPriceExcludingTax, ...rest });

  it.each<[string, DraftLine[], string[], LineOptions?]>([
    [
      'sum exactly, mixed with gross lines',
      [line(), net(333, { quantity: 3 }), net(1_001)],
      ['10000/2000', '832/166', '417/83', '1251/250', '= 12500/2499'],
    ],
    [
      'meet the total of the shop',
      [line(), net(333, { quantity: 3 })],
      ['10000/2000', '1248/250', '= 11248/2250'],
      { amountMinor: 11_248 },
    ],
    [
      'say what can be met',
      [line(), net(333, { quantity: 3 })],
      ['orderAmount 11248 to 11249'],
      { amountMinor: 11_250, amountPath: 'orderAmount' },
    ],
    [
      'want no totals',
      [net(800, { totalAmount: 1_000, totalTaxAmount: 200 })],
      ['orderLines.0.totalAmount -', 'orderLines.0.totalTaxAmount -'],
    ],
    [
      'keep the limit of a line with tax',
      [line(), net(90_000_000)],
      ['orderLines.1.unitPriceExcludingTax -'],
    ],
    ['keep it without tax', [net(90_000_000, { quantity: 2 })], ['orderLines.0.unitPriceExcludingTax -']],
    [
      'turn a discount the right way',
      [line(), net(100, { type: 'DISCOUNT' }), net(200, { type: 'GIFT_CARD' })],
      ['orderLines.1.unitPriceExcludingTax -100', 'orderLines.2.unitPriceExcludingTax -200'],
    ],
    [
      'are the prices in the United States',
      [net(999, { quantity: 2, taxRate: 0 })],
      ['1998/0', '= 1998/0'],
      untaxedPrices,
    ],
  ])('%s', (_, lines, expected, ...options) => {
    expect(outcome(lines, ...options)).toEqual(expected);
  });

  it('are refused where dividing takes more than 1000 lines', () => {
    const lines = Array.from({ length: 1000 }, () => net(333, { quantity: 3 }));
    expect(outcome(lines)).toEqual(['orderLines at most 1000 lines']);
  });
});

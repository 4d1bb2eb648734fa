import fc from 'fast-check';

import { buildCheckoutOrder, type BuiltOrder, type DraftOrder } from './checkout-order.builder.js';
import { MARKETS, type Market } from '../../common/markets/markets.js';
import { LINE_TYPES, type BuiltLine, type DraftLine } from './order-line.js';

/**
 * Random baskets against an oracle that was written from the provider's rules, in fractions of BigInt, and calls
 * nothing of the builder. PROPERTY_RUNS baskets for each property; PROPERTY_SEED repeats a run.
 */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 2_000);
const seed = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
process.stdout.write(`order properties: PROPERTY_SEED=${seed} PROPERTY_RUNS=${numRuns}\n`);
const check = <Args extends [unknown, ...unknown[]]>(property: fc.IProperty<Args>) =>
  fc.assert(property, { numRuns, seed });

// No market pays in a currency of 0 or 3 decimals; these two stand in for those to come.
const markets: readonly Market[] = [
  ...MARKETS,
  { country: 'JP', currency: 'JPY', locales: ['ja-JP'], pricesIncludeTax: true, source: 'local' },
  { country: 'KW', currency: 'KWD', locales: ['en-KW'], pricesIncludeTax: true, source: 'local' },
];
const build = (draft: DraftOrder) => buildCheckoutOrder(draft, markets);

// ---------------------------------------------------------------- the oracle

const abs = (value: bigint) => (value < 0n ? -value : value);
const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n);

/** value / divisor as a whole number, halves away from zero. */
const nearest = (value: bigint, divisor: bigint) => {
  const size = (2n * abs(value) + divisor) / (2n * divisor);
  return value < 0n ? -size : size;
};
const lowering: unknown[] = ['DISCOUNT', 'GIFT_CARD', 'STORE_CREDIT'];
const taxOf = (total: bigint, rate: bigint) => nearest(total * rate, 10_000n + rate);

/** Which fields of which lines break a rule; "sum" where the lines are right but make no order. */
function broken(lines: readonly DraftLine[], taxed: boolean): string[] {
  const totals: bigint[] = [];
  const taxes: bigint[] = [];
  const wrong = lines.flatMap((line, i) => {
    const costs = (unitPrice: number) =>
      BigInt(line.quantity) * BigInt(unitPrice) - BigInt(line.totalDiscountAmount ?? 0);
    const raises = lowering.includes(line.type) && costs(line.unitPrice!) > 0n;
    const total = costs(raises ? -line.unitPrice! : line.unitPrice!);
    const tax = taxOf(total, BigInt(line.taxRate));
    const tolerance = !taxed || (line.type === 'DISCOUNT' && line.taxRate === 0) ? 0n : 1n;
    totals.push(total);
    taxes.push(taxed ? BigInt(line.totalTaxAmount ?? tax) : line.type === 'SALES_TAX' ? total : 0n);
    const impossible = total > 100_000_000n || total < -100_000_000_000n;
    if (impossible) return [...(raises ? [`${i}.unitPrice`] : []), `${i}.totalAmount`];
    return [
      raises && `${i}.unitPrice`,
      line.totalAmount != null && BigInt(line.totalAmount) !== total && `${i}.totalAmount`,
      line.totalTaxAmount != null &&
        abs(BigInt(line.totalTaxAmount) - tax) > tolerance &&
        `${i}.totalTaxAmount`,
    ].filter((field) => field !== false);
  });
  if (wrong.length > 0) return wrong;
  const noOrder = sum(totals) < 0n || sum(totals) > 200_000_000n || sum(taxes) < 0n;
  return noOrder ? ['sum'] : [];
}

/** Rules A1 to A4 and A6 on what would be sent, without any tolerance. */
function expectExact(order: BuiltOrder, taxed: boolean): void {
  for (const line of order.lines) {
    const total = BigInt(line.quantity) * BigInt(line.unitPriceMinor) - BigInt(line.totalDiscountAmountMinor);
    expect(BigInt(line.totalAmountMinor)).toBe(total);
    expect(BigInt(line.totalTaxAmountMinor)).toBe(taxOf(total, BigInt(line.taxRate)));
    expect(line.totalDiscountAmountMinor).toBeGreaterThanOrEqual(0);
  }
  expectSums(order, taxed);
}

function expectSums(order: BuiltOrder, taxed: boolean): void {
  const salesTax = order.lines
    .filter(({ type }) => type === 'SALES_TAX')
    .map((line) => line.totalAmountMinor);
  const taxes = taxed ? order.lines.map((line) => line.totalTaxAmountMinor) : salesTax;
  expect(BigInt(order.amountMinor)).toBe(sum(order.lines.map((line) => BigInt(line.totalAmountMinor))));
  expect(BigInt(order.taxAmountMinor)).toBe(sum(taxes.map(BigInt)));
}

// ---------------------------------------------------------------- baskets

const common = [0, 500, 600, 810, 1_000, 1_200, 1_900, 2_000, 2_100, 2_500, 2_550, 10_000];
const rate = fc.oneof(fc.constantFrom(...common), fc.integer({ min: 0, max: 10_000 }));
const price = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 300_000 }) },
  { weight: 4, arbitrary: fc.integer({ min: -5_000, max: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000_000 }) },
);
const quantity = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5_000 }) },
);
const discount = fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: null, freq: 2 });
const market = fc.constantFrom(...markets);

/** A line that most often is right: its type follows the sign of its price. */
const grossLine = (taxed: boolean): fc.Arbitrary<DraftLine> =>
  fc
    .record({
      type: fc.constantFrom(...LINE_TYPES),
      name: fc.constant('Line'),
      quantity,
      unitPrice: price,
      taxRate: taxed ? rate : fc.constant(0),
      totalDiscountAmount: discount,
    })
    .map((line) =>
      lowering.includes(line.type) && line.unitPrice % 7 !== 0
        ? { ...line, unitPrice: -Math.abs(line.unitPrice % 5_000) }
        : line,
    );

const draftIn = (place: Market, orderLines: DraftLine[]): DraftOrder => ({
  country: place.country,
  currency: place.currency,
  locale: place.locales[0]!,
  channel: 'ECOMMERCE',
  autoCapture: false,
  orderLines,
});
const lines = (line: fc.Arbitrary<DraftLine>) => fc.array(line, { minLength: 1, maxLength: 12 });
const basket = market.chain((place) =>
  lines(grossLine(place.pricesIncludeTax)).map((orderLines) => ({
    place,
    draft: draftIn(place, orderLines),
  })),
);

/** Totals given, most often right, otherwise off by a little. */
const off = fc.oneof(
  { weight: 15, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
);
const totalled = basket.chain(({ place, draft }) =>
  fc
    .array(fc.tuple(off, off), { minLength: draft.orderLines.length, maxLength: draft.orderLines.length })
    .map((offs) => {
      const given = draft.orderLines.map((line, i) => {
        const total = line.quantity * line.unitPrice! - (line.totalDiscountAmount ?? 0);
        const tax = Number(taxOf(BigInt(total), BigInt(line.taxRate)));
        return { ...line, totalAmount: total + offs[i]![0], totalTaxAmount: tax + offs[i]![1] };
      });
      return { place, draft: { ...draft, orderLines: given } };
    }),
);

/** What was built, as a storefront would give it back. */
const given = (line: BuiltLine): DraftLine => ({
  type: line.type,
  name: line.name,
  quantity: line.quantity,
  unitPrice: line.unitPriceMinor,
  taxRate: line.taxRate,
  totalDiscountAmount: line.totalDiscountAmountMinor,
  totalAmount: line.totalAmountMinor,
  totalTaxAmount: line.totalTaxAmountMinor,
});

// ---------------------------------------------------------------- properties

describe('random baskets', () => {
  it('are taken exactly when the rules allow, and faults name the fields', () => {
    let taken = 0;
    check(
      fc.property(totalled, ({ place, draft }) => {
        const result = build(draft);
        const wrong = broken(draft.orderLines, place.pricesIncludeTax);
        if (result.ok) taken += 1;
        const paths = result.ok ? [] : result.faults.map(({ path }) => path);
        expect(paths).toEqual(wrong.map((field) => (field === 'sum' ? 'orderLines' : `orderLines.${field}`)));
      }),
    );
    expect(taken / numRuns).toBeGreaterThan(0.05);
  });

  it('need no tolerance when computed, sum, and build to the same order again', () => {
    let taken = 0;
    check(
      fc.property(basket, ({ place, draft }) => {
        const result = build(draft);
        if (!result.ok) return;
        taken += 1;
        expectExact(result.order, place.pricesIncludeTax);
        expect(build({ ...draft, orderLines: result.order.lines.map(given) })).toEqual(result);
      }),
    );
    expect(taken / numRuns).toBeGreaterThan(0.25);
  });

  it('keep a given tax within the tolerance, and sum what was given', () => {
    check(
      fc.property(totalled, ({ place, draft }) => {
        const result = build(draft);
        if (!result.ok) return;
        expect(result.order.lines.map((line) => line.totalTaxAmountMinor)).toEqual(
          draft.orderLines.map((line) => line.totalTaxAmount),
        );
        expectSums(result.order, place.pricesIncludeTax);
      }),
    );
  });

  it('are right once every expected value has been taken over', () => {
    let repaired = 0;
    check(
      fc.property(totalled, ({ draft }) => {
        const first = build(draft);
        if (first.ok || first.faults.some(({ expected }) => !/^-?\d+$/.test(expected ?? ''))) return;
        repaired += 1;
        const orderLines = draft.orderLines.map((line) => ({ ...line }));
        for (const { path, expected } of first.faults) {
          const [, i, field] = path.split('.');
          Object.assign(orderLines[Number(i)]!, { [field!]: Number(expected) });
        }
        const second = build({ ...draft, orderLines });
        expect(second.ok || second.faults.map(({ path }) => path)).toEqual(second.ok || ['orderLines']); // right lines may still make no order
      }),
    );
    expect(repaired / numRuns).toBeGreaterThan(0.1);
  });
});

describe('random baskets with prices that exclude tax', () => {
  const taxedMarket = fc.constantFrom(...markets.filter((place) => place.pricesIncludeTax));
  const netBasket = taxedMarket.chain((place) =>
    lines(
      grossLine(true).map(({ unitPrice, ...line }) => ({ ...line, unitPriceExcludingTax: unitPrice })),
    ).map((orderLines) => draftIn(place, orderLines)),
  );
  /** The exact gross of a line, in ten-thousandths of a minor unit. */
  const exactly = (line: DraftLine) =>
    (BigInt(line.quantity) * BigInt(line.unitPriceExcludingTax!) - BigInt(line.totalDiscountAmount ?? 0)) *
    BigInt(10_000 + line.taxRate);

  it('charge the exact sum, rounded once; no line is off by a whole minor unit; every rule holds', () => {
    let taken = 0;
    check(
      fc.property(netBasket, (draft) => {
        const result = build(draft);
        if (!result.ok) return;
        taken += 1;
        const { order } = result;
        expectExact(order, true);
        expect(BigInt(order.amountMinor)).toBe(nearest(sum(draft.orderLines.map(exactly)), 10_000n));
        const pieces = order.lines.values();
        for (const line of draft.orderLines) {
          let [charged, counted] = [0n, 0];
          do {
            const piece = pieces.next().value!;
            charged += BigInt(piece.totalAmountMinor);
            counted += piece.quantity;
          } while (counted < line.quantity);
          expect(counted).toBe(line.quantity);
          expect(abs(charged * 10_000n - exactly(line))).toBeLessThan(10_000n);
        }
        expect(pieces.next().done).toBe(true);
      }),
    );
    expect(taken / numRuns).toBeGreaterThan(0.25);
  });

  it('charge the same in net and in gross form', () => {
    check(
      fc.property(netBasket, (draft) => {
        const net = build(draft);
        if (!net.ok) return;
        expect(build({ ...draft, orderLines: net.order.lines.map(given) })).toEqual(net);
        expect(build({ ...draft, orderAmount: net.order.amountMinor })).toEqual(net);
      }),
    );
  });
});

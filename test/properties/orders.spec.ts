import fc from 'fast-check';

import { MARKETS, type Market } from '../../src/common/markets/markets.js';
import { buildCheckoutOrder, type DraftLine, type DraftOrder } from '../../src/modules/checkout/index.js';
import { LINE_TYPES } from '../../src/modules/checkout/order-line.js';
import { LIMITS } from '../../src/modules/checkout/order-limits.js';
import { checkoutOrderToWire } from '../../src/modules/klarna/wire/checkout.wire.js';
import { type Sandbox, startSandbox } from '../support/sandbox.js';

/**
 * The order builder and the sandbox were written from the same documents by different hands: what one takes, the other
 * takes. PROPERTY_RUNS baskets for each property; PROPERTY_SEED repeats a run.
 */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 300);
const seed = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
process.stdout.write(`orders at the sandbox: PROPERTY_SEED=${seed} PROPERTY_RUNS=${numRuns}\n`);

const ACCOUNT = { username: 'PL0009-properties', key: 'kco_test_api_properties', global: true };
const LONG_RUN_MS = 1_800_000;

// No market pays in a currency of 0 or 3 decimals; an account with a global agreement may.
const markets: readonly Market[] = [
  ...MARKETS,
  { country: 'JP', currency: 'JPY', locales: ['ja-JP'], pricesIncludeTax: true, source: 'local' },
  { country: 'KW', currency: 'KWD', locales: ['en-KW'], pricesIncludeTax: true, source: 'local' },
];

const rate = fc.oneof(
  fc.constantFrom(0, 600, 1_000, 2_500, 2_550, 10_000),
  fc.integer({ min: 0, max: 10_000 }),
);
const price = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 200_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: -3_000, max: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * LIMITS.lineAmount }) },
);
/** Most often right, otherwise off by a little. */
const off = fc.oneof(
  { weight: 20, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) },
);
const line = (taxed: boolean) =>
  fc
    .record({
      type: fc.constantFrom(...LINE_TYPES),
      // A blank name is refused by us alone.
      name: fc
        .string({ minLength: 1, maxLength: 40 })
        .filter((name) => name.trim() !== '' && !name.includes('<')),
      quantity: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3_000 })),
      unitPrice: price,
      taxRate: taxed ? rate : fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 2_500),
      totalDiscountAmount: fc.constantFrom(0, 0, 1, 99, 1_500),
      offTotal: off,
      offTax: off,
    })
    .map(({ offTotal, offTax, ...given }): DraftLine => {
      const down =
        ['DISCOUNT', 'GIFT_CARD', 'STORE_CREDIT'].includes(given.type) && given.unitPrice % 5 !== 0;
      const draft = { ...given, unitPrice: down ? -Math.abs(given.unitPrice % 4_000) : given.unitPrice };
      const { total, tax } = reckoned(draft);
      return {
        ...draft,
        ...(offTotal !== null && { totalAmount: total + offTotal }),
        ...(offTax !== null && { totalTaxAmount: tax + offTax }),
      };
    });

/** The formulas of the documents, as a shop would write them that has no order builder. */
function reckoned(draft: DraftLine): { total: number; tax: number } {
  const total = draft.quantity * draft.unitPrice! - (draft.totalDiscountAmount ?? 0);
  const tax = Math.round(total - (total * 10_000) / (10_000 + draft.taxRate));
  return { total, tax };
}

const draftOf = (place: Market, orderLines: DraftLine[]): DraftOrder => ({
  country: place.country,
  currency: place.currency,
  locale: place.locales[0]!,
  channel: 'ECOMMERCE',
  autoCapture: false,
  orderLines,
});
const basket = fc
  .constantFrom(...markets)
  .chain((place) =>
    fc
      .array(line(place.pricesIncludeTax), { minLength: 1, maxLength: 10 })
      .map((orderLines) => ({ place, draft: draftOf(place, orderLines) })),
  );
const netBasket = fc
  .constantFrom(...markets.filter(({ pricesIncludeTax }) => pricesIncludeTax))
  .chain((place) =>
    fc.array(line(true), { minLength: 1, maxLength: 10 }).map((lines) =>
      draftOf(
        place,
        lines.map(({ unitPrice, totalAmount: _a, totalTaxAmount: _t, ...rest }) => ({
          ...rest,
          unitPriceExcludingTax: unitPrice,
        })),
      ),
    ),
  );

describe('random baskets at the sandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ SANDBOX_ACCOUNTS: JSON.stringify([ACCOUNT]) });
  });
  afterAll(() => sandbox.stop());

  const post = async (order: object): Promise<{ status: number; messages: string[] }> => {
    const response = await fetch(`${sandbox.url}/checkout/v3/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${ACCOUNT.key}` },
      body: JSON.stringify(order),
    });
    const { error_messages } = (await response.json()) as { error_messages?: string[] };
    return { status: response.status, messages: error_messages ?? [] };
  };
  const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => Promise<void>) =>
    fc.assert(fc.asyncProperty(arbitrary, holds), { numRuns, seed });

  it(
    'are taken by both or refused by both',
    async () => {
      let taken = 0;
      await check(basket, async ({ place, draft }) => {
        const built = buildCheckoutOrder(draft, markets);
        if (built.ok) {
          taken += 1;
          expect(await post(wireOf(draft, built.order))).toEqual({ status: 201, messages: [] });
          return;
        }
        const naive = naiveOrder(draft, place.pricesIncludeTax);
        // Only Order Management, later, has a limit for the whole.
        if (naive.amountMinor > LIMITS.orderAmount) return;
        const answer = await post(wireOf(draft, naive));
        expect(answer.status).toBe(400);
      });
      expect(taken / numRuns).toBeGreaterThan(0.05);
      expect(taken / numRuns).toBeLessThan(0.95);
    },
    LONG_RUN_MS,
  );

  it(
    'with net prices are taken as they are built',
    async () => {
      let taken = 0;
      await check(netBasket, async (draft) => {
        const built = buildCheckoutOrder(draft, markets);
        if (!built.ok) return;
        taken += 1;
        expect(await post(wireOf(draft, built.order))).toEqual({ status: 201, messages: [] });
      });
      expect(taken / numRuns).toBeGreaterThan(0.05);
    },
    LONG_RUN_MS,
  );
});

interface Sent {
  amountMinor: number;
  taxAmountMinor: number;
  lines: Parameters<typeof checkoutOrderToWire>[0]['orderLines'];
}

const wireOf = ({ country, currency, locale }: DraftOrder, { amountMinor, taxAmountMinor, lines }: Sent) =>
  checkoutOrderToWire({
    purchaseCountry: country,
    purchaseCurrency: currency,
    locale,
    orderAmountMinor: amountMinor,
    orderTaxAmountMinor: taxAmountMinor,
    orderLines: lines,
    merchantUrls: {
      terms: 'https://shop.example/terms',
      checkout: 'https://shop.example/checkout',
      confirmation: 'https://shop.example/thanks',
      push: 'https://shop.example/push',
    },
  });

/** What was given, the rest reckoned, and summed: what would have been sent without the builder. */
function naiveOrder({ orderLines }: DraftOrder, taxed: boolean): Sent {
  const lines = orderLines.map((draft) => {
    const { total, tax } = reckoned(draft);
    return {
      type: draft.type!,
      name: draft.name,
      quantity: draft.quantity,
      unitPriceMinor: draft.unitPrice!,
      taxRate: draft.taxRate,
      totalDiscountAmountMinor: draft.totalDiscountAmount ?? 0,
      totalAmountMinor: draft.totalAmount ?? total,
      totalTaxAmountMinor: draft.totalTaxAmount ?? tax,
    };
  });
  const taxes = taxed
    ? lines.map((each) => each.totalTaxAmountMinor)
    : lines.filter(({ type }) => type === 'SALES_TAX').map((each) => each.totalAmountMinor);
  const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);
  return { amountMinor: sum(lines.map((each) => each.totalAmountMinor)), taxAmountMinor: sum(taxes), lines };
}

// How long the order builder takes: processor time of one order of 1,000 lines, over many runs.
const LINES = 1_000;
const FAULTS = 50;
const RUNS = 200;
const BUDGET_MS = 50;

export const needs = ['backend'];

/** @returns one row for each kind of basket; `ok`: the worst run of the wrong one was within the budget */
export async function run() {
  const { buildCheckoutOrder } = await import('../dist/modules/checkout/checkout-order.builder.js');
  const measured = Object.entries(BASKETS).map(([basket, { lineOf, expected }]) => {
    const draft = draftOf(Array.from({ length: LINES }, (_, i) => ({ ...article(i), ...lineOf(i) })));
    const times = Array.from({ length: RUNS }, () => cpuMs(() => buildCheckoutOrder(draft), expected));
    return rowOf(basket, times);
  });
  return { rows: measured, ok: measured.every((row) => row['worst ms'] < BUDGET_MS) };
}

const ofFaults = (count) => (result) => !result.ok && result.faults.length === count;
const BASKETS = {
  [`${FAULTS} wrong taxes`]: {
    lineOf: (i) => ({
      unitPrice: 10_000,
      totalAmount: 20_000,
      totalTaxAmount: i % (LINES / FAULTS) ? 4_000 : 5_000,
    }),
    expected: ofFaults(FAULTS),
  },
  'right, totals given': {
    lineOf: () => ({ unitPrice: 10_000, totalAmount: 20_000, totalTaxAmount: 4_000 }),
    expected: (result) => result.ok,
  },
  'right, totals computed': {
    lineOf: () => ({ unitPrice: 10_000 }),
    expected: (result) => result.ok,
  },
  'net prices': {
    lineOf: (i) => ({ quantity: 1, unitPriceExcludingTax: 7_999 + i, taxRate: 2_550 }),
    expected: (result) => result.ok,
  },
};

const article = (i) => ({
  reference: `SKU-${i}`,
  name: `Article ${i}`,
  quantity: 2,
  taxRate: 2_500,
  productUrl: `https://shop.example/p/${i}`,
  imageUrl: `https://shop.example/i/${i}.jpg`,
});

const draftOf = (orderLines) => ({
  country: 'SE',
  currency: 'SEK',
  locale: 'sv-SE',
  channel: 'ECOMMERCE',
  autoCapture: false,
  orderLines,
});

function cpuMs(build, expected) {
  const before = process.cpuUsage();
  const result = build();
  const { user, system } = process.cpuUsage(before);
  if (!expected(result)) throw new Error(`not the result that was expected: ${JSON.stringify(result)}`);
  return (user + system) / 1000;
}

function rowOf(basket, times) {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    basket,
    lines: LINES,
    'first ms': times[0],
    'median ms': sorted[RUNS / 2],
    'worst ms': sorted.at(-1),
    'budget ms': BUDGET_MS,
  };
}

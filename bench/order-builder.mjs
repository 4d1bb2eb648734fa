// How long the order builder takes to refuse a basket of 1,000 lines with 50 faults. Needs `npm run build`.
import { buildCheckoutOrder } from '../dist/modules/checkout/checkout-order.builder.js';

const LINES = 1_000;
const FAULTS = 50;
const RUNS = 200;
const BUDGET_MS = 50;

const orderLines = Array.from({ length: LINES }, (_, i) => ({
  reference: `SKU-${i}`,
  name: `Article ${i}`,
  quantity: 2,
  unitPrice: 10_000,
  taxRate: 2_500,
  totalAmount: 20_000,
  totalTaxAmount: i % (LINES / FAULTS) === 0 ? 5_000 : 4_000,
  productUrl: `https://shop.example/p/${i}`,
  imageUrl: `https://shop.example/i/${i}.jpg`,
}));
const draft = {
  country: 'SE',
  currency: 'SEK',
  locale: 'sv-SE',
  channel: 'ECOMMERCE',
  autoCapture: false,
  orderLines,
};

function cpuMs() {
  const before = process.cpuUsage();
  const result = buildCheckoutOrder(draft);
  const { user, system } = process.cpuUsage(before);
  if (result.ok || result.faults.length !== FAULTS) throw new Error(`expected ${FAULTS} faults`);
  return (user + system) / 1000;
}

const runs = Array.from({ length: RUNS }, cpuMs);
const sorted = [...runs].sort((a, b) => a - b);
const row = {
  lines: LINES,
  faults: FAULTS,
  firstMs: runs[0],
  medianMs: sorted[RUNS / 2],
  worstMs: sorted.at(-1),
  budgetMs: BUDGET_MS,
};
console.table([row]);
process.exitCode = row.worstMs < BUDGET_MS ? 0 : 1;

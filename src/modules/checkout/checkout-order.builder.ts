import { isCurrency } from '../../common/money/currency.js';
import { type Channel, CHANNELS } from './channels.js';
import { type Fault, reporter } from './fault.js';
import {
  isLocaleShaped,
  type Market,
  marketOf,
  MARKETS,
  resolveLocale,
} from '../../common/markets/markets.js';
import { LIMITS } from './order-limits.js';
import type { BuiltLine, DraftLine } from './order-line.js';
import { checkLines } from './order-line.checker.js';

export interface DraftOrder {
  /** ISO 3166 alpha-2. */
  country: string;
  /** ISO 4217. */
  currency: string;
  locale: string;
  channel: Channel;
  autoCapture: boolean;
  orderLines: readonly DraftLine[];
  /** What the shop charges, in minor units including tax; checked when given, and met by lines with net prices. */
  orderAmount?: number | null;
}

/** An order that the provider accepts: rules A1 to A6 hold, and every limit is kept. */
export interface BuiltOrder {
  /** Upper case. */
  country: string;
  /** Upper case. */
  currency: string;
  /** The one the page will speak; another than asked for where localeFellBack. */
  locale: string;
  localeFellBack: boolean;
  /** From 0 on: the provider takes an order of nothing, though none of it can be captured. */
  amountMinor: number;
  taxAmountMinor: number;
  lines: BuiltLine[];
}

export type BuildResult = { ok: true; order: BuiltOrder } | { ok: false; faults: Fault[] };

/**
 * The order to send, or everything that is wrong with the input, in the order of its fields.
 * Pure; neither the provider nor the clock is asked. Lines: see checkLines.
 * @param markets those that the account sells in
 * Source: docs.klarna.com, checkout API: order.
 */
export function buildCheckoutOrder(draft: DraftOrder, markets: readonly Market[] = MARKETS): BuildResult {
  const faults: Fault[] = [];
  const report = reporter<keyof DraftOrder>(faults, '');
  const market = checkMarket(draft, markets, report);
  if (!isLocaleShaped(draft.locale)) report('locale', 'Give a language and a region, such as sv-SE.');
  if (!CHANNELS.includes(draft.channel)) report('channel', `Use one of ${CHANNELS.join(', ')}.`);

  const pricesIncludeTax = market?.pricesIncludeTax ?? true;
  const lines = checkLines(draft.orderLines, 'orderLines', {
    pricesIncludeTax,
    amountMinor: draft.orderAmount,
    amountPath: 'orderAmount',
  });
  if (!lines.ok) return { ok: false, faults: [...faults, ...lines.faults] };
  checkSums(lines, report);
  if (faults.length > 0) return { ok: false, faults };

  const { locale, fellBack } = resolveLocale(draft.locale);
  const { amountMinor, taxAmountMinor } = lines;
  return {
    ok: true,
    order: {
      country: draft.country.toUpperCase(),
      currency: draft.currency.toUpperCase(),
      locale,
      localeFellBack: fellBack,
      amountMinor,
      taxAmountMinor,
      lines: lines.lines,
    },
  };
}

type OrderReport = (field: keyof DraftOrder, message: string, expected?: string) => void;

function checkMarket(draft: DraftOrder, markets: readonly Market[], report: OrderReport): Market | undefined {
  const country = draft.country.toUpperCase();
  const currency = draft.currency.toUpperCase();
  const market = marketOf(country, markets);
  if (!market) {
    const offered = markets.map((row) => row.country).join(', ');
    report('country', 'Choose a country that is sold to.', offered);
  }
  if (!isCurrency(currency)) {
    report('currency', 'Give an ISO 4217 currency, such as SEK.', market?.currency);
  } else if (market && market.currency !== currency) {
    report('currency', `${country} pays in ${market.currency}, not ${currency}.`, market.currency);
  }
  return market;
}

function checkSums(sums: { amountMinor: number; taxAmountMinor: number }, report: OrderReport): void {
  const { amountMinor, taxAmountMinor } = sums;
  if (amountMinor < 0) {
    report(
      'orderLines',
      `The lines sum to ${amountMinor}: lower the discounts and credits, to 0 or more in all.`,
    );
  }
  if (amountMinor > LIMITS.orderAmount) {
    const message = `The lines sum to ${amountMinor}: an order may come to at most ${LIMITS.orderAmount} minor units.`;
    report('orderLines', message, `at most ${LIMITS.orderAmount}`);
  }
  if (taxAmountMinor < 0 && amountMinor >= 0) {
    const message = `The tax of the lines sums to ${taxAmountMinor}: give negative lines the rate of the goods they lower.`;
    report('orderLines', message);
  }
}

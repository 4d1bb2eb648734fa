import type { LineDetails } from './order-line.details.js';

/** docs.klarna.com, checkout API: order line, `type`. */
export const LINE_TYPES = [
  'PHYSICAL',
  'DISCOUNT',
  'SHIPPING_FEE',
  'SALES_TAX',
  'DIGITAL',
  'GIFT_CARD',
  'STORE_CREDIT',
  'SURCHARGE',
] as const;
export type LineType = (typeof LINE_TYPES)[number];

/** What lowers an order: a reduction, or a card or credit that the consumer pays a part with (the last two: inferred). */
export const LOWERING_TYPES: readonly LineType[] = ['DISCOUNT', 'GIFT_CARD', 'STORE_CREDIT'];

/** A line as the storefront gives it. Amounts in minor units; null and absent mean the same. */
export interface DraftLine extends LineDetails {
  /** Default: PHYSICAL. */
  type?: LineType | null;
  reference?: string | null;
  name: string;
  /** Integer from 0; what comes by weight is counted in its small unit: 1500 with quantityUnit "g". */
  quantity: number;
  quantityUnit?: string | null;
  /** Includes tax, before discount. This or unitPriceExcludingTax. */
  unitPrice?: number | null;
  /** Excludes tax; then totalDiscountAmount excludes tax too, and the totals are computed. */
  unitPriceExcludingTax?: number | null;
  /** Hundredths of a percent: 25.5 % is 2550. */
  taxRate: number;
  /** For the whole line, not for each piece. Default: 0. */
  totalDiscountAmount?: number | null;
  /** Checked when given, otherwise computed. */
  totalAmount?: number | null;
  /** Checked when given, otherwise computed. */
  totalTaxAmount?: number | null;
  productUrl?: string | null;
  imageUrl?: string | null;
}

/** A line that the provider accepts; every amount set, in minor units including tax. */
export interface BuiltLine extends LineDetails {
  type: LineType;
  reference?: string;
  name: string;
  quantity: number;
  quantityUnit?: string;
  unitPriceMinor: number;
  /** Hundredths of a percent. */
  taxRate: number;
  totalAmountMinor: number;
  totalDiscountAmountMinor: number;
  totalTaxAmountMinor: number;
  productUrl?: string;
  imageUrl?: string;
}

/** The numbers of a line, settled. */
export type LineAmounts = Pick<
  BuiltLine,
  'quantity' | 'unitPriceMinor' | 'totalAmountMinor' | 'totalDiscountAmountMinor' | 'totalTaxAmountMinor'
>;

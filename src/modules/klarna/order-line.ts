export type OrderLineType =
  | 'PHYSICAL'
  | 'DISCOUNT'
  | 'SHIPPING_FEE'
  | 'SALES_TAX'
  | 'DIGITAL'
  | 'GIFT_CARD'
  | 'STORE_CREDIT'
  | 'SURCHARGE';

/** A line of a Checkout order, a capture or a refund. Amounts include tax; `taxRate` 2500 is 25 %. */
export interface KlarnaOrderLine {
  type?: OrderLineType | null;
  reference?: string | null;
  name: string;
  quantity: number;
  quantityUnit?: string | null;
  unitPriceMinor: number;
  taxRate: number;
  totalAmountMinor: number;
  totalDiscountAmountMinor?: number | null;
  totalTaxAmountMinor: number;
  productUrl?: string | null;
  imageUrl?: string | null;
  merchantData?: string | null;
  productIdentifiers?: ProductIdentifiers | null;
  subscription?: LineSubscription | null;
  shippingAttributes?: ShippingAttributes | null;
}

/** A line as the provider has it; what it leaves out is null. */
export interface OrderLineReading {
  name: string | null;
  quantity: number | null;
  unitPriceMinor: number | null;
  totalAmountMinor: number | null;
}

export interface ProductIdentifiers {
  brand?: string | null;
  color?: string | null;
  /** Levels joined with ` > `. */
  categoryPath?: string | null;
  globalTradeItemNumber?: string | null;
  manufacturerPartNumber?: string | null;
  size?: string | null;
}

/** What is charged again: every `intervalCount` of `interval`. */
export interface LineSubscription {
  name?: string | null;
  interval: 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';
  intervalCount: number;
}

/** Measures of one piece. */
export interface ShippingAttributes {
  weightGrams?: number | null;
  heightMm?: number | null;
  widthMm?: number | null;
  lengthMm?: number | null;
  tags?: string[] | null;
}

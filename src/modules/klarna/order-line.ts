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
}

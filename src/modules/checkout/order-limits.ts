/**
 * The provider's limits on an order and its lines.
 * Source: docs.klarna.com, checkout API (order, order line) and order management API (order amount).
 */
export const LIMITS = {
  lines: 1000,
  name: 255,
  reference: 255,
  quantityUnit: 8,
  url: 1024,
  /** Of a line. */
  merchantData: 1024,
  productIdentifiers: {
    brand: 70,
    color: 64,
    categoryPath: 750,
    globalTradeItemNumber: 50,
    manufacturerPartNumber: 70,
    size: 64,
  },
  taxRate: 10_000,
  /** unit_price and total_amount of a line. */
  lineAmount: 100_000_000,
  /** Checkout states none; Order Management takes no larger order, and could not capture it. */
  orderAmount: 200_000_000,
  /** None is documented. Below this, 999 lines at their maximum could not bring the order back to 0. */
  lineAmountMin: -100_000_000_000,
  /** None is documented; it bounds the arithmetic on prices that exclude tax. */
  discount: 100_000_000_000,
} as const;

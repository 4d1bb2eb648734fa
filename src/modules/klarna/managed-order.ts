import type { KlarnaOrderLine, OrderLineReading } from './order-line.js';

export const ORDER_STATUSES = [
  'AUTHORIZED',
  'PART_CAPTURED',
  'CAPTURED',
  'CANCELLED',
  'EXPIRED',
  'CLOSED',
] as const;
export type KlarnaOrderStatus = (typeof ORDER_STATUSES)[number] | 'UNRECOGNISED';

export const FRAUD_STATUSES = ['ACCEPTED', 'PENDING', 'REJECTED'] as const;
export type KlarnaFraudStatus = (typeof FRAUD_STATUSES)[number] | 'UNRECOGNISED';

/** An order at Order Management, as it stands at the provider now. Amounts in minor units of `currency`. */
export interface OrderReading {
  orderId: string;
  status: KlarnaOrderStatus;
  fraudStatus: KlarnaFraudStatus;
  orderAmountMinor: number;
  originalOrderAmountMinor: number;
  capturedAmountMinor: number;
  refundedAmountMinor: number;
  /** What may still be captured. */
  remainingAuthorizedAmountMinor: number;
  currency: string;
  klarnaReference: string | null;
  orderLines: OrderLineReading[];
  merchantReference1: string | null;
  merchantReference2: string | null;
  createdAt: Date | null;
  /** Nothing can be captured after this instant. */
  expiresAt: Date | null;
  captures: CaptureReading[];
  refunds: RefundReading[];
}

export interface CaptureReading {
  captureId: string;
  amountMinor: number;
  capturedAt: Date | null;
  reference: string | null;
  description: string | null;
  klarnaReference: string | null;
}

export interface RefundReading {
  refundId: string;
  amountMinor: number;
  refundedAt: Date | null;
  reference: string | null;
  description: string | null;
}

export interface NewRefund {
  amountMinor: number;
  orderLines?: KlarnaOrderLine[] | null;
  /** Shown to the consumer. */
  description?: string | null;
  /** Reaches the settlement files, and comes back when the order is read. */
  reference?: string | null;
}

export interface NewCapture extends NewRefund {
  shipping?: Shipping[] | null;
}

export interface Shipping {
  shippingCompany?: string | null;
  shippingMethod?: string | null;
  trackingNumber?: string | null;
  trackingUri?: string | null;
}

/** Only those given change; an empty string clears. */
export interface MerchantReferences {
  merchantReference1?: string | null;
  merchantReference2?: string | null;
}

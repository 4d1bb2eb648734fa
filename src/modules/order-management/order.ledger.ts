import { Order, OrderStatus } from './order.entity.js';

/** The amounts of an order; pure. In flight counts as spoken for, so that two requests cannot take the same money. */
export type Ledger = Pick<
  Order,
  | 'status'
  | 'orderAmountMinor'
  | 'capturedMinor'
  | 'capturingMinor'
  | 'refundedMinor'
  | 'refundingMinor'
  | 'remainingMinor'
>;

export function capturable(order: Ledger): number {
  return order.remainingMinor - order.capturingMinor;
}

export function refundable(order: Ledger): number {
  return order.capturedMinor - order.refundedMinor - order.refundingMinor;
}

export function captureRequested(order: Ledger, amountMinor: number): Partial<Ledger> {
  return { capturingMinor: order.capturingMinor + amountMinor };
}

export function captureEnded(order: Ledger, amountMinor: number, succeeded: boolean): Partial<Ledger> {
  const capturingMinor = order.capturingMinor - amountMinor;
  if (!succeeded) return { capturingMinor };
  const capturedMinor = order.capturedMinor + amountMinor;
  const remainingMinor = order.remainingMinor - amountMinor;
  const status = remainingMinor === 0 ? OrderStatus.CAPTURED : OrderStatus.PART_CAPTURED;
  return { status, capturingMinor, capturedMinor, remainingMinor };
}

export function refundRequested(order: Ledger, amountMinor: number): Partial<Ledger> {
  return { refundingMinor: order.refundingMinor + amountMinor };
}

export function refundEnded(order: Ledger, amountMinor: number, succeeded: boolean): Partial<Ledger> {
  const refundingMinor = order.refundingMinor - amountMinor;
  if (!succeeded) return { refundingMinor };
  const refundedMinor = order.refundedMinor + amountMinor;
  const isAllReturned = order.remainingMinor === 0 && refundedMinor === order.capturedMinor;
  return { refundingMinor, refundedMinor, status: isAllReturned ? OrderStatus.CLOSED : order.status };
}

/** What becomes of the rest: of the whole order when nothing was captured, else of what was not. */
export function voided(order: Ledger): Partial<Ledger> {
  return { status: statusWithoutRest(order), remainingMinor: 0 };
}

function statusWithoutRest({ capturedMinor, refundedMinor }: Ledger): OrderStatus {
  if (capturedMinor === 0) return OrderStatus.CANCELLED;
  return refundedMinor === capturedMinor ? OrderStatus.CLOSED : OrderStatus.CAPTURED;
}

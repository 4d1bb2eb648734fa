import type { Link, Operation } from '../api/types.js';

export interface Permitted {
  send: boolean;
  disable: boolean;
  /** The most that can be captured and refunded now, in minor units; 0: nothing. */
  captureMinor: number;
  refundMinor: number;
  /** Voids a whole order, or the rest of a partly captured one. */
  cancel: 'order' | 'rest' | null;
}

/** What the link's state allows. The server decides; this only keeps the impossible from being offered. */
export function permitted(link: Link): Permitted {
  const open = link.status === 'OPEN';
  const none = { send: open, disable: open, captureMinor: 0, refundMinor: 0, cancel: null };
  const { order } = link;
  if (!order || order.status === 'CANCELLED') return none;

  const holds = order.status === 'AUTHORIZED' || order.status === 'PART_CAPTURED';
  const remaining = order.remainingAuthorizedAmount.amount;
  const capturable = remaining - inFlightMinor(order.captures);
  const refundable = order.capturedAmount.amount - order.refundedAmount.amount - inFlightMinor(order.refunds);
  const settled = inFlightMinor(order.captures) === 0;
  return {
    ...none,
    captureMinor: holds && order.fraudStatus !== 'PENDING' ? Math.max(0, capturable) : 0,
    refundMinor: Math.max(0, refundable),
    cancel: holds && remaining > 0 && settled ? (order.status === 'AUTHORIZED' ? 'order' : 'rest') : null,
  };
}

/** Money that may be on its way: asked for, and not answered yet. */
function inFlightMinor(operations: Operation[]): number {
  return operations
    .filter(({ status }) => status === 'REQUESTED' || status === 'OUTCOME_UNKNOWN')
    .reduce((sum, { amount }) => sum + amount.amount, 0);
}

/** Past tense, dotted: what happened to what. */
export const EVENT_TYPES = [
  'payment_link.created',
  'payment_link.creation_failed',
  'payment_link.updated',
  'payment_link.completed',
  'payment_link.cancelled',
  'payment_link.disabled',
  'payment_link.expired',
  'payment_link.payment_received',
  'payment_link.surplus_cancelled',
  'session.renewed',
  'session.status_changed',
  'link.sent',
  'link.send_failed',
  'link.delivered',
  'link.bounced',
  'link.requested_again',
  'link.reminded',
  'order.authorized',
  'order.acknowledged',
  'order.checkboxes_read',
  'order.updated',
  'order.amount_differs',
  'order.authorization_ending',
  'order.duplicate_cancelled',
  'order.duplicate_refunded',
  'order.duplicate_cancel_rejected',
  'order.captured',
  'order.capture_rejected',
  'order.refunded',
  'order.refund_rejected',
  'order.cancelled',
  'order.released',
  'operation.outcome_unknown',
] as const;

/** Of an input's list of types. */
export const KNOWN_EVENT_TYPES = {
  each: true,
  message: `Use types of events: ${EVENT_TYPES.join(', ')}.`,
};

export type EventType = (typeof EVENT_TYPES)[number];

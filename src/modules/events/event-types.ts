/** Past tense, dotted: what happened to what. */
export const EVENT_TYPES = [
  'payment_link.created',
  'payment_link.creation_failed',
  'payment_link.completed',
  'payment_link.cancelled',
  'payment_link.disabled',
  'payment_link.expired',
  'session.renewed',
  'session.status_changed',
  'link.sent',
  'link.send_failed',
  'link.send_unknown',
  'order.authorized',
  'order.acknowledged',
  'order.updated',
  'order.captured',
  'order.capture_rejected',
  'order.capture_unknown',
  'order.refunded',
  'order.refund_rejected',
  'order.refund_unknown',
  'order.cancelled',
  'order.released',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

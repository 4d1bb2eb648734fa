import type {
  DistributionMethod,
  DistributionStatus,
  LinkEvent,
  LinkStatus,
  Money,
  OperationStatus,
  OrderStatus,
  OrderSums,
  PrintedLink,
  SessionStatus,
} from './api/types.js';
import { formatMoney } from './money.js';

/** How a state is coloured: never the only carrier of its meaning. */
export type Tone = 'open' | 'good' | 'busy' | 'bad' | 'quiet';
export interface Label {
  text: string;
  tone: Tone;
}

const LINK_STATUS: Record<LinkStatus, Label> = {
  CREATING: { text: 'Being made', tone: 'busy' },
  OPEN: { text: 'Open', tone: 'open' },
  COMPLETED: { text: 'Paid', tone: 'good' },
  CANCELLED: { text: 'Cancelled', tone: 'quiet' },
  DISABLED: { text: 'Disabled', tone: 'quiet' },
  EXPIRED: { text: 'Expired', tone: 'quiet' },
  CREATION_FAILED: { text: 'Not made', tone: 'bad' },
};

/** How often a link may be paid, and was. */
export interface Payable {
  maxPayments: number;
  paymentCount: number;
}

/** Whether it is never paid itself, but by many, each under a link of their own. */
export function isForMany({ maxPayments }: Payable): boolean {
  return maxPayments > 1;
}

export function paymentsWords({ paymentCount, maxPayments }: Payable): string {
  return `${paymentCount} of ${maxPayments} paid`;
}

/** Which printed link a payment came from. */
export function printedWords({ reference }: PrintedLink): string {
  return reference ? `under ${reference}` : 'under a printed link';
}

/** What is paid with the link; by each, where many pay. */
export function amountWords(link: Payable & { amount: Money }): string {
  const amount = formatMoney(link.amount);
  return isForMany(link) ? `${amount} each` : amount;
}

/** The link's status; a payment that was given up is no longer shown as good news. */
export function linkLabel(
  link: Payable & { status: LinkStatus; order: { status: OrderStatus } | null },
): Label {
  const label = LINK_STATUS[link.status];
  if (link.status === 'COMPLETED' && isForMany(link)) return { ...label, text: paymentsWords(link) };
  return link.order?.status === 'CANCELLED' ? { ...label, tone: 'quiet' } : label;
}

/** What the consumer is doing, or how it ended. */
export const SESSION_STATUS: Record<SessionStatus, string> = {
  WAITING: 'Not opened yet',
  BACK: 'Went back to the shop',
  IN_PROGRESS: 'On the payment page',
  MANUAL_ID_CHECK: 'Being asked for identification',
  COMPLETED: 'Paid',
  CANCELLED: 'Cancelled by the consumer',
  FAILED: 'Payment refused',
  DISABLED: 'Session disabled',
  ERROR: 'Error on the payment page',
  EXPIRED: 'Session ended',
  UNRECOGNISED: 'A state we do not know',
};

const ENDED: Partial<Record<LinkStatus, string>> = {
  CANCELLED: 'The consumer cancelled the purchase. To be paid after all, make a new link.',
  DISABLED: 'Nobody can pay this link any more. To be paid after all, make a new link.',
  EXPIRED: 'The offer ended before anybody paid. To be paid after all, make a new link.',
  CREATION_FAILED: 'Klarna did not accept this link, so nothing was made. The timeline says why.',
  CREATING:
    'Klarna has not answered yet. The link appears here as soon as it does; there is nothing to repeat.',
};

/** Why a link that has ended has ended, and what to do about it. */
export function endedWords(link: Payable & { status: LinkStatus }): string | undefined {
  const others = link.paymentCount > 0 && (link.status === 'EXPIRED' || link.status === 'DISABLED');
  return others ? 'Nobody else can pay this link any more.' : ENDED[link.status];
}

export const OPERATION_STATUS: Record<OperationStatus, Label> = {
  REQUESTED: { text: 'Asked for', tone: 'busy' },
  SUCCEEDED: { text: 'Done', tone: 'good' },
  REJECTED: { text: 'Refused', tone: 'bad' },
  OUTCOME_UNKNOWN: { text: 'Outcome unknown', tone: 'busy' },
};

export const DISTRIBUTION_STATUS: Record<DistributionStatus, Label> = {
  QUEUED: { text: 'Queued', tone: 'busy' },
  SENT: { text: 'Sent', tone: 'good' },
  DELIVERED: { text: 'Arrived', tone: 'good' },
  BOUNCED: { text: 'Did not arrive', tone: 'bad' },
  FAILED: { text: 'Not sent', tone: 'bad' },
  OUTCOME_UNKNOWN: { text: 'Outcome unknown', tone: 'busy' },
};

export const DISTRIBUTION_METHOD: Record<DistributionMethod, string> = {
  EMAIL: 'E-mail',
  SMS: 'SMS',
  PROVIDER_EMAIL: 'E-mail by Klarna',
  PROVIDER_SMS: 'SMS by Klarna',
};

/** Where the money of a paid link stands, in two or three words. */
export function orderWords(order: OrderSums): Label {
  const { capturedAmount, refundedAmount, remainingAuthorizedAmount } = order;
  if (order.fraudStatus === 'PENDING') return { text: 'Risk check pending', tone: 'busy' };
  if (order.status === 'CANCELLED') return { text: 'Order cancelled', tone: 'quiet' };
  if (order.status === 'EXPIRED') return { text: 'Authorization expired', tone: 'bad' };
  if (remainingAuthorizedAmount.amount > 0) {
    return { text: capturedAmount.amount > 0 ? 'Partly captured' : 'To capture', tone: 'busy' };
  }
  if (refundedAmount.amount > 0) {
    const whole = refundedAmount.amount === capturedAmount.amount;
    return { text: whole ? 'Refunded' : 'Partly refunded', tone: 'quiet' };
  }
  return { text: 'Captured', tone: 'good' };
}

const EVENTS: Record<string, string> = {
  'payment_link.created': 'Link made',
  'payment_link.creation_failed': 'Klarna did not accept the link',
  'payment_link.updated': 'Offer changed',
  'payment_link.payment_received': 'Paid by a consumer',
  'payment_link.surplus_cancelled': 'One payment too many, cancelled',
  'payment_link.completed': 'Link paid',
  'payment_link.cancelled': 'Cancelled by the consumer',
  'payment_link.disabled': 'Link disabled',
  'payment_link.expired': 'Offer ended',
  'session.renewed': 'New session at Klarna, same link',
  'link.queued': 'Sending asked for',
  'link.sent': 'Link sent',
  'link.send_failed': 'Link could not be sent',
  'link.delivered': 'Link arrived',
  'link.bounced': 'Link did not arrive',
  'link.reminded': 'Reminder sent',
  'link.send_unknown': 'Sending: outcome unknown',
  'order.authorized': 'Payment authorized',
  'order.acknowledged': 'Order acknowledged',
  'order.updated': 'Order changed at Klarna',
  'order.captured': 'Captured',
  'order.capture_rejected': 'Capture refused',
  'order.capture_unknown': 'Capture without an answer',
  'order.refunded': 'Refunded',
  'order.refund_rejected': 'Refund refused',
  'order.refund_unknown': 'Refund without an answer',
  'order.cancelled': 'Order cancelled',
  'order.released': 'Rest released',
};

/** An event as a line of the timeline. One we have no words for is shown by its own type, readably. */
export function eventWords(event: LinkEvent, currency: string): string {
  if (event.type === 'session.status_changed' && event.sessionStatus) {
    const state = SESSION_STATUS[event.sessionStatus];
    return state.startsWith('Session')
      ? state
      : `Consumer: ${state.charAt(0).toLowerCase()}${state.slice(1)}`;
  }
  const words = EVENTS[event.type] ?? sentence(event.type);
  const amount = event.data['amount'];
  return typeof amount === 'number' ? `${words}: ${formatMoney({ amount, currency })}` : words;
}

function sentence(type: string): string {
  const words = type.replace(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a merchant calls a link: their own reference, else what is bought. */
export function linkTitle(link: { reference: string | null; orderLines: { name: string }[] }): string {
  return link.reference ?? bought(link.orderLines);
}

/** "Oak table", or "Oak table and 2 more". */
export function bought(lines: { name: string }[]): string {
  const [first, ...rest] = lines;
  if (!first) return 'Payment link';
  return rest.length === 0 ? first.name : `${first.name} and ${rest.length} more`;
}

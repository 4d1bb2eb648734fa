import { PaymentLinkStatus } from '../../../common/payment-link-status.js';
import type { PaymentLink, Return } from '../../payment-links/index.js';

/** What a page answers and offers, beside its words. */
export interface PageKind {
  /** 410: was payable and is no longer; 503: in a moment. */
  httpStatus: number;
  /** The page asks again by itself after so long. */
  refreshSeconds?: number;
  /** Leads to paying, or to another look at what the page waits for. */
  action?: 'pay' | 'tryAgain' | 'lookAgain';
  showsPurchase?: true;
}

const REFRESH_SECONDS = 5;

/** Every page that a consumer can meet on our side. */
export const PAGE_KINDS = {
  paid: { httpStatus: 410 },
  expired: { httpStatus: 410 },
  disabled: { httpStatus: 410 },
  cancelled: { httpStatus: 410 },
  /** The provider refused the order, or could not be reached. */
  notMade: { httpStatus: 410 },
  unknown: { httpStatus: 404 },
  inAMoment: { httpStatus: 503, refreshSeconds: REFRESH_SECONDS, action: 'lookAgain' },
  confirming: { httpStatus: 200, refreshSeconds: REFRESH_SECONDS, action: 'lookAgain' },
  thankYou: { httpStatus: 200, showsPurchase: true },
  /** Paid in vain: the offer was taken up already, and the authorization is cancelled. */
  taken: { httpStatus: 200 },
  back: { httpStatus: 200, action: 'pay' },
  left: { httpStatus: 200, action: 'pay' },
  declined: { httpStatus: 200, action: 'tryAgain' },
  error: { httpStatus: 200, action: 'tryAgain' },
  /** A new link was asked for. */
  asked: { httpStatus: 200 },
  /** We failed. */
  broken: { httpStatus: 500 },
} as const satisfies Record<string, PageKind>;

export type PageName = keyof typeof PAGE_KINDS;

const { OPEN, COMPLETED, CANCELLED, DISABLED, EXPIRED, CREATING, CREATION_FAILED } = PaymentLinkStatus;

const ENDED: Record<PaymentLinkStatus, PageName> = {
  [COMPLETED]: 'paid',
  [CANCELLED]: 'cancelled',
  [DISABLED]: 'disabled',
  [EXPIRED]: 'expired',
  [OPEN]: 'expired',
  [CREATING]: 'inAMoment',
  [CREATION_FAILED]: 'notMade',
};

/** Why a link cannot be paid; null where it can. Pure. */
export function endOf(link: PaymentLink, now: Date): PageName | null {
  return link.status !== OPEN || link.isOver(now) ? ENDED[link.status] : null;
}

/** What a consumer reads who comes back unpaid, where the shop has no page of its own. */
export const RETURNED: Record<Exclude<Return, 'success'>, PageName> = {
  back: 'back',
  cancel: 'left',
  failure: 'declined',
  error: 'error',
};

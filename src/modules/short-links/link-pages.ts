import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import type { PageContent } from '../../common/html/page.js';
import type { Return } from '../payment-links/index.js';

/** A page with its HTTP status. 410: was payable and is no longer; 503: in a moment. */
export interface LinkPage extends PageContent {
  httpStatus: number;
}

export const UNKNOWN_LINK: LinkPage = {
  httpStatus: 404,
  title: 'This link is not known',
  text: 'Check that the address is complete, or ask the shop for a new link.',
};

export const IN_A_MOMENT: LinkPage = {
  httpStatus: 503,
  title: 'One moment, please',
  text: 'The payment page is being prepared. This page looks again by itself.',
  refreshSeconds: 3,
};

const { OPEN, COMPLETED, CANCELLED, DISABLED, EXPIRED, CREATING, CREATION_FAILED } = PaymentLinkStatus;

/** Why a link cannot be paid. */
export const ENDED: Record<PaymentLinkStatus, LinkPage> = {
  [COMPLETED]: {
    httpStatus: 410,
    title: 'Already paid',
    text: 'This link has been paid. There is nothing more to do.',
  },
  [CANCELLED]: {
    httpStatus: 410,
    title: 'Cancelled',
    text: 'This payment was cancelled. Ask the shop for a new link if you want to pay after all.',
  },
  [DISABLED]: {
    httpStatus: 410,
    title: 'No longer available',
    text: 'The shop has ended this offer. Ask the shop if you have questions.',
  },
  [EXPIRED]: {
    httpStatus: 410,
    title: 'This link has expired',
    text: 'The offer has ended. Ask the shop for a new link.',
  },
  [OPEN]: {
    httpStatus: 410,
    title: 'This link has expired',
    text: 'The offer has ended. Ask the shop for a new link.',
  },
  [CREATING]: IN_A_MOMENT,
  [CREATION_FAILED]: {
    httpStatus: 410,
    title: 'This link could not be made',
    text: 'Ask the shop for a new link.',
  },
};

export const PAID: LinkPage = {
  httpStatus: 200,
  title: 'Thank you',
  text: 'Your payment was received. You can close this page.',
};

export const CONFIRMING: LinkPage = {
  httpStatus: 200,
  title: 'Your payment is being confirmed',
  text: 'This page looks again by itself. You can also close it: nothing gets lost.',
  refreshSeconds: 3,
};

/** What a consumer reads who comes back unpaid, where the shop has no page of its own. */
export const RETURNED: Record<Exclude<Return, 'success'>, LinkPage> = {
  back: {
    httpStatus: 200,
    title: 'Not paid yet',
    text: 'You left the payment page. Open the link again when you want to pay.',
  },
  cancel: { httpStatus: 200, title: 'Not paid', text: 'You left the payment without paying.' },
  failure: {
    httpStatus: 200,
    title: 'The payment was declined',
    text: 'Nothing was charged. Open the link again to try another way of paying.',
  },
  error: {
    httpStatus: 200,
    title: 'Something went wrong',
    text: 'Nothing was charged. Open the link again to try once more.',
  },
};

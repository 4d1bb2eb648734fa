import type { PageStrings } from '../page-strings.js';

/** English. */
export const en: PageStrings = {
  pages: {
    paid: {
      title: 'Already paid',
      text: 'This link has been paid. There is nothing more to do.',
    },
    expired: {
      title: 'This link has expired',
      text: 'The offer has ended, and this link can no longer be paid.',
    },
    disabled: {
      title: 'No longer available',
      text: '{merchant} has ended this offer.',
    },
    cancelled: {
      title: 'Cancelled',
      text: 'This payment was cancelled. Nothing was charged.',
    },
    notMade: {
      title: 'This link does not work',
      text: 'The payment could not be prepared. Nothing was charged.',
    },
    unknown: {
      title: 'This link is not known',
      text: 'Check that the address is complete, or ask the shop for a new link.',
    },
    inAMoment: {
      title: 'One moment, please',
      text: 'The payment page is being prepared. This page looks again by itself.',
    },
    confirming: {
      title: 'Your payment is being confirmed',
      text: 'This page looks again by itself. You can also close it: nothing gets lost.',
    },
    thankYou: {
      title: 'Thank you',
      text: 'Your payment to {merchant} was received. You can close this page.',
    },
    taken: {
      title: 'The offer was already taken',
      text: 'It was already taken when your payment came in. Nothing is charged, and the reserved amount is being released.',
    },
    back: {
      title: 'Not paid yet',
      text: 'You left the payment page before paying. Nothing was charged.',
    },
    left: {
      title: 'Not paid',
      text: 'You left the payment without paying. Nothing was charged.',
    },
    declined: {
      title: 'The payment was declined',
      text: 'Nothing was charged. Another way of paying may work.',
    },
    error: {
      title: 'Something went wrong',
      text: 'The payment did not go through. Nothing was charged.',
    },
    asked: {
      title: 'Your request was sent',
      text: '{merchant} now knows that you would like a new link.',
    },
    broken: {
      title: 'Something went wrong',
      text: 'Please try again in a few minutes.',
    },
  },
  bought: 'What you bought',
  amount: 'Amount',
  total: 'Total',
  tax: 'Including tax',
  reference: 'Reference',
  pay: 'Pay now',
  tryAgain: 'Try again',
  lookAgain: 'Look again',
  askForNewLink: 'Ask for a new link',
  questions: 'Questions? Contact {merchant}:',
  scanToPay: 'Scan to pay',
  validUntil: 'Valid until {date}',
};

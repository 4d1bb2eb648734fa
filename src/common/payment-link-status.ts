import { registerEnumType } from '@nestjs/graphql';

export enum PaymentLinkStatus {
  CREATING = 'CREATING',
  OPEN = 'OPEN',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
  DISABLED = 'DISABLED',
  EXPIRED = 'EXPIRED',
  CREATION_FAILED = 'CREATION_FAILED',
}
registerEnumType(PaymentLinkStatus, {
  name: 'PaymentLinkStatus',
  valuesMap: {
    CREATING: { description: 'The provider has been asked; the program finishes it by itself.' },
    OPEN: { description: 'Can be paid.' },
    COMPLETED: { description: 'Paid: the order is at Order Management. Final.' },
    CANCELLED: { description: 'The consumer ended it (in-store and telesales). Final.' },
    DISABLED: { description: 'Ended by disableSession. Final, unless the consumer had paid first.' },
    EXPIRED: {
      description:
        'The offer has ended; of a link under one that many pay, its session. Final, unless the consumer had paid first.',
    },
    CREATION_FAILED: {
      description: 'The provider refused or could not be reached. Its reference is free again.',
    },
  },
});

/** The provider's statuses, and EXPIRED, which the provider only shows as a missing session. */
export enum SessionStatus {
  WAITING = 'WAITING',
  BACK = 'BACK',
  IN_PROGRESS = 'IN_PROGRESS',
  MANUAL_ID_CHECK = 'MANUAL_ID_CHECK',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
  FAILED = 'FAILED',
  DISABLED = 'DISABLED',
  ERROR = 'ERROR',
  EXPIRED = 'EXPIRED',
  UNRECOGNISED = 'UNRECOGNISED',
}
registerEnumType(SessionStatus, {
  name: 'SessionStatus',
  description: "The provider's statuses, and EXPIRED, which the provider only shows as a missing session.",
  valuesMap: {
    WAITING: { description: 'Created; the page was not opened.' },
    IN_PROGRESS: { description: 'The consumer has the page open.' },
    BACK: { description: 'The consumer went back and may return.' },
    FAILED: { description: 'Declined; the consumer may try again.' },
    ERROR: { description: 'Technical error; the consumer may try again.' },
    MANUAL_ID_CHECK: { description: 'A clerk has to check an identity document.' },
    COMPLETED: { description: 'Authorized. Final.' },
    CANCELLED: { description: 'Ended by the consumer. Final.' },
    DISABLED: { description: 'Ended by us. Final.' },
    EXPIRED: { description: 'Ran out. Final.' },
    UNRECOGNISED: { description: 'A status the provider has added since; never taken for final.' },
  },
});

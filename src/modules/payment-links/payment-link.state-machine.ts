import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { StateMachine } from '../../common/state-machine/state-machine.js';

const { OPEN, COMPLETED, CANCELLED, DISABLED, EXPIRED, CREATION_FAILED } = PaymentLinkStatus;

/** A link that has ended can still turn out to be paid: the consumer was faster. Nothing follows COMPLETED. */
export const paymentLinkStates = new StateMachine<PaymentLinkStatus>({
  CREATING: [OPEN, CREATION_FAILED],
  OPEN: [COMPLETED, CANCELLED, DISABLED, EXPIRED],
  CANCELLED: [COMPLETED],
  DISABLED: [COMPLETED],
  EXPIRED: [COMPLETED],
  COMPLETED: [],
  CREATION_FAILED: [],
});

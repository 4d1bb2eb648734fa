import { SessionStatus } from '../../common/payment-link-status.js';
import { StateMachine, Transitions } from '../../common/state-machine/state-machine.js';

const { WAITING, IN_PROGRESS, BACK, FAILED, ERROR, MANUAL_ID_CHECK, UNRECOGNISED } = SessionStatus;
const { COMPLETED, CANCELLED, DISABLED, EXPIRED } = SessionStatus;

/** Statuses in which the consumer can still pay. */
export const PAYABLE: readonly SessionStatus[] = [
  WAITING,
  IN_PROGRESS,
  BACK,
  FAILED,
  ERROR,
  MANUAL_ID_CHECK,
  UNRECOGNISED,
];

/** We read now and then, and may miss what lies between: a payable session may become anything. */
const anything = (from: SessionStatus): SessionStatus[] =>
  Object.values(SessionStatus).filter((to) => to !== from);

/**
 * An ended session can still turn out to be paid: the consumer was faster than our disabling, or than the end.
 * Nothing follows COMPLETED, so that a late FAILED changes nothing.
 */
const transitions: Transitions<SessionStatus> = {
  WAITING: anything(WAITING),
  IN_PROGRESS: anything(IN_PROGRESS),
  BACK: anything(BACK),
  FAILED: anything(FAILED),
  ERROR: anything(ERROR),
  MANUAL_ID_CHECK: anything(MANUAL_ID_CHECK),
  UNRECOGNISED: anything(UNRECOGNISED),
  CANCELLED: [COMPLETED],
  DISABLED: [COMPLETED],
  EXPIRED: [COMPLETED],
  COMPLETED: [],
};

export const hostedSessionStates = new StateMachine<SessionStatus>(transitions);

export function hasEnded(status: SessionStatus): boolean {
  return [COMPLETED, CANCELLED, DISABLED, EXPIRED].includes(status);
}

import {
  IdempotencyConflict,
  AlreadyPaid,
  ErrorCode,
  NotAllowed,
  ProviderRejected,
  ProviderUnavailable,
  Refusal,
} from '../../common/errors/expected-errors.js';
import { KlarnaOutcomeUnknown, KlarnaRejected, KlarnaUnavailable } from '../klarna/index.js';
import type { Failure, Operation } from './operation.entity.js';

/**
 * How a call ended. `turnedAway`: refused before it was looked at; an answer where it was the first try, else tried
 * again. `unavailable`: certainly nothing happened; tried again at `notBefore`, or soon, unless who asked
 * is told so. `postponed`: not yet possible; kept, and carried out at `notBefore`. `unknown`: it may have happened.
 */
export type Outcome =
  | { kind: 'succeeded'; result: Record<string, unknown> }
  | { kind: 'rejected' | 'turnedAway'; failure: Failure }
  | { kind: 'unavailable'; failure: Failure; notBefore?: Date }
  | { kind: 'postponed'; failure: Failure; notBefore: Date }
  | { kind: 'unknown'; failure: Failure };

/** Makes a call at the provider and says how it ended. Errors that are none of the provider's are thrown on. */
export async function providerOutcome(call: () => Promise<Record<string, unknown> | void>): Promise<Outcome> {
  try {
    return { kind: 'succeeded', result: (await call()) ?? {} };
  } catch (error) {
    return outcomeOf(error);
  }
}

export function outcomeOf(error: unknown): Outcome {
  if (error instanceof KlarnaRejected) {
    const { providerCode, providerMessages, correlationId } = error;
    const message = providerMessages.join('; ') || providerCode || error.message;
    return {
      kind: error.wasTurnedAway ? 'turnedAway' : 'rejected',
      failure: { code: 'PROVIDER_REJECTED', message, providerCode, providerMessages, correlationId },
    };
  }
  if (error instanceof KlarnaUnavailable) {
    const { message, retryAfterSeconds } = error;
    return { kind: 'unavailable', failure: { code: 'PROVIDER_UNAVAILABLE', message, retryAfterSeconds } };
  }
  if (error instanceof KlarnaOutcomeUnknown) {
    return { kind: 'unknown', failure: { code: 'OUTCOME_UNKNOWN', message: error.message } };
  }
  throw error;
}

/** The expected error that an operation ended with, for the client; undefined where it has a result or is in flight. */
export function refusalOf(operation: Operation): Refusal | undefined {
  const { failure, status, paymentLinkId } = operation;
  if (!failure || operation.isInFlight || status === 'SUCCEEDED') return undefined;
  if (status === 'ABANDONED') return new Refusal(new ProviderUnavailable(failure.retryAfterSeconds ?? null));
  if (failure.code === 'PROVIDER_REJECTED') return new Refusal(new ProviderRejected(failure));
  if (failure.code === 'ALREADY_PAID') return new Refusal(new AlreadyPaid(paymentLinkId));
  return new Refusal(new NotAllowed(failure.message, paymentLinkId, failure.code as ErrorCode));
}

/** A refusal that is an answer, and so is given again to the same key. Bad input and unknown ids are found out anew. */
export function isKeptRefusal(error: unknown): error is Refusal & { result: NotAllowed | AlreadyPaid } {
  return (
    error instanceof Refusal && (error.result instanceof NotAllowed || error.result instanceof AlreadyPaid)
  );
}

export function conflict(clientKey: string): Refusal {
  return new Refusal(new IdempotencyConflict(clientKey));
}

import { KlarnaOutcomeUnknown, KlarnaRejected, KlarnaUnavailable, type CallName } from './klarna.errors.js';
import { readErrorBody } from './wire/error-body.js';
import type { WireAnswer } from './wire/wire-answer.js';
import { MalformedAnswer } from './wire/wire-object.js';

/** No usable answer came. `code` is the system's or the HTTP client's, such as `ECONNREFUSED`. */
export class TransportFailure extends Error {
  constructor(readonly code: string) {
    super(code);
  }

  /** The failure lies before the first byte of the request: the provider cannot have acted on it. */
  get nothingSent(): boolean {
    return BEFORE_SENDING.has(this.code);
  }
}

const BEFORE_SENDING = new Set([
  'TIMEOUT_BEFORE_SENDING',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

type Parse<T> = (answer: WireAnswer) => T;

/** What an answer to a read means. @throws KlarnaRejected | KlarnaUnavailable */
export function judgeRead<T>(call: CallName, answer: WireAnswer, parse: Parse<T>): T {
  if (answer.isTransient) throw unavailable(call, answer);
  if (!answer.isSuccess) throw rejected(call, answer);
  return parsed(
    answer,
    parse,
    (flaw) => new KlarnaUnavailable(call, `unusable answer: ${flaw}`, null, answer.httpStatus),
  );
}

/**
 * What an answer to a write means. With an idempotency key, 409 says that the first sending of the key is still
 * being worked on.
 * @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown
 */
export function judgeWrite<T>(call: CallName, answer: WireAnswer, hasKey: boolean, parse: Parse<T>): T {
  if (answer.isThrottled) throw unavailable(call, answer);
  if (answer.isTransient || (hasKey && answer.httpStatus === 409)) {
    throw new KlarnaOutcomeUnknown(call, `HTTP ${answer.httpStatus}`, answer.httpStatus);
  }
  if (!answer.isSuccess) throw rejected(call, answer);
  return parsed(
    answer,
    parse,
    (flaw) => new KlarnaOutcomeUnknown(call, `unusable answer: ${flaw}`, answer.httpStatus),
  );
}

function unavailable(call: CallName, answer: WireAnswer): KlarnaUnavailable {
  return new KlarnaUnavailable(
    call,
    `HTTP ${answer.httpStatus}`,
    answer.retryAfterSeconds,
    answer.httpStatus,
  );
}

function rejected(call: CallName, answer: WireAnswer): KlarnaRejected {
  const body = readErrorBody(answer.text, answer.header('klarna-correlation-id'));
  return new KlarnaRejected(
    call,
    answer.httpStatus,
    body.code ?? `HTTP_${answer.httpStatus}`,
    body.messages,
    body.correlationId,
    body.fromProvider,
  );
}

function parsed<T>(answer: WireAnswer, parse: Parse<T>, onFlaw: (flaw: string) => Error): T {
  try {
    if (answer.isPage) throw new MalformedAnswer('a page');
    return parse(answer);
  } catch (error) {
    throw error instanceof MalformedAnswer ? onFlaw(error.message) : error;
  }
}

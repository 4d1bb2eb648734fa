/** Which call failed, as `METHOD /path`: ids, but no secrets, query or body. */
export type CallName = string;

/** Every failure of a call to the provider. Messages may be logged: they hold no keys, urls or consumer data. */
export abstract class KlarnaError extends Error {
  constructor(
    message: string,
    readonly call: CallName,
  ) {
    super(`${call}: ${message}`);
    this.name = new.target.name;
  }
}

/** The provider understood and said no (3xx or 4xx): repeating the same call gives the same answer. */
export class KlarnaRejected extends KlarnaError {
  /**
   * @param providerCode the provider's `error_code`, or `HTTP_<status>` where it gave none
   * @param providerMessages English text for developers; may repeat what was sent, so not part of the message
   * @param fromProvider false where the body was not the provider's (a firewall's or proxy's HTML page)
   */
  constructor(
    call: CallName,
    readonly httpStatus: number,
    readonly providerCode: string,
    readonly providerMessages: string[],
    readonly correlationId: string | null,
    readonly fromProvider: boolean,
  ) {
    super(`${httpStatus} ${providerCode}${correlationId ? ` (correlation id ${correlationId})` : ''}`, call);
  }

  /**
   * Refused at the door, before the provider looked at the call: by a firewall, a proxy, or for its key. Nothing
   * happened this time, and it says nothing of an earlier try.
   */
  get wasTurnedAway(): boolean {
    return !this.fromProvider || this.httpStatus < 400 || [401, 407].includes(this.httpStatus);
  }

  /** The thing asked for is not there. A proxy's own 404 page says nothing about the provider's things. */
  get saysMissing(): boolean {
    return this.httpStatus === 404 && this.fromProvider;
  }
}

/** Certainly nothing has happened: the call may be made again, after `retryAfterSeconds` if that is known. */
export class KlarnaUnavailable extends KlarnaError {
  constructor(
    call: CallName,
    readonly reason: string,
    readonly retryAfterSeconds: number | null = null,
    readonly httpStatus: number | null = null,
  ) {
    super(`unavailable (${reason})`, call);
  }
}

/**
 * The call may or may not have taken effect; only reading at the provider can tell.
 * `httpStatus` is given where something answered, for callers to whom a repeat is harmless.
 */
export class KlarnaOutcomeUnknown extends KlarnaError {
  constructor(
    call: CallName,
    readonly reason: string,
    readonly httpStatus: number | null = null,
  ) {
    super(`outcome unknown (${reason})`, call);
  }
}

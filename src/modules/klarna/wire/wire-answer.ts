import { WireObject } from './wire-object.js';

/** What came back over the wire, whatever its status and shape. */
export class WireAnswer {
  constructor(
    readonly httpStatus: number,
    private readonly headers: Record<string, unknown>,
    readonly text: string,
  ) {}

  get isSuccess(): boolean {
    return this.httpStatus >= 200 && this.httpStatus < 300;
  }

  /** The provider, or something before it, could not serve: the same call may be served later. */
  get isTransient(): boolean {
    return this.isThrottled || this.httpStatus === 408 || this.httpStatus >= 500;
  }

  /** Refused by quota, before anything was done (docs.klarna.com, API: rate limit). */
  get isThrottled(): boolean {
    return this.httpStatus === 429;
  }

  /** A web page, and so not the provider's: its APIs speak JSON or answer with an empty body. */
  get isPage(): boolean {
    return this.text.trimStart().startsWith('<');
  }

  /** Seconds until the quota is reset, or the server expects to be back; null where it does not say. */
  get retryAfterSeconds(): number | null {
    // Every answer says when the quota is reset; only one that was refused by it has to wait for that.
    const reset = this.isThrottled ? this.header('x-ratelimit-reset') : null;
    const seconds = Number(reset ?? this.header('retry-after') ?? NaN);
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
  }

  /** The account's quota for calls of this kind, and what is left of it now; null where the provider does not say. */
  get quota(): { limitPerSecond: number; remaining: number } | null {
    const limitPerSecond = Number.parseInt(this.header('x-ratelimit-limit') ?? '', 10);
    const remaining = Number.parseInt(this.header('x-ratelimit-remaining') ?? '', 10);
    return limitPerSecond > 0 && remaining >= 0 ? { limitPerSecond, remaining } : null;
  }

  header(name: string): string | null {
    const value = this.headers[name];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  /** @throws MalformedAnswer when the body is not a JSON object */
  body(): WireObject {
    return WireObject.parse(this.text);
  }
}

import type { Position } from './cursor.js';
import type { EventFeed } from './event-feed.js';
import type { EventScope } from './event-log.js';
import type { PaymentLinkEvent } from './payment-link-event.model.js';

/**
 * What a subscription asked for: events of a scope, after a position or from now on.
 * The fan-out serves it together with others that asked for the same; iterated over, it follows the log by itself.
 */
export class EventStream implements AsyncIterableIterator<PaymentLinkEvent> {
  private events?: AsyncIterableIterator<PaymentLinkEvent>;

  constructor(
    private readonly feed: EventFeed,
    readonly scope: EventScope & { merchantId: string },
    public after?: Position,
  ) {}

  /** @throws CursorExpiredError, GraphQLError with code CURSOR_EXPIRED: it cannot begin where it was asked to */
  async check(): Promise<void> {
    if (this.after) await this.feed.check(this.scope, this.after);
  }

  next(): Promise<IteratorResult<PaymentLinkEvent>> {
    this.events ??= this.feed.follow(this.scope, this.after);
    return this.events.next();
  }

  async return(): Promise<IteratorResult<PaymentLinkEvent>> {
    await this.events?.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

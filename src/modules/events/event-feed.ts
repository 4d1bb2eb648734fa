import { Injectable, OnModuleDestroy } from '@nestjs/common';

import { isAfter, Position } from './cursor.js';
import { EventLog, EventScope, matches } from './event-log.js';
import { EventQueue } from './event-queue.js';
import { LogTail } from './log-tail.js';
import type { PaymentLinkEvent } from './payment-link-event.model.js';

const PAGE_SIZE = 500;
const QUEUE_CAPACITY = 5_000;

/** Is handed every event of its scope, in order, as the log grows. */
export interface EventListener {
  readonly scope: EventScope & { merchantId: string };
  push(event: PaymentLinkEvent): void;
  /** Events may be missing between those that were pushed: it has to read the log from its own place on. */
  miss(): void;
}

/** Hands each event of the log, read once for this process, to everybody whom it concerns. */
@Injectable()
export class EventFeed implements OnModuleDestroy {
  private readonly listeners = new Map<string, Set<EventListener>>();
  private readonly queues = new Set<EventQueue>();

  constructor(
    private readonly log: EventLog,
    tail: LogTail,
  ) {
    tail.listen(
      (event) => this.handOn(event),
      () => this.listeners.forEach((others) => others.forEach((listener) => listener.miss())),
    );
  }

  onModuleDestroy(): void {
    this.queues.forEach((queue) => queue.close());
  }

  attach(listener: EventListener): void {
    const { merchantId } = listener.scope;
    const others = this.listeners.get(merchantId) ?? new Set();
    this.listeners.set(merchantId, others.add(listener));
  }

  detach(listener: EventListener): void {
    const { merchantId } = listener.scope;
    const others = this.listeners.get(merchantId);
    others?.delete(listener);
    if (others?.size === 0) this.listeners.delete(merchantId);
  }

  /** Where the log ends now. */
  end(): Promise<Position> {
    return this.log.end();
  }

  /** @throws CursorExpiredError */
  check({ merchantId }: EventListener['scope'], after: Position): Promise<void> {
    return this.log.check(merchantId, after);
  }

  /**
   * Everything after a position, then live, without a gap, a repeat or a seam. Without a position: live from now.
   * @throws CursorExpiredError, on the way too
   */
  follow(
    scope: EventScope & { merchantId: string },
    after?: Position,
  ): AsyncIterableIterator<PaymentLinkEvent> {
    // Attached before the log is read, so that nothing falls between the two.
    const queue = new EventQueue(scope, QUEUE_CAPACITY);
    this.queues.add(queue);
    this.attach(queue);
    const events = this.replayThenLive(queue, after);
    const finish = (): void => {
      this.detach(queue);
      this.queues.delete(queue);
      queue.close();
    };
    return {
      // Whoever iterates does not say that they leave where this fails.
      next: () =>
        events.next().catch((error: unknown) => {
          finish();
          throw error;
        }),
      // A generator that waits cannot be returned from; closing its queue ends the wait.
      return: async () => {
        finish();
        return events.return(undefined);
      },
      throw: async (error: unknown) => {
        finish();
        return events.throw(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private async *replayThenLive(
    queue: EventQueue,
    after?: Position,
  ): AsyncGenerator<PaymentLinkEvent, undefined> {
    let position = after ?? (await this.log.end());
    let live = !after;
    for (;;) {
      const batch = live
        ? await queue.take()
        : (await this.log.read(position, PAGE_SIZE, queue.scope)).events;
      if (batch === 'closed') return undefined;
      if (batch === 'overflow') {
        live = false;
        continue;
      }
      for (const event of batch) {
        if (!isAfter(event.position, position)) continue;
        position = event.position;
        yield event;
      }
      if (batch.length < PAGE_SIZE) live = true;
    }
  }

  private handOn(event: PaymentLinkEvent): void {
    for (const listener of this.listeners.get(event.merchantId) ?? []) {
      if (matches(event, listener.scope)) listener.push(event);
    }
  }
}

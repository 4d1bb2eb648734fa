import { isAfter, Position } from '../cursor.js';
import type { PaymentLinkEvent } from '../payment-link-event.model.js';
import type { Sink } from './sink.js';

/** What a subscriber may have waiting in its socket; beyond that it is served from the log, at its own pace. */
export const BUFFER_LIMIT_BYTES = 256 * 1024;
const PENDING_LIMIT = 1_000;

interface Ready {
  event: PaymentLinkEvent;
  payload: string;
}

/** One subscriber's place in the log. Live, it takes what the group hands out; otherwise it catches up from the log. */
export class Subscriber {
  isLive = false;
  isClosed = false;
  private pending: Ready[] = [];
  private hasOverflown = false;
  private wake?: () => void;

  constructor(
    readonly sink: Sink,
    public position: Position,
  ) {}

  /** From the group, in order. */
  hand(ready: Ready): void {
    if (this.isLive) this.deliver(ready);
    else if (this.pending.length < PENDING_LIMIT) this.pending.push(ready);
    else this.hasOverflown = true;
    if (this.isLive && this.sink.bufferedBytes > BUFFER_LIMIT_BYTES) this.fallBehind();
  }

  deliver({ event, payload }: Ready): void {
    if (this.isClosed || !isAfter(event.position, this.position)) return;
    this.position = event.position;
    this.sink.send(payload, event);
  }

  /** After the log was read to its end: takes what came meanwhile. False: some was forgotten, read the log again. */
  goLive(): boolean {
    const pending = this.pending;
    this.pending = [];
    if (this.hasOverflown) {
      this.hasOverflown = false;
      return false;
    }
    this.isLive = true;
    pending.forEach((ready) => this.hand(ready));
    return this.isLive;
  }

  /** Resolves when it has fallen behind, or is closed. */
  async whileLive(): Promise<void> {
    while (this.isLive && !this.isClosed) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  close(): void {
    this.isClosed = true;
    this.pending = [];
    this.wake?.();
  }

  private fallBehind(): void {
    this.isLive = false;
    this.hasOverflown = true;
    this.wake?.();
  }
}

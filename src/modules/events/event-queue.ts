import type { EventListener } from './event-feed.js';
import type { PaymentLinkEvent } from './payment-link-event.model.js';

/** Events waiting for one subscriber. Bounded: what does not fit is forgotten, and read again from the log. */
export class EventQueue implements EventListener {
  private events: PaymentLinkEvent[] = [];
  private overflown = false;
  private closed = false;
  private wake?: () => void;

  constructor(
    readonly scope: EventListener['scope'],
    private readonly capacity: number,
  ) {}

  push(event: PaymentLinkEvent): void {
    if (this.closed || this.overflown) return;
    this.events.push(event);
    if (this.events.length > this.capacity) this.miss();
    else this.wake?.();
  }

  miss(): void {
    this.events = [];
    this.overflown = true;
    this.wake?.();
  }

  close(): void {
    this.closed = true;
    this.wake?.();
  }

  /** Waits for events. `overflow`: some were forgotten; `closed`: none will come. */
  async take(): Promise<PaymentLinkEvent[] | 'overflow' | 'closed'> {
    while (!this.closed && !this.overflown && this.events.length === 0) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.closed) return 'closed';
    if (this.overflown) {
      this.overflown = false;
      return 'overflow';
    }
    return this.events.splice(0);
  }
}

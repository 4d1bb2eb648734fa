import type { EventListener } from '../event-feed.js';
import type { EventScope } from '../event-log.js';
import type { PaymentLinkEvent } from '../payment-link-event.model.js';
import { Subscriber } from './subscriber.js';

/** Executes the group's selection for one event, and gives the result as JSON. */
export type Execute = (event: PaymentLinkEvent) => Promise<string>;

const BATCH_SIZE = 64;
/** Payloads kept for those who catch up together, after a restart for instance. */
const KEPT_PAYLOADS = 1_000;

/** Subscribers with the same selection, filter and rights: each event is executed and written out once for all. */
export class Group implements EventListener {
  readonly members = new Set<Subscriber>();
  private readonly payloads = new Map<string, Promise<string>>();
  private queue: PaymentLinkEvent[] = [];
  private isHandingOut = false;

  constructor(
    readonly scope: EventScope & { merchantId: string },
    private readonly execute: Execute,
  ) {}

  push(event: PaymentLinkEvent): void {
    this.queue.push(event);
    if (!this.isHandingOut) void this.handOut();
  }

  payload(event: PaymentLinkEvent): Promise<string> {
    const kept = this.payloads.get(event.id);
    if (kept) return kept;
    const made = this.execute(event);
    this.payloads.set(event.id, made);
    if (this.payloads.size > KEPT_PAYLOADS) this.payloads.delete(this.payloads.keys().next().value!);
    return made;
  }

  private async handOut(): Promise<void> {
    this.isHandingOut = true;
    while (this.queue.length > 0) {
      const events = this.queue.splice(0, BATCH_SIZE);
      const payloads = await Promise.all(events.map((event) => this.payload(event)));
      events.forEach((event, i) => {
        const ready = { event, payload: payloads[i]! };
        for (const member of this.members) member.hand(ready);
      });
    }
    this.isHandingOut = false;
  }
}

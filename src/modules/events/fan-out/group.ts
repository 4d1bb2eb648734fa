import { setImmediate as othersTurn } from 'node:timers/promises';

import type { EventListener } from '../event-feed.js';
import type { EventScope } from '../event-log.js';
import type { PaymentLinkEvent } from '../payment-link-event.model.js';
import { Batch, type Ready } from './batch.js';
import { Subscriber } from './subscriber.js';

/** Executes the group's selection for one event, and gives the result as JSON. Never rejects. */
export type Execute = (event: PaymentLinkEvent) => Promise<string>;

const BATCH_SIZE = 64;
/** Events kept ready for those who catch up together, after a restart for instance. */
const KEPT_READY = 1_000;

/** Subscribers with the same selection, filter and rights: each event is executed and written out once for all. */
export class Group implements EventListener {
  readonly members = new Set<Subscriber>();
  private readonly kept = new Map<string, Promise<Ready>>();
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

  miss(): void {
    this.members.forEach((member) => member.fallBehind());
  }

  async ready(events: PaymentLinkEvent[]): Promise<Batch[]> {
    return Batch.of(await Promise.all(events.map((event) => this.readied(event))));
  }

  private readied(event: PaymentLinkEvent): Promise<Ready> {
    const kept = this.kept.get(event.id);
    if (kept) return kept;
    const made = this.execute(event).then((json) => ({ event, payload: Buffer.from(json) }));
    this.kept.set(event.id, made);
    if (this.kept.size > KEPT_READY) this.kept.delete(this.kept.keys().next().value!);
    return made;
  }

  private async handOut(): Promise<void> {
    this.isHandingOut = true;
    // What the feed hands over in one go is written in one go.
    await Promise.resolve();
    while (this.queue.length > 0) {
      for (const batch of await this.ready(this.queue.splice(0, BATCH_SIZE))) {
        for (const member of this.members) member.hand(batch);
      }
      if (this.queue.length > 0) await othersTurn();
    }
    this.isHandingOut = false;
  }
}

import { isAfter, Position } from '../cursor.js';
import type { PaymentLinkEvent } from '../payment-link-event.model.js';

/** An event, and what its group's selection makes of it: the execution's result as JSON. */
export interface Ready {
  event: PaymentLinkEvent;
  payload: Buffer;
}

/** What is written to a socket at once is bounded, so that a slow reader is noticed in time. */
const BATCH_BYTES = 64 * 1024;

/** Some events in order, made ready for many subscribers: what is the same for them is made once. */
export class Batch {
  private readonly made = new Map<string, unknown>();

  /** @param entries at least one */
  constructor(readonly entries: readonly Ready[]) {}

  /** Splits by size. */
  static of(entries: readonly Ready[]): Batch[] {
    const batches: Batch[] = [];
    let from = 0;
    let bytes = 0;
    entries.forEach(({ payload }, index) => {
      if (bytes > 0 && bytes + payload.length > BATCH_BYTES) {
        batches.push(new Batch(entries.slice(from, index)));
        [from, bytes] = [index, 0];
      }
      bytes += payload.length;
    });
    if (from < entries.length) batches.push(new Batch(entries.slice(from)));
    return batches;
  }

  get end(): Position {
    return this.entries.at(-1)!.event.position;
  }

  /** What of it is after a position: mostly all, and then it is this very batch. */
  after(position: Position): Batch | undefined {
    if (isAfter(this.entries[0]!.event.position, position)) return this;
    const later = this.entries.filter(({ event }) => isAfter(event.position, position));
    return later.length > 0 ? new Batch(later) : undefined;
  }

  /** What a kind of sink makes of the batch. @param kind sinks of the same kind get the same */
  once<T>(kind: string, make: (entries: readonly Ready[]) => T): T {
    let made = this.made.get(kind) as T | undefined;
    if (made === undefined) this.made.set(kind, (made = make(this.entries)));
    return made;
  }
}

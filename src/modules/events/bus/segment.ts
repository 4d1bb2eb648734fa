import { fromCursor, Position, toCursor } from '../cursor.js';
import { PaymentLinkEvent } from '../payment-link-event.model.js';

/** All events of the log, of every merchant, between a position and the last of them. */
export interface Segment {
  /** The position before the first. */
  before: Position;
  events: PaymentLinkEvent[];
}

/** Brokers bound the size of a message: NATS at 1 MB, unless told otherwise. */
const MESSAGE_LIMIT_CHARS = 256 * 1024;

/** As messages, each a segment of its own, in order. */
export function toMessages({ before, events }: Segment): string[] {
  const messages: string[] = [];
  let lines: string[] = [];
  let length = 0;
  let start = before;
  events.forEach((event, index) => {
    const line = JSON.stringify({ ...event, position: undefined });
    lines.push(line);
    length += line.length;
    if (length < MESSAGE_LIMIT_CHARS && index < events.length - 1) return;
    messages.push(`{"before":"${toCursor(start)}","events":[${lines.join(',')}]}`);
    [lines, length, start] = [[], 0, event.position];
  });
  return messages;
}

export function fromMessage(message: string): Segment {
  const { before, events } = JSON.parse(message) as { before: string; events: PaymentLinkEvent[] };
  return {
    before: fromCursor(before),
    events: events.map((event) =>
      Object.assign(new PaymentLinkEvent(), event, {
        position: fromCursor(event.cursor),
        occurredAt: new Date(event.occurredAt),
      }),
    ),
  };
}

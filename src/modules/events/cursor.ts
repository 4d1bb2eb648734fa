import { GraphQLError } from 'graphql';

/** A place in the event log: the transaction that wrote the event, and its number. Both count up. */
export interface Position {
  xid: bigint;
  seq: bigint;
}

const MAX_XID = 2n ** 64n - 1n;
const MAX_SEQ = 2n ** 63n - 1n;

/** Before the first event that is kept, whichever that is: before every place that a cursor can stand at. */
export const START: Position = { xid: 0n, seq: -1n };

/** Events after the cursor were dropped by age. The order that it names is what makes sure that nothing is missed. */
export class CursorExpiredError extends GraphQLError {
  constructor() {
    super(
      'The log no longer reaches back to this cursor: events after it were dropped, as all are after EVENT_RETENTION_DAYS. Follow anew, without a cursor or from "start"; once that is answered, read the links with the paymentLinks query: they hold what has happened before.',
      { extensions: { code: 'CURSOR_EXPIRED' } },
    );
  }
}

/** What clients hold: opaque to them. */
export function toCursor({ xid, seq }: Position): string {
  if (seq < 0n) return 'start';
  return Buffer.from(`${xid}.${seq}`).toString('base64url');
}

/** @throws GraphQLError INVALID_CURSOR when it is none of ours. */
export function fromCursor(cursor: string): Position {
  if (cursor === 'start') return START;
  const match = /^(\d{1,20})\.(\d{1,19})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const [xid, seq] = [BigInt(match?.[1] ?? 0), BigInt(match?.[2] ?? 0)];
  // Beyond that the database cannot even compare.
  if (match && xid <= MAX_XID && seq <= MAX_SEQ) return { xid, seq };
  throw new GraphQLError('This cursor is none of the event log. Take one from an event, or "start".', {
    extensions: { code: 'INVALID_CURSOR' },
  });
}

export function isAfter(a: Position, b: Position): boolean {
  return a.xid === b.xid ? a.seq > b.seq : a.xid > b.xid;
}

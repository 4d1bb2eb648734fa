import { jest } from '@jest/globals';

import type { Notifications } from '../../common/database/notifications.js';
import type { Relay } from './bus/relay.js';
import { fromMessage, type Segment, toMessages } from './bus/segment.js';
import { CursorExpiredError, type Position, START, toCursor } from './cursor.js';
import type { EventLog } from './event-log.js';
import { LogTail } from './log-tail.js';
import { PaymentLinkEvent } from './payment-link-event.model.js';

function anEvent(number: number, data: object = {}): PaymentLinkEvent {
  const position: Position = { xid: BigInt(number), seq: 1n };
  return Object.assign(new PaymentLinkEvent(), {
    id: String(number),
    position,
    cursor: toCursor(position),
    occurredAt: new Date(number),
    data,
  });
}
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => anEvent(from + i));

describe('the end of the log', () => {
  let stored: PaymentLinkEvent[];
  let reads: number;
  let settled: boolean;
  let isReading: boolean;
  let told: number[];
  let gaps: number;
  let floor: bigint;
  let end: Position;
  let passed: Segment[];
  let notify: () => void;
  let receive: (segment: Segment) => void;
  let tail: LogTail;

  beforeEach(async () => {
    jest.useFakeTimers();
    [stored, reads, settled, isReading, told, passed] = [[], 0, true, false, [], []];
    [gaps, floor, end] = [0, 0n, START];
    const log = {
      end: async () => end,
      read: async (after: Position, limit: number) => {
        reads++;
        if (floor > after.xid) throw new CursorExpiredError();
        return { events: stored.filter(({ position }) => position.xid > after.xid).slice(0, limit), settled };
      },
    };
    const relay = {
      get isReading() {
        return isReading;
      },
      listen: (onSegment: typeof receive) => (receive = onSegment),
      pass: (segment: Segment) => passed.push(segment),
    };
    const notifications = { on: (_: string, listener: () => void) => (notify = listener) };
    tail = new LogTail(
      log as unknown as EventLog,
      relay as unknown as Relay,
      notifications as unknown as Notifications,
    );
    tail.listen(
      ({ id }) => told.push(Number(id)),
      () => gaps++,
    );
    await tail.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(0);
    reads = 0;
  });
  afterEach(() => {
    tail.onModuleDestroy();
    jest.useRealTimers();
  });

  it('takes what another process has read without looking into the log', async () => {
    receive({ before: START, events: events(1, 3) });
    notify();
    receive({ before: anEvent(3).position, events: events(4, 5) });
    await jest.advanceTimersByTimeAsync(100);

    expect(told).toEqual([1, 2, 3, 4, 5]);
    expect(reads).toBe(0);
  });

  it('takes once what comes twice, and what overlaps', () => {
    receive({ before: START, events: events(1, 3) });
    receive({ before: START, events: events(1, 3) });
    receive({ before: anEvent(1).position, events: events(2, 5) });

    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  it('reads the log where something was lost', async () => {
    stored = events(1, 6);
    receive({ before: START, events: events(1, 2) });
    receive({ before: anEvent(4).position, events: events(5, 6) });
    await jest.advanceTimersByTimeAsync(0);

    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reads).toBe(1);
  });

  it('reads the log where what was announced does not come, however often more is announced', async () => {
    stored = events(1, 2);
    for (let i = 0; i < 10; i++) {
      notify();
      await jest.advanceTimersByTimeAsync(50);
    }

    expect(told).toEqual([1, 2]);
  });

  it('reads at once, and passes on with the position before, where it is the one to read', async () => {
    isReading = true;
    stored = events(1, 2);
    notify();
    await jest.advanceTimersByTimeAsync(0);
    stored = events(1, 3);
    notify();
    await jest.advanceTimersByTimeAsync(0);

    expect(told).toEqual([1, 2, 3]);
    expect(passed.map(({ before, events: [first] }) => [before.xid, first!.id])).toEqual([
      [0n, '1'],
      [2n, '3'],
    ]);
  });

  it('says so where what comes next was dropped before it was read, and goes on at the end', async () => {
    isReading = true;
    [stored, floor, end] = [events(4, 5), 3n, anEvent(5).position];
    notify();
    await jest.advanceTimersByTimeAsync(0);
    stored = events(4, 6);
    notify();
    await jest.advanceTimersByTimeAsync(0);

    expect(gaps).toBe(1);
    expect(told).toEqual([6]);
  });

  it('asks ever less often for the end of a transaction that stays open', async () => {
    isReading = true;
    settled = false;
    notify();
    await jest.advanceTimersByTimeAsync(2_000);

    expect(reads).toBeGreaterThan(20);
    expect(reads).toBeLessThan(40);
  });
});

describe('a segment of the log', () => {
  it('comes through messages as it was, split where it is long', () => {
    const long = Array.from({ length: 10 }, (_, i) => anEvent(i + 1, { note: 'å'.repeat(60_000) }));
    const segments = toMessages({ before: START, events: long }).map(fromMessage);

    expect(segments.length).toBeGreaterThan(1);
    expect(segments.flatMap((segment) => segment.events)).toEqual(long);
    expect(segments.map(({ before }) => before)).toEqual([
      START,
      ...segments.slice(0, -1).map((segment) => segment.events.at(-1)!.position),
    ]);
  });
});

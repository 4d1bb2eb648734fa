import { jest } from '@jest/globals';

import { CursorExpiredError, fromCursor, Position, START, toCursor } from '../cursor.js';
import type { EventFeed, EventListener } from '../event-feed.js';
import type { EventLog } from '../event-log.js';
import { EventStream } from '../event-stream.js';
import { PaymentLinkEvent } from '../payment-link-event.model.js';
import type { Batch } from './batch.js';
import { FanOut } from './fan-out.js';
import type { Sink } from './sink.js';

const SCOPE = { merchantId: 'merchant' };

function anEvent(number: number): PaymentLinkEvent {
  const position: Position = { xid: BigInt(number), seq: BigInt(number) };
  return Object.assign(new PaymentLinkEvent(), { id: String(number), position, cursor: toCursor(position) });
}

/** A log in memory, which hands on what is appended as the feed does. */
class Log {
  readonly events: PaymentLinkEvent[] = [];
  readonly listeners = new Set<EventListener>();
  reads = 0;
  isDown = false;
  /** All up to it were dropped. */
  floor = 0n;

  append(event: PaymentLinkEvent): void {
    this.events.push(event);
    this.listeners.forEach((listener) => listener.push(event));
  }

  attach = (listener: EventListener): void => void this.listeners.add(listener);
  detach = (listener: EventListener): void => void this.listeners.delete(listener);

  async read(after: Position, limit: number) {
    this.reads++;
    if (this.isDown) throw new Error('no connection');
    if (this.floor > after.xid) throw new CursorExpiredError();
    const events = this.events.filter(({ position }) => position.xid > after.xid).slice(0, limit);
    return { events, settled: true };
  }

  async end(): Promise<Position> {
    return this.events.at(-1)?.position ?? START;
  }
}

/** A reader whose buffer can be stopped up. */
class Reader implements Sink {
  readonly cursors: string[] = [];
  bufferedBytes = 0;
  isStuck = false;
  toldToResumeAfter?: string;
  isCutOff = false;
  private unstick: () => void = () => undefined;

  attached(): void {}

  send(batch: Batch): void {
    for (const { event, payload } of batch.entries) {
      this.cursors.push(event.cursor);
      if (this.isStuck) this.bufferedBytes += payload.length;
    }
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => (this.unstick = resolve));
  }

  read(): void {
    this.isStuck = false;
    this.bufferedBytes = 0;
    this.unstick();
  }

  tooSlow(cursor: string): void {
    this.toldToResumeAfter = cursor;
  }

  cutOff(): void {
    this.isCutOff = true;
  }
}

describe('the fan-out', () => {
  let log: Log;
  let fanOut: FanOut;
  let executions: number;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    log = new Log();
    fanOut = new FanOut(log as unknown as EventLog, log as unknown as EventFeed);
    executions = 0;
  });
  afterEach(() => jest.useRealTimers());

  const join = (reader: Reader, after?: Position) => {
    const stream = new EventStream(log as unknown as EventFeed, SCOPE, after);
    const execute = async (): Promise<string> => {
      executions++;
      return 'x'.repeat(1_000);
    };
    return fanOut.join('all', stream, execute, reader);
  };
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const append = (count: number): void => {
    for (let i = 0; i < count; i++) log.append(anEvent(log.events.length + 1));
  };
  const whole = (): string[] => log.events.map(({ cursor }) => cursor);

  it('tells each reader every event once, whenever it began', async () => {
    append(3);
    const early = new Reader();
    join(early, START);
    append(300);
    await quiet();
    const late = new Reader();
    join(late, START);
    append(3);
    await quiet();

    expect(early.cursors).toEqual(whole());
    expect(late.cursors).toEqual(whole());
  });

  it('executes an event once, however many follow it', async () => {
    const readers = Array.from({ length: 10 }, () => new Reader());
    readers.forEach((reader) => join(reader));
    await quiet();

    append(100);
    await quiet();

    expect(executions).toBe(100);
    readers.forEach(({ cursors }) => expect(cursors).toEqual(whole()));
  });

  it('keeps little for a reader who does not read, and goes on where it was once it does', async () => {
    const [slow, quick] = [new Reader(), new Reader()];
    join(slow, START);
    join(quick, START);
    await quiet();
    slow.isStuck = true;

    for (let i = 0; i < 30; i++) {
      append(100);
      await quiet();
    }
    expect(slow.bufferedBytes).toBeLessThan(400 * 1024);
    expect(quick.cursors).toEqual(whole());

    slow.read();
    await quiet();
    append(1);
    await quiet();
    expect(slow.cursors).toEqual(whole());
  });

  it('lets a reader go who reads nothing for long, and says where to resume', async () => {
    const slow = new Reader();
    const { ended } = join(slow, START);
    await quiet();
    slow.isStuck = true;

    append(1_000);
    await quiet();
    await jest.advanceTimersByTimeAsync(10_000);
    await ended;

    expect(slow.toldToResumeAfter).toBe(slow.cursors.at(-1));
    expect(fromCursor(slow.toldToResumeAfter!).xid).toBeLessThan(1_000n);
    expect(log.listeners.size).toBe(0);
  });

  it('refuses a reader on the way when what it has not read was dropped', async () => {
    const [slow, quick] = [new Reader(), new Reader()];
    const { ended } = join(slow, START);
    join(quick, START);
    await quiet();
    slow.isStuck = true;
    append(1_000);
    await quiet();

    log.floor = 1_000n;
    slow.read();

    expect(await ended).toMatchObject({ extensions: { code: 'CURSOR_EXPIRED' } });
    expect(quick.cursors).toEqual(whole());
  });

  it('cuts a reader off whom it cannot read for, and nobody else', async () => {
    const [late, live] = [new Reader(), new Reader()];
    join(live);
    await quiet();

    log.isDown = true;
    await join(late, START).ended;
    append(1);
    await quiet();

    expect([late.isCutOff, live.isCutOff]).toEqual([true, false]);
    expect(live.cursors).toEqual(whole());
  });

  it('reads the log for all who are live where events may have been missed', async () => {
    const readers = [new Reader(), new Reader()];
    readers.forEach((reader) => join(reader));
    append(2);
    await quiet();
    log.events.push(anEvent(3));

    log.listeners.forEach((listener) => listener.miss());
    append(1);
    await quiet();

    readers.forEach(({ cursors }) => expect(cursors).toEqual(whole()));
  });
});

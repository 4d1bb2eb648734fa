import { DataSource } from 'typeorm';

import { databaseOptions } from '../../src/common/database/options.js';
import {
  CursorExpiredError,
  EventLog,
  type PaymentLinkEvent,
  type Position,
} from '../../src/modules/events/index.js';
import { START } from '../../src/modules/events/cursor.js';
import { EventPartitions, type Outcome } from '../../src/modules/events/retention/event-partitions.js';
import { agedMonths, missingMonths } from '../../src/modules/events/retention/month.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type RawLink, rawLinks, storedLog, writeRaw } from '../support/raw-log.js';

const DAY_MS = 86_400_000;
const WRITERS = 20;
const NOBODY = async () => [];

describe('the months of the event log', () => {
  let database: TestDatabase;
  let db: DataSource;
  let log: EventLog;
  let partitions: EventPartitions;
  let links: RawLink[];

  beforeEach(async () => {
    database = await createTestDatabase();
    db = await new DataSource({ ...databaseOptions(database.url), extra: { max: 30 } }).initialize();
    [log, partitions, links] = [new EventLog(db), new EventPartitions(db), await rawLinks(db, WRITERS)];
  });
  afterEach(async () => {
    await db.destroy();
    await database.drop();
  });

  const makeAhead = async (now: Date) => {
    const outcomes: Outcome[] = [];
    for (const month of missingMonths(await partitions.months(), now, 2))
      outcomes.push(await partitions.make(month));
    return outcomes;
  };
  const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

  it('takes in what is written for a month that was not made, and leaves it where it is', async () => {
    const year = inDays(366);
    await writeRaw(db, links[0]!, year);

    const outcomes = await makeAhead(year);
    await writeRaw(db, links[0]!, year);

    expect(outcomes).toEqual(['kept', 'done', 'done']);
    expect(await db.query('SELECT count(*)::int AS count FROM events_default')).toEqual([{ count: 2 }]);
  });

  it('deletes what is old from there, up to the last that is', async () => {
    const [first, second] = [
      await writeRaw(db, links[0]!, inDays(366)),
      await writeRaw(db, links[0]!, inDays(367)),
    ];
    const young = await writeRaw(db, links[0]!, inDays(400));

    const outcome = await partitions.prune(inDays(390), inDays(400), NOBODY);

    expect(outcome).toBe('done');
    expect((await storedLog(db)).map(({ id }) => id)).toEqual([young.id]);
    const after = ({ xid, seq }: typeof first) =>
      log.read({ xid: BigInt(xid), seq: BigInt(seq) }, 10, links[0]);
    await expect(after(first)).rejects.toThrow(CursorExpiredError);
    await eventually(async () =>
      expect((await after(second)).events.map(({ id }) => id)).toEqual([young.id]),
    );
  });

  it('is not dropped while it holds what is young, or comes after what is', async () => {
    const [month] = await partitions.months();
    await makeAhead(inDays(0));
    await writeRaw(db, links[0]!, inDays(40));
    // The clock went back, and this comes later in the log.
    await writeRaw(db, links[0]!, inDays(0));

    const early = await partitions.drop(month!, month!.end, inDays(41), NOBODY);
    const later = await partitions.drop(month!, inDays(80), inDays(80), NOBODY);

    expect([early, later]).toEqual(['kept', 'done']);
    expect(await storedLog(db)).toEqual([]);
  });

  it('is not dropped before a reader that is waited for has had it', async () => {
    const [month] = await partitions.months();
    const { merchantId } = links[0]!;
    const first = await writeRaw(db, links[0]!, inDays(0));
    const last = await writeRaw(db, links[0]!, inDays(0));
    const dropFor = ({ xid, seq }: typeof first) =>
      partitions.drop(month!, month!.end, month!.end, async () => [
        { merchantId, position: { xid: BigInt(xid), seq: BigInt(seq) } },
      ]);

    expect([await dropFor(first), await dropFor(last)]).toEqual(['kept', 'done']);
  });

  it('gives up at once where somebody reads for long, so that writers are not held up', async () => {
    const [month] = await partitions.months();
    const reader = db.createQueryRunner();
    await reader.startTransaction();
    await reader.query('SELECT count(*) FROM events');

    const busy = await partitions.drop(month!, month!.end, month!.end, NOBODY);
    await reader.commitTransaction();
    await reader.release();

    expect(busy).toBe('busy');
    expect(await partitions.drop(month!, month!.end, month!.end, NOBODY)).toBe('done');
  });

  it('come and go under twenty writers without a reader missing anything', async () => {
    const MONTHS = 8;
    let day = 0;
    let isOver = false;
    const read: PaymentLinkEvent[] = [];
    let position: Position = START;
    let made = 0;
    let dropped = 0;

    const writer = async (link: RawLink): Promise<void> => {
      // For as long as it takes to see so many come and so many go.
      while (made <= MONTHS || dropped <= MONTHS) {
        day += 0.25;
        const occurredAt = inDays(day);
        await db.transaction(async (tx) => {
          await tx.query('UPDATE payment_links SET updated_at = now() WHERE id = $1', [link.id]);
          await log.append(tx, {
            merchantId: link.merchantId,
            paymentLinkId: link.id,
            type: 'order.updated',
            data: {},
            occurredAt,
          });
        });
      }
    };
    const reader = async (): Promise<void> => {
      for (;;) {
        const isLast = isOver;
        const { events, settled } = await log.read(position, 50, { merchantId: links[0]!.merchantId });
        read.push(...events);
        position = events.at(-1)?.position ?? position;
        if (isLast && settled && events.length === 0) return;
      }
    };
    const keeper = async (): Promise<void> => {
      const places = async () => [{ merchantId: links[0]!.merchantId, position }];
      while (!isOver) {
        const now = inDays(day);
        made += (await makeAhead(now)).filter((outcome) => outcome === 'done').length;
        const [aged] = agedMonths(await partitions.months(), inDays(day - 35));
        if (aged && (await partitions.drop(aged, inDays(day - 35), now, places)) === 'done') dropped++;
      }
    };

    const following = [reader(), keeper()];
    await Promise.all(links.map(writer));
    isOver = true;
    await Promise.all(following);

    const kept = (await storedLog(db)).map(({ id }) => id);
    const [{ total }] = await db.query<[{ total: string }]>(
      `SELECT pg_sequence_last_value(pg_get_serial_sequence('events', 'seq')) AS total`,
    );
    expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
    expect(read).toHaveLength(Number(total));
    expect(read.slice(-kept.length).map(({ id }) => id)).toEqual(kept);
  }, 120_000);
});

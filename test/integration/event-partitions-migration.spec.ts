import { DataSource } from 'typeorm';

import { openDatabase } from '../../src/common/database/migrate.js';
import { EventPartitions1764100800000 as EventPartitions } from '../../src/common/database/migrations/index.js';
import { databaseOptions } from '../../src/common/database/options.js';
import { EventLog } from '../../src/modules/events/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type RawLink, rawLinks, storedLog, writeRaw } from '../support/raw-log.js';

const DAY_MS = 86_400_000;
const numberOf = (migration: string): number => Number(/\d+$/.exec(migration)![0]);
const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY_MS);

describe('an event log from before it had partitions', () => {
  let database: TestDatabase;
  let old: DataSource;
  let link: RawLink;

  beforeEach(async () => {
    database = await createTestDatabase({ hasSchema: false });
    const options = databaseOptions(database.url);
    const all = options.migrations as (new () => object)[];
    const migrations = all.filter(({ name }) => numberOf(name) < numberOf(EventPartitions.name));
    old = await new DataSource({ ...options, migrations }).initialize();
    await old.runMigrations();
    [link] = (await rawLinks(old, 1)) as [RawLink];
  });
  afterEach(async () => {
    await old.destroy();
    await database.drop();
  });

  const hasPartitions = async (db: DataSource): Promise<boolean> => {
    const [row] = await db.query<[{ is: boolean }]>(`SELECT to_regclass('event_floors') IS NOT NULL AS is`);
    return row.is;
  };
  const migrate = (): Promise<DataSource> => openDatabase(databaseOptions(database.url));

  it('keeps every event at its place, and goes on behind the last', async () => {
    for (const days of [-900, -40, -1, 0, 0, 700, 0]) await writeRaw(old, link, daysFromNow(days));
    const before = await storedLog(old);

    const db = await migrate();
    const after = await storedLog(db);
    const next = await writeRaw(db, link, daysFromNow(0));
    const log = new EventLog(db);

    expect(after).toEqual(before);
    expect(BigInt(next.seq)).toBe(BigInt(before.at(-1)!.seq) + 1n);
    for (const [index, { xid, seq }] of before.entries()) {
      const expected = [...before.slice(index + 1), next].map(({ id }) => id);
      await eventually(async () => {
        const { events } = await log.read({ xid: BigInt(xid), seq: BigInt(seq) }, 100);
        expect(events.map(({ id }) => id)).toEqual(expected);
      });
    }
    await db.destroy();
  });

  it('keeps what lies far ahead out of the first month', async () => {
    await writeRaw(old, link, daysFromNow(0));
    const { id } = await writeRaw(old, link, daysFromNow(700));

    const db = await migrate();

    expect(await db.query('SELECT id FROM events_default')).toEqual([{ id }]);
    await db.destroy();
  });

  it('announces what is written, as before', async () => {
    const db = await migrate();
    const [{ triggers }] = await db.query<[{ triggers: string[] }]>(
      `SELECT array_agg(tgname::text) AS triggers FROM pg_trigger WHERE tgrelid = 'events'::regclass AND NOT tgisinternal`,
    );

    expect(triggers).toEqual(['announce_event']);
    await db.destroy();
  });

  it('waits for those who write meanwhile, and stops none of them', async () => {
    const writer = old.createQueryRunner();
    await writer.startTransaction();
    await writer.query('UPDATE payment_links SET updated_at = now() WHERE id = $1', [link.id]);

    const migrating = migrate();
    await eventually(async () => {
      const waiting = await old.query<unknown[]>(
        `SELECT FROM pg_locks WHERE NOT granted AND locktype = 'relation'`,
      );
      expect(waiting.length).toBeGreaterThan(0);
    });
    await writer.query(
      `INSERT INTO events (merchant_id, payment_link_id, type, data, occurred_at, status)
       VALUES ($1, $2, 'order.updated', '{}', now(), 'COMPLETED')`,
      [link.merchantId, link.id],
    );
    await writer.query('UPDATE payment_links SET updated_at = now() WHERE id = $1', [link.id]);
    await writer.commitTransaction();
    await writer.release();
    const db = await migrating;

    expect(await storedLog(db)).toHaveLength(1);
    // A process of the older version goes on writing.
    await writeRaw(old, link, daysFromNow(0));
    expect(await storedLog(old)).toHaveLength(2);
    await db.destroy();
  });

  it('can be undone, and done again', async () => {
    for (const days of [-900, 0, 700]) await writeRaw(old, link, daysFromNow(days));
    const before = await storedLog(old);

    const db = await migrate();
    while (await hasPartitions(db)) await db.undoLastMigration();
    const undone = await storedLog(db);
    const next = await writeRaw(db, link, daysFromNow(0));
    await db.runMigrations();

    expect(undone).toEqual(before);
    expect(await storedLog(db)).toEqual([...before, next]);
    await db.destroy();
  });
});

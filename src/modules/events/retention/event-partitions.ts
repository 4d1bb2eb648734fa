import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, QueryFailedError } from 'typeorm';

import type { Position } from '../cursor.js';
import { Month, monthNamed } from './month.js';

/** Held by the one process that is changing the partitions. */
const PARTITIONS_LOCK = 0x50415046;
/** Writers wait behind us for so long at most; then it is tried again another time. */
const LOCK_LIMIT = '200ms';
const LOCK_NOT_AVAILABLE = '55P03';
/** Where rows are that no month was made for in time. */
const DEFAULT = 'events_default';

/** A reader of the log whose events must not be dropped before it has had them. */
export interface Place {
  merchantId: string;
  position: Position;
}
export type PlacesOf = (tx: EntityManager) => Promise<Place[]>;

/** What came of it; `busy`: the log is in use, or another process is at it. */
export type Outcome = 'done' | 'kept' | 'busy';

class Kept extends Error {}

/**
 * All SQL of the log's partitions. Each change is a transaction that has the log for itself for a moment. A plain DROP
 * and no DETACH CONCURRENTLY, since that works neither beside a default partition nor in the transaction that records
 * what was dropped.
 */
@Injectable()
export class EventPartitions {
  constructor(private readonly db: DataSource) {}

  async months(): Promise<Month[]> {
    const rows = await this.db.query<{ name: string }[]>(
      `SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
       WHERE inhparent = 'events'::regclass`,
    );
    return rows.map(({ name }) => monthNamed(name)).filter((month) => month !== null);
  }

  /** `kept`: rows of this month are in the default partition, and stay there, with all of the month. */
  make({ name, start, end }: Month): Promise<Outcome> {
    const bounds = [start.toISOString(), end.toISOString()];
    return this.alone(async (tx) => {
      // A partition has foreign keys, which take these locks; writers take them in this order.
      await tx.query('LOCK TABLE merchants, payment_links IN SHARE ROW EXCLUSIVE MODE');
      await tx.query('LOCK TABLE ONLY events IN ACCESS EXCLUSIVE MODE');
      const [row] = await tx.query<{ is: boolean }[]>(
        `SELECT EXISTS (SELECT FROM ${DEFAULT} WHERE occurred_at >= $1 AND occurred_at < $2) AS is`,
        bounds,
      );
      if (row!.is) throw new Kept();
      await tx.query(
        `CREATE TABLE ${name} PARTITION OF events FOR VALUES FROM ('${bounds[0]}') TO ('${bounds[1]}')`,
      );
    });
  }

  /** Drops a month that is older than the cutoff altogether. `kept`: see `forget`. */
  drop({ name }: Month, cutoff: Date, now: Date, places: PlacesOf): Promise<Outcome> {
    return this.alone(async (tx) => {
      await this.raiseFloors(tx, name, cutoff, now, places);
      await tx.query(`DROP TABLE ${name}`);
      await this.deleteBelowFloors(tx);
    });
  }

  /** Deletes what is older than the cutoff from the default partition. */
  async prune(cutoff: Date, now: Date, places: PlacesOf): Promise<Outcome> {
    const [row] = await this.db.query<{ is: boolean }[]>(
      `SELECT EXISTS (SELECT FROM ${DEFAULT} WHERE occurred_at < $1) AS is`,
      [cutoff],
    );
    if (!row!.is) return 'done';
    return this.alone(async (tx) => {
      await this.raiseFloors(tx, DEFAULT, cutoff, now, places);
      await this.deleteBelowFloors(tx);
    });
  }

  private async alone(work: (tx: EntityManager) => Promise<void>): Promise<Outcome> {
    try {
      return await this.db.transaction(async (tx) => {
        const [row] = await tx.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [
          PARTITIONS_LOCK,
        ]);
        if (!row!.held) return 'busy';
        await tx.query(`SET LOCAL lock_timeout = '${LOCK_LIMIT}'`);
        await work(tx);
        return 'done';
      });
    } catch (error) {
      if (error instanceof Kept) return 'kept';
      const { code } = (error as QueryFailedError<Error & { code?: string }>).driverError ?? {};
      if (code === LOCK_NOT_AVAILABLE) return 'busy';
      throw error;
    }
  }

  /**
   * Records that what is old in a partition is dropped, and with it all that is before it in the log, so that what is
   * kept is always the log's end. @throws Kept where that would take young events along, or some that nobody has read yet
   */
  private async raiseFloors(
    tx: EntityManager,
    partition: string,
    cutoff: Date,
    now: Date,
    places: PlacesOf,
  ): Promise<void> {
    await tx.query('LOCK TABLE ONLY events IN ACCESS EXCLUSIVE MODE');
    // Everybody waits: only what the indexes find at once is looked at.
    await tx.query('SET LOCAL enable_seqscan = off');
    await tx.query(
      `INSERT INTO event_floors AS floor (merchant_id, xid, seq)
       SELECT merchant.id, last.xid, last.seq FROM merchants merchant CROSS JOIN LATERAL (
         SELECT xid, seq FROM ${partition} WHERE merchant_id = merchant.id AND occurred_at < $1
         ORDER BY xid DESC, seq DESC LIMIT 1
       ) last
       ON CONFLICT (merchant_id) DO UPDATE SET xid = EXCLUDED.xid, seq = EXCLUDED.seq
         WHERE (EXCLUDED.xid, EXCLUDED.seq) > (floor.xid, floor.seq)`,
      [cutoff],
    );
    // Younger than now, too: a clock that was ahead once must not keep everything until then.
    const young = await tx.query<unknown[]>(
      `SELECT FROM event_floors floor CROSS JOIN LATERAL (
         SELECT FROM events
         WHERE merchant_id = floor.merchant_id AND (xid, seq) <= (floor.xid, floor.seq)
           AND occurred_at >= $1 AND occurred_at <= $2
         ORDER BY xid, seq LIMIT 1
       ) event`,
      [cutoff, now],
    );
    if (young.length > 0) throw new Kept();
    for (const { merchantId, position } of await places(tx)) {
      const passed = await tx.query<unknown[]>(
        'SELECT FROM event_floors WHERE merchant_id = $1 AND (xid, seq) > ($2::xid8, $3::bigint)',
        [merchantId, position.xid.toString(), position.seq.toString()],
      );
      if (passed.length > 0) throw new Kept();
    }
  }

  private async deleteBelowFloors(tx: EntityManager): Promise<void> {
    const floors = await tx.query<{ merchant_id: string; xid: string; seq: string }[]>(
      'SELECT merchant_id, xid, seq FROM event_floors',
    );
    for (const { merchant_id: merchantId, xid, seq } of floors) {
      await tx.query('DELETE FROM events WHERE merchant_id = $1 AND (xid, seq) <= ($2::xid8, $3::bigint)', [
        merchantId,
        xid,
        seq,
      ]);
    }
  }
}

import { Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** More transactions than a server makes in its life, so that an epoch is above whatever was handed out before. */
const EPOCH_BITS = 40;

/**
 * Places in the log are transaction numbers, which another server counts anew, and one set back in time counts again.
 * A log that finds itself there goes on in a new epoch, above all cursors that clients may hold.
 */
@Injectable()
export class LogEpoch implements OnModuleInit {
  private readonly logger = new Logger(LogEpoch.name);

  constructor(private readonly db: DataSource) {}

  /** Before anything of this process writes or follows the log. */
  async onModuleInit(): Promise<void> {
    const [row] = await this.db.query<{ is_at_home: boolean }[]>(
      `SELECT log_home IS NOT DISTINCT FROM (${HOME}) AS is_at_home FROM installation`,
    );
    if (!row || row.is_at_home) return;
    const hasMoved = await this.db.transaction(async (tx) => {
      // Whoever writes finishes first: a transaction is in one epoch.
      await tx.query('LOCK TABLE ONLY events IN EXCLUSIVE MODE');
      const [changed] = (await tx.query(SETTLE)) as [{ has_moved: boolean }[], number];
      return changed[0]?.has_moved;
    });
    if (hasMoved)
      this.logger.warn('The database was restored, or has moved: the event log goes on behind all cursors');
  }
}

const HOME = `
  SELECT system_identifier || '/' || timeline_id FROM pg_control_system(), pg_control_checkpoint()`;

/** Where no home is known yet, only a log that is ahead of its server shows that it has moved. */
const SETTLE = `
  UPDATE installation
  SET log_home = place.home,
    log_offset = CASE WHEN has_moved THEN ((greatest(last, next) >> ${EPOCH_BITS}) + 1 << ${EPOCH_BITS}) - next + log_offset
      ELSE log_offset END
  FROM (
    SELECT home, last, next, coalesce(log_home <> home, last > next) AS has_moved
    FROM (${HOME}) AS here (home), installation AS before,
      LATERAL (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + before.log_offset AS next) server,
      LATERAL (SELECT coalesce((SELECT xid::text::bigint FROM events ORDER BY xid DESC LIMIT 1), 0) AS last) log
    WHERE log_home IS DISTINCT FROM home
  ) place
  RETURNING place.has_moved`;

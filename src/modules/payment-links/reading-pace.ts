import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import { hasEnded, HostedSession } from '../hpp/index.js';

/** What reading open sessions may take of the quota; the rest is for consumers and merchants. */
const QUOTA_SHARE = 0.5;
const RECOUNT_MS = 30_000;
/** Close to its end a session is read as often as if it were alone. */
const NEAR_END_MS = 3_600_000;

/**
 * How often an open session is read: at every reconciliation, while the provider's quota permits; with more sessions
 * than that, so often that all together take half of the quota. Counted beside the readings: who asks is in a transaction
 * and must not wait for a second connection.
 */
@Injectable()
export class ReadingPace implements OnApplicationBootstrap {
  private readonly logger = new Logger(ReadingPace.name);
  private stretchedMs = 0;

  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.scheduler.addInterval(
      'reading-pace',
      setInterval(() => void this.recount(), RECOUNT_MS),
    );
    await this.recount();
  }

  intervalMs(session: HostedSession | null): number {
    const baseMs = this.config.RECONCILE_INTERVAL_MS;
    if (!session || hasEnded(session.status)) return baseMs;
    if (session.expiresAt.getTime() - this.clock.now().getTime() < NEAR_END_MS) return baseMs;
    return Math.max(baseMs, this.stretchedMs);
  }

  private async recount(): Promise<void> {
    try {
      const [row] = await this.db.query<{ open: number; limit: number | null }[]>(
        `SELECT (SELECT count(*)::int FROM payment_links WHERE status = 'OPEN' AND next_check_at IS NOT NULL) AS open,
           (SELECT limit_per_second FROM provider_budgets WHERE category = 'other') AS limit`,
      );
      this.stretchedMs = stretchedIntervalMs(row!.open, row!.limit);
    } catch (error) {
      this.logger.warn(`Open sessions cannot be counted: ${String(error)}`);
    }
  }
}

/** The interval at which so many sessions take their share of the quota; 0 without a quota. Pure. */
export function stretchedIntervalMs(openSessions: number, limitPerSecond: number | null): number {
  return limitPerSecond === null ? 0 : Math.ceil((openSessions / (limitPerSecond * QUOTA_SHARE)) * 1000);
}

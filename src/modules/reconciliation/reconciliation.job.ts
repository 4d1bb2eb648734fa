import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import { Notifications } from '../../common/database/notifications.js';
import { LinkRefresher, PaymentLinksRepository } from '../payment-links/index.js';

const BATCH_SIZE = 8;
/** A claimed link is looked at again after this, should the process die over it. */
const PUT_OFF_SECONDS = 30;

/** Reads links at the provider when they are due: at intervals, when a callback came, when time has jumped. */
@Injectable()
export class ReconciliationJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReconciliationJob.name);
  private sweep?: Promise<void>;
  private sweepAgain = false;
  private stopped = false;

  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly refresher: LinkRefresher,
    private readonly scheduler: SchedulerRegistry,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly notifications: Notifications,
  ) {
    this.notifications.on('paylink_work', () => void this.wake());
  }

  onApplicationBootstrap(): void {
    const interval = setInterval(() => void this.wake(), this.config.RECONCILE_INTERVAL_MS);
    this.scheduler.addInterval('reconciliation', interval);
    this.clock.onJump(() => void this.wake());
    void this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.sweep;
  }

  /** Sweeps now, or once more after the sweep that runs. */
  async wake(): Promise<void> {
    if (this.sweep) {
      this.sweepAgain = true;
      return;
    }
    do {
      this.sweepAgain = false;
      this.sweep = this.refreshDue();
      await this.sweep;
    } while (this.sweepAgain && !this.stopped);
    this.sweep = undefined;
  }

  /** Reads every link that is due now, a few at a time. */
  private async refreshDue(): Promise<void> {
    try {
      for (let due = [''], claimed = true; claimed && !this.stopped; claimed = due.length === BATCH_SIZE) {
        due = await this.links.claimDue(BATCH_SIZE, PUT_OFF_SECONDS);
        await Promise.all(due.map((id) => this.refresh(id)));
      }
    } catch (error) {
      this.logger.warn(`Due links cannot be read: ${String(error)}`);
    }
  }

  private async refresh(linkId: string): Promise<void> {
    try {
      await this.refresher.refresh(linkId);
    } catch (error) {
      this.logger.warn(`Link ${linkId} could not be refreshed and stays due: ${String(error)}`);
      await this.links.checkIn(linkId, this.config.RECONCILE_INTERVAL_MS);
    }
  }
}

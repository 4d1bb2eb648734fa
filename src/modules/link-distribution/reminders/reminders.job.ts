import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

import { Clock } from '../../../common/clock/clock.js';
import { AppConfig } from '../../../common/config/app-config.js';
import { RemindersRepository } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

const PUT_OFF_SECONDS = 600;

/** Has links that are due for a reminder thought about: at intervals, and when time has jumped. */
@Injectable()
export class RemindersJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RemindersJob.name);
  private sweep?: Promise<void>;
  private sweepAgain = false;
  private stopped = false;

  constructor(
    private readonly reminders: RemindersService,
    private readonly links: RemindersRepository,
    private readonly scheduler: SchedulerRegistry,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    const interval = setInterval(() => void this.wake(), this.config.RECONCILE_INTERVAL_MS);
    this.scheduler.addInterval('reminders', interval);
    this.clock.onJump(() => void this.wake());
    void this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.sweep;
  }

  /** Sweeps now, or once more after the sweep that runs. */
  private async wake(): Promise<void> {
    if (this.sweep) {
      this.sweepAgain = true;
      return;
    }
    do {
      this.sweepAgain = false;
      this.sweep = this.thinkOfAll();
      await this.sweep;
    } while (this.sweepAgain && !this.stopped);
    this.sweep = undefined;
  }

  private async thinkOfAll(): Promise<void> {
    try {
      while (!this.stopped && (await this.thinkOfOne()));
    } catch (error) {
      this.logger.warn(`Due reminders cannot be read: ${String(error)}`);
    }
  }

  /** One link that cannot be thought about must not hold up the others. */
  private async thinkOfOne(): Promise<boolean> {
    try {
      return await this.reminders.thinkOfNext();
    } catch (error) {
      this.logger.error(`A reminder is put off: ${error instanceof Error ? error.stack : String(error)}`);
      return this.links.putOffDue(PUT_OFF_SECONDS);
    }
  }
}

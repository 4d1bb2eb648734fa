import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

import { Clock } from '../../common/clock/clock.js';
import { Notifications } from '../../common/database/notifications.js';
import { Claim, WebhookClaimsRepository } from './webhook-claims.repository.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhookIntake } from './webhook-intake.js';
import { WebhookQueueRepository } from './webhook-queue.repository.js';

const MAX_CONCURRENT = 32;
/** So many of a link in a row; then other links have their turn. */
const MAX_IN_A_ROW = 20;
const LOOK_INTERVAL_MS = 1_000;
/** A committed event may have to wait for an older transaction, whose end nobody announces. */
const UNSETTLED_RETRY_MS = 25;
const PRUNE_INTERVAL_MS = 3_600_000;
const RETENTION_SECONDS = -30 * 24 * 3600;

/** Looks for events that endpoints have not been told of: at every event, at intervals, when time has jumped. */
@Injectable()
export class WebhooksWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WebhooksWorker.name);
  private readonly running = new Set<Promise<void>>();
  private looking?: Promise<void>;
  private lookAgain = false;
  private retry?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly intake: WebhookIntake,
    private readonly queue: WebhookQueueRepository,
    private readonly claims: WebhookClaimsRepository,
    private readonly deliverer: WebhookDeliverer,
    private readonly scheduler: SchedulerRegistry,
    private readonly clock: Clock,
    private readonly notifications: Notifications,
  ) {
    this.notifications.on('paylink_events', () => this.wake());
  }

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'webhooks',
      setInterval(() => this.wake(), LOOK_INTERVAL_MS),
    );
    this.scheduler.addInterval(
      'webhooks-pruning',
      setInterval(() => void this.prune(), PRUNE_INTERVAL_MS),
    );
    this.clock.onJump(() => this.wake());
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.looking;
    await Promise.all(this.running);
  }

  /** Looks now, or once more after the look that is under way. */
  wake(): void {
    this.lookAgain = true;
    if (!this.looking && !this.stopped) this.looking = this.lookOn();
  }

  private async lookOn(): Promise<void> {
    while (this.lookAgain && !this.stopped) {
      this.lookAgain = false;
      try {
        const left = await this.intake.takeIn();
        clearTimeout(this.retry);
        if (left === 'unsettled' && !this.stopped)
          this.retry = setTimeout(() => this.wake(), UNSETTLED_RETRY_MS);
        await this.startDue();
        if (left === 'more') this.lookAgain = true;
      } catch (error) {
        this.logger.warn(`Webhooks cannot be looked for: ${String(error)}`);
      }
    }
    this.looking = undefined;
  }

  private async startDue(): Promise<void> {
    const free = MAX_CONCURRENT - this.running.size;
    if (free <= 0) return;
    for (const claim of await this.claims.claimDue(free)) {
      const run = this.deliver(claim).finally(() => {
        this.running.delete(run);
        this.wake();
      });
      this.running.add(run);
    }
  }

  /** Works off a lane from the claimed message on. */
  private async deliver(claim: Claim): Promise<void> {
    try {
      let next: Claim | null = claim;
      for (let count = 0; next && count < MAX_IN_A_ROW && !this.stopped; count += 1) {
        next = await this.deliverer.attempt(next);
      }
      if (next) await this.claims.release(next);
    } catch (error) {
      this.logger.error(
        `A message for webhook endpoint ${claim.endpointId} is tried again: ${error instanceof Error ? error.stack : String(error)}`,
      );
    }
  }

  private async prune(): Promise<void> {
    try {
      await this.queue.prune(this.clock.inSeconds(RETENTION_SECONDS));
    } catch (error) {
      this.logger.warn(`Old webhooks cannot be removed: ${String(error)}`);
    }
  }
}

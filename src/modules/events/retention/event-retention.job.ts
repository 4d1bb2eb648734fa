import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { EntityManager } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { AppConfig } from '../../../common/config/app-config.js';
import { EventPartitions, type Outcome, type Place, type PlacesOf } from './event-partitions.js';
import { agedMonths, missingMonths } from './month.js';

const INTERVAL_MS = 60_000;
const MONTHS_AHEAD = 3;
const DAY_SECONDS = 86_400;

/** Makes the log's months ahead, and drops those whose time is over: at intervals, and when time has jumped. */
@Injectable()
export class EventRetentionJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EventRetentionJob.name);
  private readonly readers: PlacesOf[] = [];
  private run?: Promise<void>;
  private runAgain = false;
  private isStopped = false;

  constructor(
    private readonly partitions: EventPartitions,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  /** Keeps the events after these places, however old they are. */
  keepFor(reader: PlacesOf): void {
    this.readers.push(reader);
  }

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'event-retention',
      setInterval(() => void this.wake(), INTERVAL_MS),
    );
    this.clock.onJump(() => void this.wake());
    void this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.run;
  }

  /** Does what is due now, or once more after what is under way. */
  async wake(): Promise<void> {
    this.runAgain = true;
    this.run ??= this.runUntilDone().finally(() => (this.run = undefined));
    await this.run;
  }

  private async runUntilDone(): Promise<void> {
    while (this.runAgain && !this.isStopped) {
      this.runAgain = false;
      try {
        const now = this.clock.now();
        await this.makeAhead(now);
        await this.dropAged(now, this.clock.inSeconds(-this.config.EVENT_RETENTION_DAYS * DAY_SECONDS));
      } catch (error) {
        this.logger.warn(`The months of the event log cannot be seen to: ${String(error)}`);
      }
    }
  }

  private async makeAhead(now: Date): Promise<void> {
    for (const month of missingMonths(await this.partitions.months(), now, MONTHS_AHEAD)) {
      this.tell(month.name, await this.partitions.make(month));
    }
  }

  /** The oldest first, and none where one before it is kept: the log has no holes. */
  private async dropAged(now: Date, cutoff: Date): Promise<void> {
    const places = (tx: EntityManager) => this.places(tx);
    for (const month of agedMonths(await this.partitions.months(), cutoff)) {
      const outcome = await this.partitions.drop(month, cutoff, now, places);
      this.tell(`${month.name}, which is to be dropped`, outcome);
      if (outcome !== 'done') return;
    }
    this.tell('events_default', await this.partitions.prune(cutoff, now, places));
  }

  private async places(tx: EntityManager): Promise<Place[]> {
    return (await Promise.all(this.readers.map((reader) => reader(tx)))).flat();
  }

  private tell(what: string, outcome: Outcome): void {
    if (outcome === 'busy') this.logger.debug(`${what}: the log is in use; tried again later`);
    if (outcome === 'kept') this.logger.debug(`${what}: left as it is until the next look`);
  }
}

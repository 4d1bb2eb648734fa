import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

import { Clock } from '../../common/clock/clock.js';
import { Notifications } from '../../common/database/notifications.js';
import { OperationRunner } from './operation-runner.js';
import { OperationsRepository } from './operations.repository.js';

/** Of its own: what clients wait for runs beside it. */
const MAX_CONCURRENT = 8;
/** Finds what a crashed process left and what was put off; new work is announced. */
const LOOK_INTERVAL_MS = 1_000;
const SHUTDOWN_LIMIT_MS = 15_000;

/** Takes up recorded operations that nobody works on. Timing and claiming only; the runner does the work. */
@Injectable()
export class OperationsWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OperationsWorker.name);
  private readonly running = new Set<Promise<void>>();
  private looking = false;
  private claiming: Promise<void> = Promise.resolve();
  private lookAgain = false;
  private stopped = false;

  constructor(
    private readonly operations: OperationsRepository,
    private readonly runner: OperationRunner,
    private readonly scheduler: SchedulerRegistry,
    private readonly clock: Clock,
    private readonly notifications: Notifications,
  ) {
    this.notifications.on('paylink_work', () => void this.look());
  }

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'operations',
      setInterval(() => void this.look(), LOOK_INTERVAL_MS),
    );
    this.clock.onJump(() => void this.look());
    void this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    const limit = new Promise((resolve) => setTimeout(resolve, SHUTDOWN_LIMIT_MS).unref());
    await Promise.race([this.idle(), limit]);
  }

  /** Claims and starts what is due. */
  async look(): Promise<void> {
    this.lookAgain = this.looking;
    if (this.looking || this.stopped) return;
    this.looking = true;
    this.claiming = this.takeUp();
    await this.claiming;
    this.looking = false;
    if (this.lookAgain) await this.look();
  }

  private async takeUp(): Promise<void> {
    try {
      const free = MAX_CONCURRENT - this.running.size;
      const due = free > 0 ? await this.operations.claimDue(free) : [];
      for (const { id } of due) this.start(id);
    } catch (error) {
      this.logger.warn(`Due operations cannot be read: ${String(error)}`);
    }
  }

  private start(id: string): void {
    const run = this.carryOut(id).finally(() => {
      this.running.delete(run);
      void this.look();
    });
    this.running.add(run);
  }

  /** What is just being claimed is carried out too: nobody else takes it up before its lease ends. */
  private async idle(): Promise<void> {
    await this.claiming;
    await Promise.all(this.running);
    await this.runner.idle();
  }

  private async carryOut(id: string): Promise<void> {
    try {
      await this.runner.run(await this.operations.get(id), { mayAbandon: false });
    } catch (error) {
      this.logger.error(
        `Operation ${id} could not be settled: ${error instanceof Error ? error.stack : String(error)}`,
      );
    }
  }
}

import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

import { Clock } from '../../common/clock/clock.js';
import { Refusal } from '../../common/errors/expected-errors.js';
import { Role } from '../access/index.js';
import { CreatePaymentLinkInput, CreatePaymentLinkService } from '../payment-links/index.js';
import { BatchesRepository, BatchItem } from './batches.repository.js';
import { canBeStored, storedRefusal } from './stored-refusal.js';

const CONCURRENT = 4;
const LOOK_INTERVAL_MS = 1_000;
const LONGEST_WAIT_SECONDS = 300;

/**
 * Makes the links of batches, a few at a time. Each item has an idempotency key of its own, so that one that was made
 * before a crash is found and not made again.
 */
@Injectable()
export class BatchesWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(BatchesWorker.name);
  private working?: Promise<void>;
  private stopped = false;

  constructor(
    private readonly batches: BatchesRepository,
    private readonly creation: CreatePaymentLinkService,
    private readonly scheduler: SchedulerRegistry,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'batches',
      setInterval(() => void this.look(), LOOK_INTERVAL_MS),
    );
    this.clock.onJump(() => void this.look());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  async look(): Promise<void> {
    this.working ??= this.work().finally(() => (this.working = undefined));
    await this.working;
  }

  private async work(): Promise<void> {
    try {
      for (
        let due = [] as BatchItem[], first = true;
        !this.stopped && (first || due.length > 0);
        first = false
      ) {
        due = await this.batches.claimDue(CONCURRENT);
        await Promise.all(due.map((item) => this.make(item)));
      }
    } catch (error) {
      this.logger.warn(`Batches cannot be worked on: ${String(error)}`);
    }
  }

  private async make(item: BatchItem): Promise<void> {
    const input = revived(item.input as CreatePaymentLinkInput);
    const idempotencyKey = `batch ${item.batchId} ${item.index}`;
    try {
      const principal = { role: Role.MERCHANT, merchantId: item.merchantId };
      const link = await this.creation.create(principal, { ...input, idempotencyKey });
      await this.batches.made(item, link.id);
    } catch (error) {
      if (error instanceof Refusal && canBeStored(error.result)) {
        return this.batches.refused(item, storedRefusal(error.result));
      }
      this.logger.warn(`Item ${item.index} of batch ${item.batchId} is put off: ${String(error)}`);
      await this.batches.putOff(item, Math.min(2 ** item.attempts, LONGEST_WAIT_SECONDS));
    }
  }
}

/** JSON has no instants. */
function revived(input: CreatePaymentLinkInput): CreatePaymentLinkInput {
  return { ...input, ...(input.expiresAt && { expiresAt: new Date(input.expiresAt) }) };
}

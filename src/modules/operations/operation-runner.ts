import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { EventLog } from '../events/index.js';
import { lockPaymentLink } from '../../common/payment-link-record.js';
import { killPoint } from '../../common/process/kill-point.js';
import { IN_FLIGHT, Operation, OperationKind, StoredStatus } from './operation.entity.js';
import { OperationsRepository } from './operations.repository.js';
import type { Outcome } from './outcome.js';

/** How an operation of one kind is carried out; each room brings its own. */
export interface OperationHandler {
  readonly kind: OperationKind;
  /** False: once its outcome is unknown it is left so, since trying again might do it twice. Default: true. */
  readonly isRepeatHarmless?: boolean;
  /** True: every attempt makes another thing, so that only the one that has the operation says what came of it. */
  readonly makesAnew?: boolean;
  /** The call. Never inside a transaction; may come again after a crash or an unknown outcome. */
  perform(operation: Operation): Promise<Outcome>;
  /** What the outcome changes, with its events, in the transaction that settles the operation. */
  settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void>;
}

/** Thrown by an attempt that finds that somebody else has taken its operation over: theirs counts. */
export class TakenOver extends Error {}

/** Waits between attempts while the outcome is unknown; the last repeats. */
const RETRY_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300];
const RENEW_INTERVAL_MS = 2_000;

/** Record, call, record: carries out recorded operations and settles them, each once, whichever process finds them. */
@Injectable()
export class OperationRunner {
  private readonly logger = new Logger(OperationRunner.name);
  private readonly handlers = new Map<OperationKind, OperationHandler>();
  private readonly running = new Map<string, Promise<Operation>>();
  private renewal?: NodeJS.Timeout;

  constructor(
    private readonly db: DataSource,
    private readonly operations: OperationsRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  register(handler: OperationHandler): void {
    this.handlers.set(handler.kind, handler);
  }

  /** Carries out an operation that this process has claimed. `mayAbandon`: a client waits and can ask again itself. */
  run(operation: Operation, { mayAbandon }: { mayAbandon: boolean }): Promise<Operation> {
    const already = this.running.get(operation.id);
    if (already) return already;
    killPoint('after-record');
    const run = this.callAndSettle(operation, mayAbandon).finally(() => {
      killPoint('after-settle');
      this.running.delete(operation.id);
      if (this.running.size === 0) clearInterval(this.renewal);
    });
    this.running.set(operation.id, run);
    if (this.running.size === 1) this.renewal = setInterval(() => this.renew(), RENEW_INTERVAL_MS).unref();
    return run;
  }

  /** Resolves when nothing runs in this process any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  private async callAndSettle(operation: Operation, mayAbandon: boolean): Promise<Operation> {
    const handler = this.handlers.get(operation.kind);
    if (!handler) throw new Error(`No handler for operations of kind ${operation.kind}`);
    killPoint('before-call');
    const outcome = await handler
      .perform(operation)
      .catch((error: unknown) => this.surprise(operation, error));
    killPoint('after-call');
    return this.db.transaction(async (tx) => {
      await lockPaymentLink(tx, operation.paymentLinkId);
      const current = await this.operations.lock(tx, operation.id);
      if (!current.isInFlight || !this.mayConclude(handler, current, outcome)) return current;
      const status = nextStatus(current, outcome, mayAbandon);
      await this.operations.save(tx, current.id, {
        status,
        attempts: current.attempts + 1,
        result: outcome.kind === 'succeeded' ? { ...current.result, ...outcome.result } : current.result,
        failure: outcome.kind === 'succeeded' ? null : outcome.failure,
        // The provider may give an answer again to its key; a refusal of the moment must not become one for ever.
        ...(outcome.kind === 'postponed' && { providerKey: randomUUID() }),
        nextAttemptAt: this.nextAttempt(handler, status, current.attempts, outcome),
        leasedBy: null,
        leasedUntil: null,
      });
      const settled = await this.operations.get(current.id, tx);
      if (status === current.status) return settled;
      await handler.settle(tx, settled, outcome);
      if (status === 'OUTCOME_UNKNOWN') await this.tellUnknown(tx, settled);
      killPoint('before-commit');
      return settled;
    });
  }

  /**
   * Whoever has taken it over may have the call out right now: what is uncertain is theirs to find out. A success is one
   * whoever sees it, and a refusal where nobody is at it any more.
   */
  private mayConclude({ makesAnew }: OperationHandler, operation: Operation, { kind }: Outcome): boolean {
    if (this.operations.isHeld(operation)) return true;
    if (makesAnew) return false;
    return kind === 'succeeded' || (kind === 'rejected' && operation.leasedBy === null);
  }

  private async tellUnknown(
    tx: EntityManager,
    { id, kind, merchantId, paymentLinkId, ...operation }: Operation,
  ) {
    const data = { id, kind, amount: operation.amountMinor, failure: operation.failure?.message };
    const occurredAt = this.clock.now();
    await this.events.append(tx, {
      merchantId,
      paymentLinkId,
      type: 'operation.outcome_unknown',
      data,
      occurredAt,
    });
  }

  private nextAttempt(
    handler: OperationHandler,
    status: StoredStatus,
    attempts: number,
    outcome: Outcome,
  ): Date | null {
    if (!IN_FLIGHT.includes(status)) return null;
    if (status === 'OUTCOME_UNKNOWN' && handler.isRepeatHarmless === false) return null;
    if ('notBefore' in outcome && outcome.notBefore) return outcome.notBefore;
    return this.clock.inSeconds(RETRY_SECONDS[Math.min(attempts, RETRY_SECONDS.length - 1)]!);
  }

  /** A fault of ours leaves the outcome unknown: the next attempt finds it out. */
  private surprise(operation: Operation, error: unknown): Outcome {
    if (!(error instanceof TakenOver))
      this.logger.error(
        `${operation.kind} ${operation.id}: ${error instanceof Error ? error.stack : String(error)}`,
      );
    return {
      kind: 'unknown',
      failure: { code: 'OUTCOME_UNKNOWN', message: 'Interrupted by a fault of ours; it is being found out.' },
    };
  }

  private renew(): void {
    this.operations
      .renewLeases([...this.running.keys()])
      .catch((error: unknown) => this.logger.warn(`Leases: ${String(error)}`));
  }
}

function nextStatus(operation: Operation, outcome: Outcome, mayAbandon: boolean): StoredStatus {
  if (outcome.kind === 'succeeded') return 'SUCCEEDED';
  if (outcome.kind === 'rejected') return 'REJECTED';
  if (outcome.kind === 'unknown') return 'OUTCOME_UNKNOWN';
  if (outcome.kind === 'postponed') return operation.status;
  // Nothing happened this time. Whether something happened before is as open as it was.
  const isFirst = mayAbandon && operation.status === 'REQUESTED' && operation.attempts === 0;
  if (!isFirst) return operation.status;
  return outcome.kind === 'turnedAway' ? 'REJECTED' : 'ABANDONED';
}

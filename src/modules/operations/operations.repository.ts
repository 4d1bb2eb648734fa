import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, In } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { Failure, IN_FLIGHT, Operation, OperationKind, StoredStatus } from './operation.entity.js';

/** How long a claim outlives its process; it is renewed while the process lives. */
const LEASE_SECONDS = 6;

export interface NewOperation {
  merchantId: string;
  paymentLinkId: string;
  kind: OperationKind;
  input: object;
  amountMinor?: number;
  /** Not before; default: now. */
  notBefore?: Date;
}

export interface ClientRequest {
  clientKey: string | null;
  inputHash: string;
}

/**
 * All SQL of the operations table. Leases go by the database's clock, since they tell whether a process lives; and by
 * its moment, not that of a transaction, which may have waited for a lock.
 */
@Injectable()
export class OperationsRepository {
  /** This process, as the holder of its leases. */
  private readonly processId = randomUUID();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Records an intention. `claimed`: this process carries it out; otherwise whoever sees it first does. */
  async insert(
    tx: EntityManager,
    draft: NewOperation,
    options: {
      claimed: boolean;
      request?: ClientRequest;
      status?: StoredStatus;
      failure?: Failure;
      result?: Record<string, unknown>;
    },
  ): Promise<Operation> {
    const now = this.clock.now();
    const id = randomUUID();
    await tx.query(
      `INSERT INTO operations (id, merchant_id, payment_link_id, kind, status, client_key, input_hash, amount_minor,
         input, failure, result, next_attempt_at, leased_by, leased_until, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $15, $11, $12::uuid,
         CASE WHEN $12::uuid IS NULL THEN NULL ELSE clock_timestamp() + make_interval(secs => $13) END, $14, $14)`,
      [
        id,
        draft.merchantId,
        draft.paymentLinkId,
        draft.kind,
        options.status ?? 'REQUESTED',
        options.request?.clientKey ?? null,
        options.request?.inputHash ?? null,
        draft.amountMinor ?? null,
        draft.input,
        options.failure ?? null,
        draft.notBefore ?? now,
        options.claimed ? this.processId : null,
        LEASE_SECONDS,
        now,
        options.result ?? null,
      ],
    );
    return this.get(id, tx);
  }

  async get(id: string, tx: EntityManager = this.db.manager): Promise<Operation> {
    return tx.findOneByOrFail(Operation, { id });
  }

  async lock(tx: EntityManager, id: string): Promise<Operation> {
    return tx.findOneOrFail(Operation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The earlier request with this key; twins wait here for each other until the transaction ends. */
  async findByClientKey(
    tx: EntityManager,
    merchantId: string,
    kind: OperationKind,
    clientKey: string,
  ): Promise<Operation | null> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${merchantId} ${kind} ${clientKey}`,
    ]);
    return tx.findOneBy(Operation, { merchantId, kind, clientKey });
  }

  async latest(tx: EntityManager, paymentLinkId: string, kind: OperationKind): Promise<Operation | null> {
    return tx.findOne(Operation, { where: { paymentLinkId, kind }, order: { createdAt: 'DESC' } });
  }

  async inFlight(merchantId: string): Promise<Operation[]> {
    const where = { merchantId, status: In([...IN_FLIGHT]) };
    return this.db.manager.find(Operation, { where, order: { createdAt: 'ASC' }, take: 1000 });
  }

  async save(tx: EntityManager, id: string, changes: Partial<Operation>): Promise<void> {
    await tx.update(Operation, { id }, { ...changes, updatedAt: this.clock.now() } as object);
  }

  /** False, and nothing is saved, when somebody else has taken it over, or settled it. */
  async saveHeld(tx: EntityManager, id: string, changes: Partial<Operation>): Promise<boolean> {
    const held = { id, leasedBy: this.processId };
    const { affected } = await tx.update(Operation, held, {
      ...changes,
      updatedAt: this.clock.now(),
    } as object);
    return affected === 1;
  }

  /** Takes an operation in that status for this process; false when it has moved on, or somebody works on it. */
  async claim(id: string, status: StoredStatus, tx: EntityManager = this.db.manager): Promise<boolean> {
    const [, count] = (await tx.query(
      `UPDATE operations SET leased_by = $2, leased_until = clock_timestamp() + make_interval(secs => $3)
       WHERE id = $1 AND status = $4 AND (leased_until IS NULL OR leased_until < clock_timestamp())`,
      [id, this.processId, LEASE_SECONDS, status],
    )) as [unknown, number];
    return count === 1;
  }

  /** Whether this process has it, as far as anybody can tell: a lease that has run out is kept until it is taken over. */
  isHeld({ leasedBy }: Operation): boolean {
    return leasedBy === this.processId;
  }

  /** Claims what is due and nobody works on, oldest first, passing over what others are claiming right now. */
  async claimDue(limit: number): Promise<Operation[]> {
    const [rows] = (await this.db.query(
      `UPDATE operations SET leased_by = $1, leased_until = clock_timestamp() + make_interval(secs => $2)
       WHERE id IN (
         SELECT id FROM operations
         WHERE status IN ('REQUESTED', 'OUTCOME_UNKNOWN') AND next_attempt_at <= $3
           AND (leased_until IS NULL OR leased_until < clock_timestamp())
         ORDER BY next_attempt_at LIMIT $4 FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [this.processId, LEASE_SECONDS, this.clock.now(), limit],
    )) as [{ id: string }[], number];
    return Promise.all(rows.map(({ id }) => this.get(id)));
  }

  /** What was put off is carried out now. */
  async hasten(tx: EntityManager, paymentLinkId: string, kind: OperationKind): Promise<void> {
    await tx.update(
      Operation,
      { paymentLinkId, kind, status: In([...IN_FLIGHT]) },
      { nextAttemptAt: this.clock.now() },
    );
  }

  async renewLeases(ids: string[]): Promise<void> {
    await this.db.query(
      `UPDATE operations SET leased_until = clock_timestamp() + make_interval(secs => $2)
       WHERE id = ANY ($1::uuid[]) AND leased_by = $3`,
      [ids, LEASE_SECONDS, this.processId],
    );
  }
}

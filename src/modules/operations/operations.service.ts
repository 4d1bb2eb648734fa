import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import { logUnexpected } from '../../common/errors/unexpected.js';
import { hashInput } from './input-hash.js';
import type { Operation, OperationKind } from './operation.entity.js';
import { OperationRunner } from './operation-runner.js';
import { ClientRequest, NewOperation, OperationsRepository } from './operations.repository.js';
import { conflict, isKeptRefusal, refusalOf } from './outcome.js';

const POLL_INTERVAL_MS = 25;

export interface Mutation {
  merchantId: string;
  kind: OperationKind;
  idempotencyKey?: string | null;
  /** The client's input as given; its hash tells whether the same key comes with other input. */
  input: object;
  /** Fields of the input in which null says something else than leaving them out. */
  clearable?: readonly string[];
  /** Answered with the operation itself, however it ended, and kept for later where the other side cannot be reached. */
  isQueued?: boolean;
  /** For the answer to a refused request. */
  paymentLinkId?: string;
}

/** Locks what it decides about and checks the state. Returns the intention to record, or an operation to join. @throws Refusal */
export type Decide = (tx: EntityManager) => Promise<NewOperation | Operation>;

/** Every mutation: the same key and input give the first answer again, however often and however concurrent. */
@Injectable()
export class OperationsService {
  private readonly waitMs: number;

  constructor(
    private readonly db: DataSource,
    private readonly operations: OperationsRepository,
    private readonly runner: OperationRunner,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.waitMs = config.KLARNA_TIMEOUT_MS * 3;
  }

  /** Records the intention, carries it out, and returns it settled or with its outcome unknown. @throws Refusal */
  async perform(mutation: Mutation, decide: Decide): Promise<Operation> {
    const { operation, isMine } = await this.db.transaction((tx) => this.record(tx, mutation, decide));
    const ended = isMine ? await this.carryOut(operation, !mutation.isQueued) : await this.join(operation);
    const refusal = refusalOf(ended);
    if (refusal && !(mutation.isQueued && ended.status === 'REJECTED')) throw refusal;
    return ended;
  }

  /** Records an intention that nobody waits for; it is carried out after the commit. */
  async enqueue(tx: EntityManager, draft: NewOperation): Promise<Operation> {
    return this.operations.insert(tx, draft, { claimed: false });
  }

  /** The newest operation of this kind on a link. */
  latest(tx: EntityManager, paymentLinkId: string, kind: OperationKind): Promise<Operation | null> {
    return this.operations.latest(tx, paymentLinkId, kind);
  }

  /** What cannot be settled may have been done all the same: it is shown as it stands, and taken up again. */
  private async carryOut(operation: Operation, mayAbandon: boolean): Promise<Operation> {
    try {
      return await this.runner.run(operation, { mayAbandon });
    } catch (error) {
      logUnexpected(error, `${operation.kind} ${operation.id}`);
      return this.operations.get(operation.id);
    }
  }

  private async record(
    tx: EntityManager,
    mutation: Mutation,
    decide: Decide,
  ): Promise<{ operation: Operation; isMine: boolean }> {
    const { idempotencyKey, ...input } = mutation.input as { idempotencyKey?: string };
    const clientKey = mutation.idempotencyKey ?? idempotencyKey ?? null;
    const request: ClientRequest = { clientKey, inputHash: hashInput(input, mutation.clearable) };
    const earlier = clientKey
      ? await this.operations.findByClientKey(tx, mutation.merchantId, mutation.kind, clientKey)
      : null;
    if (earlier && earlier.inputHash !== request.inputHash) throw conflict(clientKey!);
    if (earlier && earlier.status !== 'ABANDONED') return { operation: earlier, isMine: false };
    try {
      const decision = await decide(tx);
      if ('status' in decision) return { operation: decision, isMine: false };
      const operation = earlier
        ? await this.revive(tx, earlier, decision)
        : await this.operations.insert(tx, decision, { claimed: true, request });
      return { operation, isMine: true };
    } catch (error) {
      if (!clientKey || earlier || !mutation.paymentLinkId || !isKeptRefusal(error)) throw error;
      const { merchantId, paymentLinkId, kind } = mutation;
      const { code, message } = error.result;
      const draft = { merchantId, paymentLinkId, kind, input };
      const failure = { code, message };
      const refused = await this.operations.insert(tx, draft, {
        claimed: false,
        request,
        status: 'REFUSED',
        failure,
      });
      return { operation: refused, isMine: false };
    }
  }

  /** Nothing had happened: the same row is tried anew, decided upon today's state. */
  private async revive(tx: EntityManager, abandoned: Operation, decision: NewOperation): Promise<Operation> {
    await this.operations.claim(abandoned.id, 'ABANDONED', tx);
    await this.operations.save(tx, abandoned.id, {
      status: 'REQUESTED',
      paymentLinkId: decision.paymentLinkId,
      attempts: 0,
      failure: null,
      createdAt: this.clock.now(),
      nextAttemptAt: this.clock.now(),
      input: decision.input as Record<string, unknown>,
      amountMinor: decision.amountMinor ?? null,
    });
    return this.operations.get(abandoned.id, tx);
  }

  /** Waits for whoever carries it out; takes over from one that has died. */
  async join(operation: Operation): Promise<Operation> {
    const deadline = Date.now() + this.waitMs;
    let current = operation;
    while (current.status === 'REQUESTED' && Date.now() < deadline) {
      const isMine = await this.operations.claim(current.id, 'REQUESTED');
      if (isMine) return this.carryOut(await this.operations.get(current.id), false);
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
      current = await this.operations.get(current.id);
    }
    return current;
  }
}

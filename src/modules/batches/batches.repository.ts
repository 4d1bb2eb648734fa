import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { isUuid } from '../../common/payment-link-record.js';
import { PaymentLinkBatch } from './batch.models.js';

/** A claim outlives its process by this; making one link takes less. */
const LEASE_SECONDS = 60;

export interface BatchItem {
  batchId: string;
  index: number;
  merchantId: string;
  input: object;
  attempts: number;
  createdAt: Date;
}

export interface EndedItem {
  index: number;
  paymentLinkId: string | null;
  refusal: Record<string, unknown> | null;
}

/** All SQL of the batches. */
@Injectable()
export class BatchesRepository {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async add(
    tx: EntityManager,
    merchantId: string,
    clientKey: string,
    inputHash: string,
    links: object[],
  ): Promise<string> {
    const id = randomUUID();
    const now = this.clock.now();
    await tx.query(
      `INSERT INTO batches (id, merchant_id, client_key, input_hash, total, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, merchantId, clientKey, inputHash, links.length, now],
    );
    await tx.query(
      `INSERT INTO batch_items (batch_id, index, input, next_attempt_at)
       SELECT $1, item.ordinality - 1, item.value, $3 FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY item`,
      [id, JSON.stringify(links), now],
    );
    return id;
  }

  /** The earlier batch with this key; twins wait here for each other until the transaction ends. */
  async findByClientKey(
    tx: EntityManager,
    merchantId: string,
    clientKey: string,
  ): Promise<{ id: string; input_hash: string } | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [`${merchantId} ${clientKey}`]);
    const rows = await tx.query<{ id: string; input_hash: string }[]>(
      'SELECT id, input_hash FROM batches WHERE merchant_id = $1 AND client_key = $2',
      [merchantId, clientKey],
    );
    return rows[0];
  }

  async find(merchantId: string, id: string): Promise<PaymentLinkBatch | null> {
    if (!isUuid(id)) return null;
    const [row] = await this.db.query<Omit<PaymentLinkBatch, 'isFinished'>[]>(
      `SELECT id, merchant_id AS "merchantId", total, created_at AS "createdAt",
         (SELECT count(*)::int FROM batch_items WHERE batch_id = id AND status = 'MADE') AS made,
         (SELECT count(*)::int FROM batch_items WHERE batch_id = id AND status = 'REFUSED') AS refused
       FROM batches WHERE id = $1 AND merchant_id = $2`,
      [id, merchantId],
    );
    if (!row) return null;
    return Object.assign(new PaymentLinkBatch(), row, { isFinished: row.made + row.refused === row.total });
  }

  async items(batchId: string, first: number, after: number): Promise<EndedItem[]> {
    return this.db.query<EndedItem[]>(
      `SELECT index, payment_link_id AS "paymentLinkId", refusal FROM batch_items
       WHERE batch_id = $1 AND index > $2 ORDER BY index LIMIT $3`,
      [batchId, after, first],
    );
  }

  /** Claims items that are due and that nobody works on. */
  async claimDue(limit: number): Promise<BatchItem[]> {
    const [rows] = (await this.db.query(
      `UPDATE batch_items item SET leased_until = now() + make_interval(secs => $2)
       FROM batches batch
       WHERE batch.id = item.batch_id AND (item.batch_id, item.index) IN (
         SELECT batch_id, index FROM batch_items
         WHERE status = 'WAITING' AND next_attempt_at <= $1 AND (leased_until IS NULL OR leased_until < now())
         ORDER BY next_attempt_at, batch_id, index LIMIT $3 FOR UPDATE SKIP LOCKED
       )
       RETURNING item.batch_id AS "batchId", item.index, item.input, item.attempts,
         batch.merchant_id AS "merchantId", batch.created_at AS "createdAt"`,
      [this.clock.now(), LEASE_SECONDS, limit],
    )) as [BatchItem[], number];
    return rows;
  }

  async made({ batchId, index }: BatchItem, paymentLinkId: string): Promise<void> {
    await this.db.query(
      `UPDATE batch_items SET status = 'MADE', payment_link_id = $3, leased_until = NULL WHERE batch_id = $1 AND index = $2`,
      [batchId, index, paymentLinkId],
    );
  }

  async refused({ batchId, index }: BatchItem, refusal: object): Promise<void> {
    await this.db.query(
      `UPDATE batch_items SET status = 'REFUSED', refusal = $3, leased_until = NULL WHERE batch_id = $1 AND index = $2`,
      [batchId, index, refusal],
    );
  }

  async putOff({ batchId, index }: BatchItem, seconds: number): Promise<void> {
    await this.db.query(
      `UPDATE batch_items SET attempts = attempts + 1, next_attempt_at = $3, leased_until = NULL
       WHERE batch_id = $1 AND index = $2`,
      [batchId, index, this.clock.inSeconds(seconds)],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { isUuid } from '../../common/payment-link-record.js';
import type { Place, Position } from '../events/index.js';
import { WebhookEndpoint, WebhookEndpointStatus } from './webhook-endpoint.entity.js';

/** An endpoint that the log is ahead of, and where it stands. */
export interface Behind {
  id: string;
  merchantId: string;
  eventTypes: string[];
  position: Position;
}

/** All SQL of the endpoints. */
@Injectable()
export class WebhookEndpointsRepository {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async insert(endpoint: WebhookEndpoint, position: Position): Promise<void> {
    await this.db.query(
      `INSERT INTO webhook_endpoints
         (id, merchant_id, url, event_types, status, secrets, xid, seq, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
      [
        endpoint.id,
        endpoint.merchantId,
        endpoint.url,
        endpoint.eventTypes,
        endpoint.status,
        JSON.stringify(endpoint.secrets),
        position.xid.toString(),
        position.seq.toString(),
        endpoint.createdAt,
      ],
    );
  }

  /** The merchant's endpoints, or the one of them with this id; the oldest first. */
  async list(merchantId: string, id?: string | null): Promise<WebhookEndpoint[]> {
    if (typeof id === 'string' && !isUuid(id)) return [];
    const where = { merchantId, ...(id && { id }) };
    return this.db.manager.find(WebhookEndpoint, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Reads one and holds it until the transaction ends. Null: not there, or somebody else's. */
  async lock(tx: EntityManager, merchantId: string, id: string): Promise<WebhookEndpoint | null> {
    if (!isUuid(id)) return null;
    return tx.findOne(WebhookEndpoint, { where: { merchantId, id }, lock: { mode: 'for_no_key_update' } });
  }

  async save(tx: EntityManager, id: string, changes: Partial<WebhookEndpoint>): Promise<WebhookEndpoint> {
    await tx.update(WebhookEndpoint, { id }, { ...changes, updatedAt: this.clock.now() } as object);
    return tx.findOneByOrFail(WebhookEndpoint, { id });
  }

  async pause(tx: EntityManager, id: string, pausedReason: string): Promise<void> {
    await this.save(tx, id, { status: WebhookEndpointStatus.PAUSED, pausedReason });
  }

  async delete(tx: EntityManager, id: string): Promise<void> {
    await tx.delete(WebhookEndpoint, { id });
  }

  /** Active endpoints of merchants with events that were not taken in yet. */
  async behind(): Promise<Behind[]> {
    const rows = await this.db.query<(Omit<Behind, 'position'> & { xid: string; seq: string })[]>(
      `SELECT id, merchant_id AS "merchantId", event_types AS "eventTypes", xid, seq
       FROM webhook_endpoints endpoint
       WHERE status = 'ACTIVE' AND EXISTS (
         SELECT FROM events
         WHERE events.merchant_id = endpoint.merchant_id AND (events.xid, events.seq) > (endpoint.xid, endpoint.seq)
       )`,
    );
    return rows.map(({ xid, seq, ...rest }) => ({ ...rest, position: positionOf({ xid, seq }) }));
  }

  /** Where those stand that take in what happens now. A paused one is not waited for. */
  async places(tx: EntityManager): Promise<Place[]> {
    const rows = await tx.query<{ merchantId: string; xid: string; seq: string }[]>(
      `SELECT merchant_id AS "merchantId", xid, seq FROM webhook_endpoints WHERE status = 'ACTIVE'`,
    );
    return rows.map(({ merchantId, ...place }) => ({ merchantId, position: positionOf(place) }));
  }

  /** Moves an endpoint on in the log; false where it no longer stands where it was read, or was paused. */
  async advance(tx: EntityManager, { id, position }: Behind, to: Position): Promise<boolean> {
    const [, count] = (await tx.query(
      `UPDATE webhook_endpoints SET xid = $4, seq = $5
       WHERE id = $1 AND xid = $2::xid8 AND seq = $3 AND status = 'ACTIVE'`,
      [id, ...[position, to].flatMap(({ xid, seq }) => [xid.toString(), seq.toString()])],
    )) as [unknown, number];
    return count === 1;
  }

  /** Sets an endpoint back in the log, never forward. What is behind its new place waits to be taken in again. */
  async rewind(tx: EntityManager, id: string, { xid, seq }: Position): Promise<void> {
    await tx.query(
      `UPDATE webhook_endpoints SET xid = $2, seq = $3 WHERE id = $1 AND (xid, seq) > ($2::xid8, $3::bigint)`,
      [id, xid.toString(), seq.toString()],
    );
  }
}

function positionOf({ xid, seq }: { xid: string; seq: string }): Position {
  return { xid: BigInt(xid), seq: BigInt(seq) };
}

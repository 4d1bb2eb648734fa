import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import type { StoredSecret } from './signature.js';
import { WebhookDelivery, WebhookDeliveryStatus } from './webhook-delivery.entity.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';

const { SUCCEEDED, FAILED } = WebhookDeliveryStatus;
const LEASE_MARGIN_SECONDS = 5;
/** So many at a time for one endpoint, so that one that hangs does not hold up the others. */
const MAX_OF_ENDPOINT = 8;

/** The oldest pending message of a lane that this process has claimed. */
export interface Claim {
  laneId: string;
  lease: string;
  attempts: number;
  failingSince: Date | null;
  messageId: string;
  round: number;
  endpointId: string;
  merchantId: string;
  paymentLinkId: string;
  eventId: string;
  eventType: string;
  body: string;
  url: string;
  secrets: StoredSecret[];
}

/** Who works on which lane. Leases go by the database's clock, and last longer than an attempt can. */
@Injectable()
export class WebhookClaimsRepository {
  private readonly leaseSeconds: number;

  constructor(
    private readonly db: DataSource,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.leaseSeconds = config.WEBHOOK_TIMEOUT_MS / 1000 + LEASE_MARGIN_SECONDS;
  }

  /** Claims lanes that are due and nobody works on, passing over what others are claiming right now. */
  async claimDue(limit: number): Promise<Claim[]> {
    const [lanes] = (await this.db.query(
      `WITH busy AS (
         SELECT endpoint_id, count(*) AS lanes FROM webhook_lanes WHERE leased_until >= now() GROUP BY endpoint_id
       ), due AS (
         SELECT lane.id, lane.endpoint_id,
           row_number() OVER (PARTITION BY lane.endpoint_id ORDER BY lane.next_attempt_at) AS place
         FROM webhook_lanes lane JOIN webhook_endpoints endpoint ON endpoint.id = lane.endpoint_id
         WHERE lane.next_attempt_at <= $1 AND (lane.leased_until IS NULL OR lane.leased_until < now())
           AND endpoint.status = 'ACTIVE' AND EXISTS (${PENDING_OF_LANE})
       ), free AS (
         SELECT id FROM webhook_lanes
         WHERE id IN (
             SELECT due.id FROM due LEFT JOIN busy USING (endpoint_id) WHERE place + coalesce(lanes, 0) <= $4
           )
           AND next_attempt_at <= $1 AND (leased_until IS NULL OR leased_until < now())
         ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED
       )
       UPDATE webhook_lanes lane
       SET lease = gen_random_uuid(), leased_until = now() + make_interval(secs => $3)
       FROM free WHERE lane.id = free.id RETURNING lane.id, lane.lease`,
      [this.clock.now(), limit, this.leaseSeconds, MAX_OF_ENDPOINT],
    )) as [{ id: string; lease: string }[], number];
    const claims = await Promise.all(lanes.map(({ id, lease }) => this.head(this.db.manager, id, lease)));
    return claims.filter((claim) => claim !== null);
  }

  /**
   * Records an attempt, and what it means for its message and lane; a lane that somebody else has claimed since is left.
   * Returns the next message of the lane, claimed too, where this one is settled and there is one.
   */
  async settle(
    claim: Claim,
    delivery: Partial<WebhookDelivery>,
    pausedReason: string | null,
  ): Promise<Claim | null> {
    return this.db.transaction(async (tx) => {
      // At once as firmly as is needed: who is about to delete it would wait for us, and we for them.
      const [endpoint] = await tx.query<unknown[]>(
        `SELECT FROM webhook_endpoints WHERE id = $1 FOR ${pausedReason ? 'NO KEY UPDATE' : 'KEY SHARE'}`,
        [claim.endpointId],
      );
      if (!endpoint) return null;
      if (pausedReason) await this.endpoints.pause(tx, claim.endpointId, pausedReason);
      const [lane] = await tx.query<Pick<Claim, 'lease' | 'attempts'>[]>(
        'SELECT lease, attempts FROM webhook_lanes WHERE id = $1 FOR UPDATE',
        [claim.laneId],
      );
      // Other attempts than at the start: it was asked for anew meanwhile, and is neither put off nor given up.
      const isAskedAnew = lane !== undefined && lane.attempts !== claim.attempts;
      const made = isAskedAnew && delivery.status !== SUCCEEDED ? this.triedAgain(delivery) : delivery;
      await tx.insert(WebhookDelivery, made);
      if (made.status !== FAILED) await this.settleMessage(tx, claim, made);
      if (lane?.lease !== claim.lease) return null;
      return made.status === FAILED && !isAskedAnew ? this.putOff(tx, claim, made) : this.goOn(tx, claim);
    });
  }

  /** Leaves the rest of a lane to whoever comes next. */
  async release({ laneId, lease }: Claim, db: EntityManager = this.db.manager): Promise<null> {
    await db.query(
      'UPDATE webhook_lanes SET lease = NULL, leased_until = NULL WHERE id = $1 AND lease = $2',
      [laneId, lease],
    );
    return null;
  }

  private async head(db: EntityManager, laneId: string, lease: string): Promise<Claim | null> {
    const [claim] = await db.query<Claim[]>(
      `SELECT lane.id AS "laneId", lane.lease, lane.attempts, lane.failing_since AS "failingSince",
         message.id AS "messageId", message.round, message.endpoint_id AS "endpointId",
         message.merchant_id AS "merchantId", message.payment_link_id AS "paymentLinkId",
         message.event_id AS "eventId", message.event_type AS "eventType", message.body,
         endpoint.url, endpoint.secrets
       FROM webhook_lanes lane JOIN webhook_endpoints endpoint ON endpoint.id = lane.endpoint_id
       CROSS JOIN LATERAL (${PENDING_OF_LANE} ORDER BY message.xid, message.seq LIMIT 1) message
       WHERE lane.id = $1 AND lane.lease = $2 AND endpoint.status = 'ACTIVE'`,
      [laneId, lease],
    );
    return claim ?? null;
  }

  private triedAgain(delivery: Partial<WebhookDelivery>): Partial<WebhookDelivery> {
    return { ...delivery, status: FAILED, nextAttemptAt: this.clock.now() };
  }

  private async settleMessage(
    tx: EntityManager,
    claim: Claim,
    { status }: Partial<WebhookDelivery>,
  ): Promise<void> {
    await tx.query(
      `UPDATE webhook_messages SET status = $3, settled_at = $4
       WHERE id = $1 AND round = $2 AND status = 'PENDING'`,
      [claim.messageId, claim.round, status === SUCCEEDED ? 'DELIVERED' : 'PARKED', this.clock.now()],
    );
  }

  private async putOff(tx: EntityManager, claim: Claim, failed: Partial<WebhookDelivery>): Promise<null> {
    await tx.query(
      'UPDATE webhook_lanes SET attempts = $2, failing_since = $3, next_attempt_at = $4 WHERE id = $1',
      [claim.laneId, claim.attempts + 1, claim.failingSince ?? failed.startedAt, failed.nextAttemptAt],
    );
    return this.release(claim, tx);
  }

  /** To the next message of the lane. An empty lane is removed. */
  private async goOn(tx: EntityManager, claim: Claim): Promise<Claim | null> {
    const [, wasEmpty] = (await tx.query(
      `DELETE FROM webhook_lanes lane WHERE id = $1 AND NOT EXISTS (
         SELECT FROM webhook_messages message
         WHERE message.endpoint_id = lane.endpoint_id AND message.payment_link_id = lane.payment_link_id
           AND message.status = 'PENDING'
       )`,
      [claim.laneId],
    )) as [unknown, number];
    if (wasEmpty) return null;
    await tx.query(
      `UPDATE webhook_lanes SET attempts = 0, failing_since = NULL, next_attempt_at = $2,
         leased_until = clock_timestamp() + make_interval(secs => $3)
       WHERE id = $1`,
      [claim.laneId, this.clock.now(), this.leaseSeconds],
    );
    return (await this.head(tx, claim.laneId, claim.lease)) ?? this.release(claim, tx);
  }
}

/** Beyond its endpoint's place in the log a message waits until it is taken in again, after all before it. */
const PENDING_OF_LANE = `
  SELECT message.* FROM webhook_messages message
  WHERE message.endpoint_id = lane.endpoint_id AND message.payment_link_id = lane.payment_link_id
    AND message.status = 'PENDING' AND (message.xid, message.seq) <= (endpoint.xid, endpoint.seq)`;

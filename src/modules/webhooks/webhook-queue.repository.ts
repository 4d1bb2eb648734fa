import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import type { PaymentLinkEvent } from '../events/index.js';
import { webhookBody } from './webhook-body.js';
import { WebhookDelivery, WebhookDeliveryStatus } from './webhook-delivery.entity.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import type { StoredSecret } from './signature.js';

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

/**
 * What is still to be told, in lanes: one for each endpoint and link, worked off from the oldest message on.
 * Whoever changes it locks in this order: endpoint, lane, message.
 */
@Injectable()
export class WebhookQueueRepository {
  constructor(
    private readonly db: DataSource,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Adds events to an endpoint's lanes; an event that was delivered before is delivered again. */
  async add(tx: EntityManager, endpointId: string, events: PaymentLinkEvent[]): Promise<void> {
    const linkIds = [...new Set(events.map(({ paymentLinkId }) => paymentLinkId))];
    // The update, though it changes nothing, waits for whoever is about to remove an empty lane.
    await tx.query(
      `INSERT INTO webhook_lanes (endpoint_id, payment_link_id, next_attempt_at)
       SELECT $1, link, $3 FROM unnest($2::uuid[]) AS link ORDER BY link
       ON CONFLICT (endpoint_id, payment_link_id) DO UPDATE SET next_attempt_at = webhook_lanes.next_attempt_at`,
      [endpointId, linkIds, this.clock.now()],
    );
    await tx.query(
      `INSERT INTO webhook_messages
         (endpoint_id, merchant_id, payment_link_id, event_id, event_type, xid, seq, body)
       SELECT $1, event.*
       FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::xid8[], $7::bigint[], $8::text[]) AS event
       ON CONFLICT (endpoint_id, event_id)
         DO UPDATE SET status = 'PENDING', round = webhook_messages.round + 1, settled_at = NULL`,
      [
        endpointId,
        events.map(({ merchantId }) => merchantId),
        events.map(({ paymentLinkId }) => paymentLinkId),
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ position }) => position.xid.toString()),
        events.map(({ position }) => position.seq.toString()),
        events.map(webhookBody),
      ],
    );
  }

  /** Makes a delivered or parked event pending again. Returns the ids of the endpoints that have had it. */
  async redeliver(
    tx: EntityManager,
    { merchantId, eventId, endpointIds }: { merchantId: string; eventId: string; endpointIds: string[] },
  ): Promise<string[]> {
    const had = await tx.query<{ endpoint_id: string }[]>(
      `INSERT INTO webhook_lanes (endpoint_id, payment_link_id, next_attempt_at)
       SELECT endpoint_id, payment_link_id, $4 FROM webhook_messages
       WHERE merchant_id = $1 AND event_id = $2 AND endpoint_id = ANY ($3::uuid[])
       ORDER BY endpoint_id
       ON CONFLICT (endpoint_id, payment_link_id)
         DO UPDATE SET next_attempt_at = EXCLUDED.next_attempt_at, attempts = 0, failing_since = NULL
       RETURNING endpoint_id`,
      [merchantId, eventId, endpointIds, this.clock.now()],
    );
    await tx.query(
      `UPDATE webhook_messages SET status = 'PENDING', round = round + 1, settled_at = NULL
       WHERE merchant_id = $1 AND event_id = $2 AND endpoint_id = ANY ($3::uuid[])`,
      [merchantId, eventId, endpointIds],
    );
    return had.map(({ endpoint_id }) => endpoint_id);
  }

  /** Everything that waits for an endpoint is due now, with its three days before it: the receiver is said to be well. */
  async retryNow(tx: EntityManager, endpointId: string): Promise<void> {
    await tx.query(
      `UPDATE webhook_lanes SET next_attempt_at = $2, attempts = 0, failing_since = NULL WHERE endpoint_id = $1`,
      [endpointId, this.clock.now()],
    );
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
      [
        this.clock.now(),
        limit,
        this.config.WEBHOOK_TIMEOUT_MS / 1000 + LEASE_MARGIN_SECONDS,
        MAX_OF_ENDPOINT,
      ],
    )) as [{ id: string; lease: string }[], number];
    const claims = await Promise.all(lanes.map(({ id, lease }) => this.head(id, lease)));
    return claims.flat();
  }

  /** Records an attempt, and what it means for its message and lane; a lane that somebody else has claimed since is left. */
  async settle(claim: Claim, delivery: Partial<WebhookDelivery>, pausedReason: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [endpoint] = await tx.query<unknown[]>(
        'SELECT FROM webhook_endpoints WHERE id = $1 FOR KEY SHARE',
        [claim.endpointId],
      );
      if (!endpoint) return;
      if (pausedReason) await this.endpoints.pause(tx, claim.endpointId, pausedReason);
      const [lane] = await tx.query<Pick<Claim, 'lease' | 'attempts'>[]>(
        'SELECT lease, attempts FROM webhook_lanes WHERE id = $1 FOR UPDATE',
        [claim.laneId],
      );
      await tx.insert(WebhookDelivery, delivery);
      if (delivery.status !== WebhookDeliveryStatus.FAILED) await this.settleMessage(tx, claim, delivery);
      // Set back meanwhile: it was asked for anew, and is not put off.
      const hasFailed = delivery.status === WebhookDeliveryStatus.FAILED && lane?.attempts === claim.attempts;
      if (lane?.lease === claim.lease) await this.moveOn(tx, claim, hasFailed ? delivery : null);
    });
  }

  /** Forgets what was settled before this instant. */
  async prune(before: Date): Promise<void> {
    await this.db.query('DELETE FROM webhook_messages WHERE settled_at < $1', [before]);
    await this.db.query('DELETE FROM webhook_deliveries WHERE started_at < $1', [before]);
  }

  private async head(laneId: string, lease: string): Promise<Claim[]> {
    return this.db.query<Claim[]>(
      `SELECT lane.id AS "laneId", lane.lease, lane.attempts, lane.failing_since AS "failingSince",
         message.id AS "messageId", message.round, message.endpoint_id AS "endpointId",
         message.merchant_id AS "merchantId", message.payment_link_id AS "paymentLinkId",
         message.event_id AS "eventId", message.event_type AS "eventType", message.body,
         endpoint.url, endpoint.secrets
       FROM webhook_lanes lane JOIN webhook_endpoints endpoint ON endpoint.id = lane.endpoint_id
       CROSS JOIN LATERAL (${PENDING_OF_LANE} ORDER BY message.xid, message.seq LIMIT 1) message
       WHERE lane.id = $1 AND lane.lease = $2`,
      [laneId, lease],
    );
  }

  private async settleMessage(
    tx: EntityManager,
    claim: Claim,
    { status }: Partial<WebhookDelivery>,
  ): Promise<void> {
    await tx.query(
      `UPDATE webhook_messages SET status = $3, settled_at = $4
       WHERE id = $1 AND round = $2 AND status = 'PENDING'`,
      [
        claim.messageId,
        claim.round,
        status === WebhookDeliveryStatus.SUCCEEDED ? 'DELIVERED' : 'PARKED',
        this.clock.now(),
      ],
    );
  }

  /** To the next message, or after a failed attempt to the next one. An empty lane is removed. */
  private async moveOn(
    tx: EntityManager,
    claim: Claim,
    failed: Partial<WebhookDelivery> | null,
  ): Promise<void> {
    await tx.query(
      `UPDATE webhook_lanes SET attempts = $2, failing_since = $3, next_attempt_at = $4, lease = NULL, leased_until = NULL
       WHERE id = $1`,
      [
        claim.laneId,
        failed ? claim.attempts + 1 : 0,
        failed ? (claim.failingSince ?? failed.startedAt) : null,
        failed?.nextAttemptAt ?? this.clock.now(),
      ],
    );
    await tx.query(
      `DELETE FROM webhook_lanes lane WHERE id = $1 AND NOT EXISTS (
         SELECT FROM webhook_messages message
         WHERE message.endpoint_id = lane.endpoint_id AND message.payment_link_id = lane.payment_link_id
           AND message.status = 'PENDING'
       )`,
      [claim.laneId],
    );
  }
}

/** Beyond its endpoint's place in the log a message waits until it is taken in again, after all before it. */
const PENDING_OF_LANE = `
  SELECT message.* FROM webhook_messages message
  WHERE message.endpoint_id = lane.endpoint_id AND message.payment_link_id = lane.payment_link_id
    AND message.status = 'PENDING' AND (message.xid, message.seq) <= (endpoint.xid, endpoint.seq)`;

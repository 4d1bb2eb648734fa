import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import type { PaymentLinkEvent } from '../events/index.js';
import { webhookBody } from './webhook-body.js';

/**
 * What is still to be told, in lanes: one for each endpoint and link, worked off from the oldest message on.
 * Whoever changes it locks in this order: endpoint, lane, message.
 */
@Injectable()
export class WebhookQueueRepository {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
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

  /** Forgets what was settled before this instant. */
  async prune(before: Date): Promise<void> {
    await this.db.query('DELETE FROM webhook_messages WHERE settled_at < $1', [before]);
    await this.db.query('DELETE FROM webhook_deliveries WHERE started_at < $1', [before]);
  }
}

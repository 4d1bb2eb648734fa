import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { PaymentLinkStatus, SessionStatus } from '../../common/payment-link-status.js';
import { Position, toCursor } from './cursor.js';
import { EventType } from './event-types.js';
import { EventFilter, PaymentLinkEvent } from './payment-link-event.model.js';

export interface NewEvent {
  merchantId: string;
  paymentLinkId: string;
  type: EventType;
  data: Record<string, unknown>;
  occurredAt: Date;
}

export interface EventScope {
  merchantId?: string;
  filter?: EventFilter | null;
}

interface EventRow {
  xid: string;
  seq: string;
  id: string;
  merchant_id: string;
  payment_link_id: string;
  type: string;
  status: PaymentLinkStatus;
  session_status: SessionStatus | null;
  data: Record<string, unknown>;
  occurred_at: Date;
  settled: boolean;
}

/**
 * The log of all changes, written in the transaction of the change.
 * Transactions commit out of order, so the log is ordered by (transaction, number) and read only below the oldest
 * transaction that still runs: what is below can no longer grow, and a reader skips nothing.
 */
@Injectable()
export class EventLog {
  constructor(private readonly db: DataSource) {}

  /** Appends within the caller's transaction, which holds the link: the statuses are those that it leaves. */
  async append(tx: EntityManager, event: NewEvent): Promise<void> {
    await tx.query(
      `INSERT INTO events (merchant_id, payment_link_id, type, data, occurred_at, status, session_status)
       SELECT $1, link.id, $3, $4, $5, link.status,
         (SELECT status FROM hosted_sessions WHERE payment_link_id = link.id ORDER BY created_at DESC LIMIT 1)
       FROM payment_links link WHERE link.id = $2`,
      [event.merchantId, event.paymentLinkId, event.type, event.data, event.occurredAt],
    );
  }

  /** Events after a position, in order. `settled` is false where a later read may find more before the next one. */
  async read(
    after: Position,
    limit: number,
    scope: EventScope = {},
  ): Promise<{ events: PaymentLinkEvent[]; settled: boolean }> {
    const { filter } = scope;
    const rows = await this.db.query<EventRow[]>(
      `SELECT *, xid < pg_snapshot_xmin(pg_current_snapshot()) AS settled FROM events
       WHERE (xid, seq) > ($1::xid8, $2)
         AND ($3::uuid IS NULL OR merchant_id = $3)
         AND ($4::text[] IS NULL OR payment_link_id::text = ANY ($4))
         AND ($5::text[] IS NULL OR type = ANY ($5))
         AND ($6::text[] IS NULL OR status = ANY ($6))
       ORDER BY xid, seq LIMIT $7`,
      [
        after.xid.toString(),
        after.seq.toString(),
        scope.merchantId ?? null,
        filter?.paymentLinkIds ?? null,
        filter?.types ?? null,
        filter?.status ?? null,
        limit,
      ],
    );
    const unsettledAt = rows.findIndex((row) => !row.settled);
    const settled = unsettledAt < 0 ? rows : rows.slice(0, unsettledAt);
    return { events: settled.map(toEvent), settled: unsettledAt < 0 };
  }

  /** When something last happened to a link, as this transaction sees it; null: never. */
  async lastAt(tx: EntityManager, paymentLinkId: string, type: EventType): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>(
      'SELECT max(occurred_at) AS at FROM events WHERE payment_link_id = $1 AND type = $2',
      [paymentLinkId, type],
    );
    return row!.at;
  }

  /** Where the log ends now: everything later is after it. */
  async end(): Promise<Position> {
    const [row] = await this.db.query<{ xmin: string }[]>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin',
    );
    return { xid: BigInt(row!.xmin), seq: 0n };
  }
}

/** The filter for events that are at hand; `read` says the same in SQL. */
export function matches(event: PaymentLinkEvent, { merchantId, filter }: EventScope): boolean {
  return (
    (!merchantId || event.merchantId === merchantId) &&
    (filter?.paymentLinkIds?.includes(event.paymentLinkId) ?? true) &&
    (filter?.types?.includes(event.type) ?? true) &&
    (filter?.status?.includes(event.status) ?? true)
  );
}

function toEvent(row: EventRow): PaymentLinkEvent {
  const position = { xid: BigInt(row.xid), seq: BigInt(row.seq) };
  return Object.assign(new PaymentLinkEvent(), {
    id: row.id,
    position,
    cursor: toCursor(position),
    type: row.type,
    occurredAt: row.occurred_at,
    merchantId: row.merchant_id,
    paymentLinkId: row.payment_link_id,
    status: row.status,
    sessionStatus: row.session_status,
    data: row.data,
  });
}

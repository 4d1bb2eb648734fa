import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { isUuid } from '../../common/payment-link-record.js';
import { PaymentLinkStatus, SessionStatus } from '../../common/payment-link-status.js';
import { CursorExpiredError, Position, toCursor } from './cursor.js';
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

  /**
   * Events after a position, in order. `settled` is false where a later read may find more before the next one; where
   * fewer came than asked for, nothing is between the last and `end`.
   * @throws CursorExpiredError when events of the scope's merchant after it were dropped
   */
  async read(
    after: Position,
    limit: number,
    scope: EventScope = {},
  ): Promise<{ events: PaymentLinkEvent[]; settled: boolean; end: Position }> {
    const { filter } = scope;
    // In one statement: what is dropped between two would be missed by the one and unknown to the other.
    const rows = await this.db.query<(EventRow & { is_expired: boolean; horizon: string })[]>(
      `WITH log AS MATERIALIZED (SELECT log_horizon() AS horizon, ${IS_EXPIRED} AS is_expired)
       SELECT event.*, event.xid < log.horizon AS settled, log.* FROM log
       LEFT JOIN LATERAL (
         SELECT * FROM events
         WHERE (xid, seq) > ($1::xid8, $2::bigint)
           AND ($3::uuid IS NULL OR merchant_id = $3)
           AND ($4::uuid[] IS NULL OR payment_link_id = ANY ($4))
           AND ($5::text[] IS NULL OR type = ANY ($5))
           AND ($6::text[] IS NULL OR status = ANY ($6))
         ORDER BY xid, seq LIMIT $7
       ) event ON true
       ORDER BY event.xid, event.seq`,
      [
        ...placeOf(after, scope.merchantId),
        filter?.paymentLinkIds?.filter(isLinkId) ?? null,
        filter?.types ?? null,
        filter?.status ?? null,
        limit,
      ],
    );
    const { is_expired: isExpired, horizon, id } = rows[0]!;
    if (isExpired) throw new CursorExpiredError();
    const found = id ? rows : [];
    const unsettledAt = found.findIndex((row) => !row.settled);
    const settled = unsettledAt < 0 ? found : found.slice(0, unsettledAt);
    return { events: settled.map(toEvent), settled: unsettledAt < 0, end: { xid: BigInt(horizon), seq: 0n } };
  }

  /** @throws CursorExpiredError when events of the merchant after this position were dropped */
  async check(merchantId: string, after: Position): Promise<void> {
    if (await this.isExpired(this.db.manager, merchantId, after)) throw new CursorExpiredError();
  }

  /** Whether all of a merchant after a position is kept. If so, it is until the caller's transaction ends. */
  async hold(tx: EntityManager, merchantId: string, after: Position): Promise<boolean> {
    await tx.query('LOCK TABLE ONLY events IN ACCESS SHARE MODE');
    return !(await this.isExpired(tx, merchantId, after));
  }

  /** Before the merchant's first event that is kept; as a place, not as `START`. */
  async floor(merchantId: string): Promise<Position> {
    const [row] = await this.db.query<{ xid: string; seq: string }[]>(
      'SELECT xid, seq FROM event_floors WHERE merchant_id = $1',
      [merchantId],
    );
    return row ? { xid: BigInt(row.xid), seq: BigInt(row.seq) } : { xid: 0n, seq: 0n };
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
    const [row] = await this.db.query<{ horizon: string }[]>('SELECT log_horizon() AS horizon');
    return { xid: BigInt(row!.horizon), seq: 0n };
  }

  private async isExpired(db: EntityManager, merchantId: string, after: Position): Promise<boolean> {
    const [row] = await db.query<{ is: boolean }[]>(`SELECT ${IS_EXPIRED} AS is`, placeOf(after, merchantId));
    return row!.is;
  }
}

/** Whether events after ($1, $2), of the merchant $3 or of any, were dropped; never so after START. */
const IS_EXPIRED = `
  ($2::bigint >= 0 AND EXISTS (
    SELECT FROM event_floors floor
    WHERE ($3::uuid IS NULL OR floor.merchant_id = $3) AND (floor.xid, floor.seq) > ($1::xid8, $2::bigint)
  ))`;

function placeOf({ xid, seq }: Position, merchantId: string | undefined): (string | null)[] {
  return [xid.toString(), seq.toString(), merchantId ?? null];
}

/** As we write ids: what is written otherwise names no link, here as in `matches`. */
function isLinkId(id: string): boolean {
  return isUuid(id) && id === id.toLowerCase();
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

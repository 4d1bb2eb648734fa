import type { EntityManager } from 'typeorm';

import { PaymentLinkStatus } from './payment-link-status.js';

/** What every room may know of a link. */
export interface PaymentLinkRecord {
  id: string;
  merchantId: string;
  code: string;
  status: PaymentLinkStatus;
  reference: string | null;
  country: string;
  currency: string;
  locale: string;
  amountMinor: number;
  maxPayments: number;
  expiresAt: Date | null;
}

/** Reads one link of a merchant; `lock` holds it until the transaction ends. Null: not there, or somebody else's. */
export async function readPaymentLink(
  db: EntityManager,
  { merchantId, id, lock = false }: { merchantId: string; id: string; lock?: boolean },
): Promise<PaymentLinkRecord | null> {
  if (!isUuid(id)) return null;
  const [row] = await db.query<(Omit<PaymentLinkRecord, 'amountMinor'> & { amountMinor: string })[]>(
    `SELECT id, merchant_id AS "merchantId", code, status, reference, country, currency, locale,
       amount_minor AS "amountMinor", max_payments AS "maxPayments", expires_at AS "expiresAt"
     FROM payment_links WHERE id = $1 AND merchant_id = $2 ${lock ? 'FOR NO KEY UPDATE' : ''}`,
    [id, merchantId],
  );
  return row ? { ...row, amountMinor: Number(row.amountMinor) } : null;
}

/**
 * Holds a link until the transaction ends; under a printed link, that one first. Whoever tells of a link does this
 * before anything else, since a transaction takes its place in the event log with its first write or lock.
 */
export async function lockPaymentLink(tx: EntityManager, id: string): Promise<void> {
  await tx.query(
    `SELECT id FROM payment_links WHERE id IN ($1, (SELECT parent_id FROM payment_links WHERE id = $1))
     ORDER BY id = $1 FOR NO KEY UPDATE`,
    [id],
  );
}

/**
 * Makes the link due now: something happened that only the provider knows. What is being read of it now is read again.
 * One that is due already stays due from then on: whoever was woken for it may look by an earlier instant than this.
 * They are woken each time, since the job passes over a link that is being marked.
 */
export async function markPaymentLinkDue(db: EntityManager, id: string, now: Date): Promise<void> {
  await db.query(
    `WITH due AS (
       UPDATE payment_links SET next_check_at = least(next_check_at, $2), version = version + 1
       WHERE id = $1 RETURNING id
     ) SELECT pg_notify('paylink_work', '') FROM due`,
    [id, now],
  );
}

export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

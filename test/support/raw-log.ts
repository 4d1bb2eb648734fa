import { DataSource } from 'typeorm';

export interface RawLink {
  id: string;
  merchantId: string;
}

/** Links that are in the database and nowhere else, of one merchant, for specs that write into the event log by hand. */
export async function rawLinks(db: DataSource, count: number): Promise<RawLink[]> {
  await db.query(
    `INSERT INTO merchants (slug, name) VALUES ('default', 'Paylink') ON CONFLICT (slug) DO NOTHING`,
  );
  return db.query<RawLink[]>(
    `INSERT INTO payment_links (id, merchant_id, code, status, channel, country, currency, locale, amount_minor,
       tax_amount_minor, order_lines, auto_capture, created_at, updated_at)
     SELECT gen_random_uuid(), merchant.id, gen_random_uuid()::text, 'COMPLETED', 'ECOMMERCE', 'SE', 'SEK', 'sv-SE',
       19800, 3960, '[]', false, now(), now()
     FROM merchants merchant, generate_series(1, $1) WHERE slug = 'default'
     RETURNING id, merchant_id AS "merchantId"`,
    [count],
  );
}

export interface RawEvent {
  id: string;
  xid: string;
  seq: string;
}

/** One event in a transaction of its own, without any of our code. */
export async function writeRaw(db: DataSource, link: RawLink, occurredAt: Date): Promise<RawEvent> {
  const [row] = await db.query<RawEvent[]>(
    `INSERT INTO events (merchant_id, payment_link_id, type, data, occurred_at, status)
     VALUES ($1, $2, 'order.updated', '{}', $3, 'COMPLETED') RETURNING id, xid, seq`,
    [link.merchantId, link.id, occurredAt],
  );
  return row!;
}

/** The log as it is stored, in its order. */
export function storedLog(db: DataSource): Promise<RawEvent[]> {
  return db.query<RawEvent[]>('SELECT id, xid, seq FROM events ORDER BY xid, seq');
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log by months, so that old ones can be dropped whole. The table as it was becomes the first month, with
 * everything before it: no row is copied, and positions stay what they are.
 */
export class EventPartitions1764100800000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(LOCK);
    const [first] = (await db.query(FIRST)) as { name: string; end: string; nextSeq: string }[];
    const { name, end, nextSeq } = first!;
    await db.query(asideAs(name));
    await db.query(PARTITIONED);
    await db.query(`ALTER TABLE events ALTER COLUMN seq RESTART WITH ${nextSeq}`);
    await db.query(laterToDefault(name, end));
    await db.query(attach(name, end));
    await db.query(FLOORS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(LOCK);
    const [{ nextSeq }] = (await db.query(NEXT_SEQ)) as [{ nextSeq: string }];
    await db.query(`
      ALTER TABLE events RENAME TO events_by_month;
      CREATE TABLE events_whole (${COLUMNS}, PRIMARY KEY (xid, seq));
      INSERT INTO events_whole (${NAMES}) OVERRIDING SYSTEM VALUE SELECT ${NAMES} FROM events_by_month;
      DROP TABLE events_by_month, event_floors;
      ALTER TABLE events_whole RENAME TO events;
      ALTER INDEX events_whole_pkey RENAME TO events_pkey;
      ALTER TABLE events ALTER COLUMN seq RESTART WITH ${nextSeq};
      ${INDEXES}
    `);
  }
}

/** Writers hold links before they write events, and some the other way round: given up and tried again, never a deadlock. */
const LOCK = `
  DO $$ BEGIN
    FOR attempt IN 1..300 LOOP
      BEGIN
        PERFORM set_config('lock_timeout', '300ms', true);
        LOCK TABLE merchants, payment_links IN SHARE ROW EXCLUSIVE MODE;
        LOCK TABLE events IN ACCESS EXCLUSIVE MODE;
        PERFORM set_config('lock_timeout', '0', true);
        RETURN;
      EXCEPTION WHEN lock_not_available THEN
        PERFORM pg_sleep(0.2);
      END;
    END LOOP;
    RAISE EXCEPTION 'The event log is in use without a pause; end what reads it for long, and start again';
  END $$;
`;

const NEXT_SEQ = `
  SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('events', 'seq')), 0) + 1 AS "nextSeq"`;

const FIRST = `
  SELECT 'events_' || to_char(month, 'YYYY_MM') AS name,
    to_char(month + interval '1 month', 'YYYY-MM-DD"T00:00:00Z"') AS end, seq."nextSeq"
  FROM date_trunc('month', now() AT TIME ZONE 'UTC') AS month, (${NEXT_SEQ}) seq`;

const NAMES = `xid, seq, id, merchant_id, payment_link_id, type, status, session_status, data, occurred_at`;

const COLUMNS = `
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  merchant_id uuid NOT NULL REFERENCES merchants,
  payment_link_id uuid NOT NULL REFERENCES payment_links,
  type text NOT NULL,
  status text NOT NULL,
  session_status text,
  data jsonb NOT NULL,
  occurred_at timestamptz NOT NULL`;

const INDEXES = `
  COMMENT ON COLUMN events.xid IS 'With seq the place in the log; read only below the oldest running transaction, so that none is skipped.';
  CREATE INDEX events_of_merchant ON events (merchant_id, xid, seq);
  CREATE INDEX events_of_link ON events (payment_link_id, xid, seq);
  CREATE TRIGGER announce_event AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION announce_event();
`;

const asideAs = (name: string): string => `
  DROP TRIGGER announce_event ON events;
  ALTER TABLE events RENAME TO ${name};
  ALTER TABLE ${name} ALTER COLUMN seq DROP IDENTITY, DROP CONSTRAINT events_pkey;
  ALTER INDEX events_of_merchant RENAME TO ${name}_of_merchant;
  ALTER INDEX events_of_link RENAME TO ${name}_of_link;
`;

const PARTITIONED = `
  CREATE TABLE events (${COLUMNS}, PRIMARY KEY (xid, seq, occurred_at)) PARTITION BY RANGE (occurred_at);
  COMMENT ON TABLE events IS 'The event log, a partition for each month; in the default one is what no month was made for in time.';
  CREATE TABLE events_default PARTITION OF events DEFAULT;
  ${INDEXES}
`;

/** A clock that was ahead must not make the first month last for years. */
const laterToDefault = (name: string, end: string): string => `
  WITH later AS (DELETE FROM ${name} WHERE occurred_at >= '${end}' RETURNING ${NAMES})
  INSERT INTO events_default (${NAMES}) OVERRIDING SYSTEM VALUE SELECT ${NAMES} FROM later;
`;

/** The check, which is read from the table once, spares reading it again. */
const attach = (name: string, end: string): string => `
  ALTER TABLE ${name} ADD PRIMARY KEY (xid, seq, occurred_at), ADD CONSTRAINT is_past CHECK (occurred_at < '${end}');
  ALTER TABLE events ATTACH PARTITION ${name} FOR VALUES FROM (MINVALUE) TO ('${end}');
  ALTER TABLE ${name} DROP CONSTRAINT is_past;
`;

const FLOORS = `
  CREATE TABLE event_floors (
    merchant_id uuid PRIMARY KEY REFERENCES merchants,
    xid xid8 NOT NULL,
    seq bigint NOT NULL
  );
  COMMENT ON TABLE event_floors IS 'The last place in the log, for each merchant, whose event was dropped by age: all up to it are gone.';
`;

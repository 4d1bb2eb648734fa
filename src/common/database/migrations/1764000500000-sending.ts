import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Merchants' own words, who wants no messages, and when a link is reminded of. */
export class Sending1764000500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(TEMPLATES);
    await db.query(OPT_OUTS);
    await db.query(REMINDERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER plan_reminder ON payment_links;
      DROP FUNCTION plan_reminder();
      ALTER TABLE payment_links DROP next_reminder_at, DROP reminded_until, DROP reminders_sent;
      DROP INDEX operations_of_recipient;
      DROP TABLE recipient_opt_outs, message_templates;
    `);
  }
}

const TEMPLATES = `
  CREATE TABLE message_templates (
    merchant_id uuid NOT NULL REFERENCES merchants,
    kind text NOT NULL CHECK (kind IN ('INVITATION', 'REMINDER')),
    language text NOT NULL,
    subject text,
    text text,
    html text,
    sms text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, kind, language)
  );
  COMMENT ON TABLE message_templates IS 'A merchant''s own words in one language; a part that is null is said in ours.';
`;

const OPT_OUTS = `
  CREATE TABLE recipient_opt_outs (
    merchant_id uuid NOT NULL REFERENCES merchants,
    recipient_hash text NOT NULL,
    opted_out_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, recipient_hash)
  );
  COMMENT ON COLUMN recipient_opt_outs.recipient_hash IS 'Keyed with the installation''s secret: the list tells nobody''s address.';

  CREATE INDEX operations_of_recipient ON operations (merchant_id, lower(input->>'to'), created_at) WHERE kind = 'SEND_LINK';
`;

const REMINDERS = `
  ALTER TABLE payment_links
    ADD next_reminder_at timestamptz,
    ADD reminded_until timestamptz,
    ADD reminders_sent int NOT NULL DEFAULT 0;
  COMMENT ON COLUMN payment_links.next_reminder_at IS 'When to think about a reminder next; -infinity: when is to be worked out; null: never.';
  COMMENT ON COLUMN payment_links.reminded_until IS 'Reminders that were planned for before this are dealt with.';
  CREATE INDEX payment_links_reminder_due ON payment_links (next_reminder_at) WHERE next_reminder_at IS NOT NULL;

  -- Whoever ends a link ends its reminders with it, in the same statement.
  CREATE FUNCTION plan_reminder() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.next_reminder_at := CASE WHEN NEW.status = 'OPEN' AND EXISTS (
      SELECT FROM merchants WHERE id = NEW.merchant_id AND jsonb_typeof(sending->'reminders') = 'object'
    ) THEN '-infinity'::timestamptz END;
    RETURN NEW;
  END $$;
  CREATE TRIGGER plan_reminder BEFORE UPDATE OF status, expires_at ON payment_links FOR EACH ROW
    WHEN (NEW.status <> OLD.status OR NEW.expires_at IS DISTINCT FROM OLD.expires_at)
    EXECUTE FUNCTION plan_reminder();
`;

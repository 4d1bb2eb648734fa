import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every row belongs to a merchant. Instants come from the program's clock; leases alone use the database's. */
export class Foundation1764000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ACCESS);
    await db.query(PAYMENT_LINKS);
    await db.query(HOSTED_SESSIONS);
    await db.query(ORDERS);
    await db.query(OPERATIONS);
    await db.query(EVENTS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE events, operations, orders, hosted_sessions, payment_links, api_keys, merchants, installation;
      DROP FUNCTION announce_event(), announce_operation(), announce_due_link();
    `);
  }
}

const ACCESS = `
  CREATE TABLE installation (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    secret bytea NOT NULL
  );
  COMMENT ON COLUMN installation.secret IS 'Signs client tokens and callback addresses.';

  CREATE TABLE merchants (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );

  CREATE TABLE api_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    merchant_id uuid NOT NULL REFERENCES merchants,
    role text NOT NULL CHECK (role IN ('MERCHANT', 'STOREFRONT')),
    key_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
  );
`;

const PAYMENT_LINKS = `
  CREATE TABLE payment_links (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants,
    code text NOT NULL UNIQUE,
    reference text,
    status text NOT NULL,
    channel text NOT NULL,
    country text NOT NULL,
    currency text NOT NULL,
    locale text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    tax_amount_minor bigint NOT NULL,
    order_lines jsonb NOT NULL,
    consumer jsonb,
    redirect_urls jsonb,
    appearance jsonb,
    auto_capture boolean NOT NULL,
    metadata jsonb,
    expires_at timestamptz,
    next_check_at timestamptz,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  COMMENT ON COLUMN payment_links.next_check_at IS 'When the provider is to be asked next; null: nothing can change any more.';
  COMMENT ON COLUMN payment_links.version IS 'Counts the changes: what was read at the provider before a change is not applied after it.';

  -- A link that could not be made gives its reference back.
  CREATE UNIQUE INDEX payment_links_reference ON payment_links (merchant_id, reference)
    WHERE reference IS NOT NULL AND status <> 'CREATION_FAILED';
  CREATE INDEX payment_links_newest ON payment_links (merchant_id, created_at DESC, id DESC);
  CREATE INDEX payment_links_due ON payment_links (next_check_at) WHERE next_check_at IS NOT NULL;
  CREATE INDEX payment_links_metadata ON payment_links USING gin (metadata jsonb_path_ops);

  CREATE FUNCTION announce_due_link() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('paylink_work', '');
    RETURN NULL;
  END $$;
  CREATE TRIGGER announce_due_link AFTER UPDATE OF next_check_at ON payment_links FOR EACH ROW
    WHEN (OLD.next_check_at IS NULL OR NEW.next_check_at < OLD.next_check_at) EXECUTE FUNCTION announce_due_link();
`;

const HOSTED_SESSIONS = `
  CREATE TABLE hosted_sessions (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants,
    payment_link_id uuid NOT NULL REFERENCES payment_links,
    checkout_order_id text NOT NULL UNIQUE,
    session_id text NOT NULL UNIQUE,
    status text NOT NULL,
    redirect_url text NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX hosted_sessions_of_link ON hosted_sessions (payment_link_id, created_at DESC);

  -- Nobody can pay one link twice.
  CREATE UNIQUE INDEX hosted_sessions_one_payable ON hosted_sessions (payment_link_id)
    WHERE status NOT IN ('COMPLETED', 'CANCELLED', 'DISABLED', 'EXPIRED');
`;

const ORDERS = `
  CREATE TABLE orders (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants,
    payment_link_id uuid NOT NULL REFERENCES payment_links,
    provider_order_id text NOT NULL UNIQUE,
    status text NOT NULL,
    fraud_status text NOT NULL,
    klarna_reference text,
    currency text NOT NULL,
    order_amount_minor bigint NOT NULL,
    captured_minor bigint NOT NULL CHECK (captured_minor >= 0),
    capturing_minor bigint NOT NULL DEFAULT 0 CHECK (capturing_minor >= 0),
    refunded_minor bigint NOT NULL CHECK (refunded_minor >= 0),
    refunding_minor bigint NOT NULL DEFAULT 0 CHECK (refunding_minor >= 0),
    remaining_minor bigint NOT NULL CHECK (remaining_minor >= 0),
    acknowledged_at timestamptz,
    authorization_expires_at timestamptz,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT captured_within_authorized CHECK (captured_minor + remaining_minor <= order_amount_minor),
    CONSTRAINT capturing_within_remaining CHECK (capturing_minor <= remaining_minor),
    CONSTRAINT refunded_within_captured CHECK (refunded_minor + refunding_minor <= captured_minor)
  );
  COMMENT ON COLUMN orders.capturing_minor IS 'Captures that were requested and whose outcome is not known: money spoken for.';
  CREATE INDEX orders_of_link ON orders (payment_link_id, created_at DESC);
`;

const OPERATIONS = `
  CREATE TABLE operations (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants,
    payment_link_id uuid NOT NULL REFERENCES payment_links,
    kind text NOT NULL,
    status text NOT NULL CHECK (status IN ('REQUESTED', 'SUCCEEDED', 'REJECTED', 'OUTCOME_UNKNOWN', 'ABANDONED', 'REFUSED')),
    client_key text,
    input_hash text,
    provider_key uuid NOT NULL DEFAULT gen_random_uuid(),
    amount_minor bigint,
    input jsonb NOT NULL,
    result jsonb,
    failure jsonb,
    attempts int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    leased_by uuid,
    leased_until timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  COMMENT ON TABLE operations IS 'What we asked of the provider or a sender: recorded before the call, settled after it.';
  COMMENT ON COLUMN operations.client_key IS 'The idempotencyKey of the mutation, unique per merchant and kind.';
  COMMENT ON COLUMN operations.provider_key IS 'The Klarna-Idempotency-Key, the same on every attempt.';

  CREATE UNIQUE INDEX operations_client_key ON operations (merchant_id, kind, client_key) WHERE client_key IS NOT NULL;
  CREATE INDEX operations_of_link ON operations (payment_link_id, created_at);
  CREATE INDEX operations_due ON operations (next_attempt_at) WHERE status IN ('REQUESTED', 'OUTCOME_UNKNOWN');
  -- One at a time: two sessions or two ends of one link would race each other.
  CREATE UNIQUE INDEX operations_one_in_flight ON operations (payment_link_id, kind)
    WHERE kind IN ('OPEN_SESSION', 'CLOSE_SESSION', 'VOID_ORDER', 'ACKNOWLEDGE_ORDER') AND status IN ('REQUESTED', 'OUTCOME_UNKNOWN');

  CREATE FUNCTION announce_operation() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('paylink_work', '');
    RETURN NULL;
  END $$;
  CREATE TRIGGER announce_operation AFTER INSERT ON operations FOR EACH ROW
    WHEN (NEW.leased_until IS NULL) EXECUTE FUNCTION announce_operation();
`;

const EVENTS = `
  CREATE TABLE events (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint GENERATED ALWAYS AS IDENTITY,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    merchant_id uuid NOT NULL REFERENCES merchants,
    payment_link_id uuid NOT NULL REFERENCES payment_links,
    type text NOT NULL,
    status text NOT NULL,
    session_status text,
    data jsonb NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (xid, seq)
  );
  COMMENT ON COLUMN events.xid IS 'With seq the place in the log; read only below the oldest running transaction, so that none is skipped.';
  CREATE INDEX events_of_merchant ON events (merchant_id, xid, seq);
  CREATE INDEX events_of_link ON events (payment_link_id, xid, seq);

  CREATE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('paylink_events', '');
    RETURN NULL;
  END $$;
  CREATE TRIGGER announce_event AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION announce_event();
`;

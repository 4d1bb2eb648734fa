import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outgoing webhooks: who is told, what is still to be told, in order per link, and the log of attempts. */
export class Webhooks1764100600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ENDPOINTS);
    await db.query(MESSAGES);
    await db.query(LANES);
    await db.query(DELIVERIES);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE webhook_deliveries, webhook_lanes, webhook_messages, webhook_endpoints');
  }
}

const ENDPOINTS = `
  CREATE TABLE webhook_endpoints (
    id uuid PRIMARY KEY,
    merchant_id uuid NOT NULL REFERENCES merchants,
    url text NOT NULL,
    event_types text[] NOT NULL,
    status text NOT NULL CHECK (status IN ('ACTIVE', 'PAUSED')),
    paused_reason text,
    secrets jsonb NOT NULL,
    xid xid8 NOT NULL,
    seq bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  COMMENT ON COLUMN webhook_endpoints.event_types IS 'Empty: all.';
  COMMENT ON COLUMN webhook_endpoints.secrets IS 'The newest first, then those that still sign after a rotation.';
  COMMENT ON COLUMN webhook_endpoints.xid IS 'With seq the place in the event log up to which its messages were made.';
  CREATE INDEX webhook_endpoints_of_merchant ON webhook_endpoints (merchant_id, created_at);
`;

const MESSAGES = `
  CREATE TABLE webhook_messages (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoints ON DELETE CASCADE,
    merchant_id uuid NOT NULL REFERENCES merchants,
    payment_link_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    xid xid8 NOT NULL,
    seq bigint NOT NULL,
    body text NOT NULL,
    status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'DELIVERED', 'PARKED')),
    round int NOT NULL DEFAULT 0,
    settled_at timestamptz,
    UNIQUE (endpoint_id, event_id)
  );
  COMMENT ON TABLE webhook_messages IS 'An event on its way to an endpoint.';
  COMMENT ON COLUMN webhook_messages.round IS 'Counts the redeliveries: an attempt of an earlier round does not settle it.';
  CREATE INDEX webhook_messages_pending ON webhook_messages (endpoint_id, payment_link_id, xid, seq) WHERE status = 'PENDING';
  CREATE INDEX webhook_messages_parked ON webhook_messages (endpoint_id) WHERE status = 'PARKED';
  CREATE INDEX webhook_messages_of_event ON webhook_messages (merchant_id, event_id);
  CREATE INDEX webhook_messages_settled ON webhook_messages (settled_at) WHERE settled_at IS NOT NULL;
`;

const LANES = `
  CREATE TABLE webhook_lanes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoints ON DELETE CASCADE,
    payment_link_id uuid NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    failing_since timestamptz,
    next_attempt_at timestamptz NOT NULL,
    lease uuid,
    leased_until timestamptz,
    UNIQUE (endpoint_id, payment_link_id)
  );
  COMMENT ON TABLE webhook_lanes IS 'One for each endpoint and link with pending messages: they go one by one, the oldest first.';
  COMMENT ON COLUMN webhook_lanes.attempts IS 'Failed ones of the oldest message.';
  COMMENT ON COLUMN webhook_lanes.leased_until IS 'By the clock of the database.';
  CREATE INDEX webhook_lanes_due ON webhook_lanes (next_attempt_at);
`;

const DELIVERIES = `
  CREATE TABLE webhook_deliveries (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoints ON DELETE CASCADE,
    merchant_id uuid NOT NULL REFERENCES merchants,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    payment_link_id uuid,
    attempt int NOT NULL,
    status text NOT NULL CHECK (status IN ('SUCCEEDED', 'FAILED', 'PARKED')),
    started_at timestamptz NOT NULL,
    duration_ms int NOT NULL,
    response_code int,
    error text,
    next_attempt_at timestamptz
  );
  COMMENT ON TABLE webhook_deliveries IS 'The log of attempts.';
  CREATE INDEX webhook_deliveries_of_merchant ON webhook_deliveries (merchant_id, id);
  CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (endpoint_id, id);
  CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event_id, id);
  CREATE INDEX webhook_deliveries_started ON webhook_deliveries (started_at);
`;

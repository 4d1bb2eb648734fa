import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Many links made by one call: what was asked, item by item, and what became of it. */
export class Batches1764000600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE batches (
        id uuid PRIMARY KEY,
        merchant_id uuid NOT NULL REFERENCES merchants,
        client_key text NOT NULL,
        input_hash text NOT NULL,
        total int NOT NULL,
        created_at timestamptz NOT NULL,
        UNIQUE (merchant_id, client_key)
      );
      CREATE TABLE batch_items (
        batch_id uuid NOT NULL REFERENCES batches,
        index int NOT NULL,
        input jsonb NOT NULL,
        status text NOT NULL DEFAULT 'WAITING' CHECK (status IN ('WAITING', 'MADE', 'REFUSED')),
        payment_link_id uuid REFERENCES payment_links,
        refusal jsonb,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        leased_until timestamptz,
        PRIMARY KEY (batch_id, index)
      );
      CREATE INDEX batch_items_due ON batch_items (next_attempt_at, batch_id, index) WHERE status = 'WAITING';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE batch_items, batches');
  }
}

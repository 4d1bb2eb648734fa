import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that many consumers pay: each opening makes a link of its own under the one that is printed on the poster. */
export class ReusableLinks1764000700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE payment_links
        ADD max_payments int NOT NULL DEFAULT 1 CHECK (max_payments >= 1),
        ADD payment_count int NOT NULL DEFAULT 0,
        ADD parent_id uuid REFERENCES payment_links,
        ADD CONSTRAINT payments_within_maximum CHECK (payment_count <= max_payments);
      CREATE INDEX payment_links_of_parent ON payment_links (parent_id, created_at) WHERE parent_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE payment_links DROP max_payments, DROP payment_count, DROP parent_id');
  }
}

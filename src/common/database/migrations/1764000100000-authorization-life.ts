import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an order was authorized, and how far its end was warned of. */
export class AuthorizationLife1764000100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE orders ADD authorized_at timestamptz, ADD warned_percent int NOT NULL DEFAULT 0;
      UPDATE orders SET authorized_at = created_at;
      ALTER TABLE orders ALTER authorized_at SET NOT NULL;
      COMMENT ON COLUMN orders.warned_percent IS 'Share of the authorization''s life at which its end was warned of last.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE orders DROP authorized_at, DROP warned_percent');
  }
}

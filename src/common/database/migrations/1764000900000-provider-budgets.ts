import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The provider's quotas, shared by all processes. */
export class ProviderBudgets1764000900000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE provider_budgets (
        category text PRIMARY KEY,
        limit_per_second int NOT NULL CHECK (limit_per_second > 0),
        tokens double precision NOT NULL,
        refilled_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      COMMENT ON COLUMN provider_budgets.tokens IS 'Calls that may be made now; below 0: calls that wait for their turn.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE provider_budgets');
  }
}

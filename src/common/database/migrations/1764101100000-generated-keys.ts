import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that a process has made for itself stand beside those of others: processes on other machines make their own. */
export class GeneratedKeys1764101100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE api_keys ADD COLUMN is_generated boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE api_keys DROP COLUMN is_generated');
  }
}

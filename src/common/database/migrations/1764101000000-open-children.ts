import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What consumers have open under a printed link is found among all who ever opened it; what has run out ends. */
export class OpenChildren1764101000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX payment_links_open_children ON payment_links (parent_id)
        WHERE parent_id IS NOT NULL AND status IN ('CREATING', 'OPEN');
      UPDATE payment_links SET next_check_at = updated_at
        WHERE parent_id IS NOT NULL AND status = 'OPEN' AND next_check_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX payment_links_open_children');
  }
}

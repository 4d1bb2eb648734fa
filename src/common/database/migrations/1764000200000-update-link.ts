import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One change of a link at a time. */
export class UpdateLink1764000200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE UNIQUE INDEX operations_one_update ON operations (payment_link_id)
        WHERE kind = 'UPDATE_LINK' AND status IN ('REQUESTED', 'OUTCOME_UNKNOWN');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX operations_one_update');
  }
}

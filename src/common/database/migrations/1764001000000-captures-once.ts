import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the provider made once is ours once, however many operations look for what became of them. */
export class CapturesOnce1764001000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE UNIQUE INDEX operations_capture_once ON operations ((result->>'captureId')) WHERE kind = 'CAPTURE';
      CREATE UNIQUE INDEX operations_refund_once ON operations ((result->>'refundId')) WHERE kind = 'REFUND';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX operations_capture_once, operations_refund_once');
  }
}

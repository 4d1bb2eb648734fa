import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything else that an order carries, and what the consumer answered. */
export class CheckoutSettings1764000300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE payment_links
        ADD COLUMN reference2 text,
        ADD COLUMN merchant_data text,
        ADD COLUMN checkout jsonb,
        ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN checkbox_answers jsonb;
      ALTER TABLE hosted_sessions ADD COLUMN manual_identification_url text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE hosted_sessions DROP COLUMN manual_identification_url;
      ALTER TABLE payment_links
        DROP COLUMN reference2, DROP COLUMN merchant_data, DROP COLUMN checkout, DROP COLUMN warnings,
        DROP COLUMN checkbox_answers;
    `);
  }
}

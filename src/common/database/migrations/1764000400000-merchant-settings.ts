import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a merchant looks to consumers, and how it is reached. */
export class MerchantSettings1764000400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE merchants
        ADD COLUMN logo_url text,
        ADD COLUMN color text CHECK (color ~ '^#[0-9a-f]{6}$'),
        ADD COLUMN contact_email text,
        ADD COLUMN contact_url text,
        ADD COLUMN contact_phone text,
        ADD COLUMN asks_for_new_link boolean NOT NULL DEFAULT false,
        ADD COLUMN time_zone text NOT NULL DEFAULT 'Europe/Stockholm',
        ADD COLUMN sending jsonb NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN merchants.time_zone IS 'IANA. The default is the time of most of the countries that the provider sells in.';
      COMMENT ON COLUMN merchants.sending IS 'Rules of sending; link-distribution alone knows their shape.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE merchants
        DROP COLUMN logo_url, DROP COLUMN color, DROP COLUMN contact_email, DROP COLUMN contact_url,
        DROP COLUMN contact_phone, DROP COLUMN asks_for_new_link, DROP COLUMN time_zone, DROP COLUMN sending;
    `);
  }
}

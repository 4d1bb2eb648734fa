import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places in the event log that go on counting up where the database server's own counter does not. */
export class LogEpochs1764100900000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(UP);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(DOWN);
  }
}

const UP = `
  ALTER TABLE installation ADD COLUMN log_home text, ADD COLUMN log_offset bigint NOT NULL DEFAULT 0;
  COMMENT ON COLUMN installation.log_home IS 'The database server that the event log was last written on.';
  COMMENT ON COLUMN installation.log_offset IS 'What the log is ahead of that server''s transaction numbers.';

  CREATE FUNCTION log_offset() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT coalesce((SELECT log_offset FROM installation), 0) $$;
  CREATE FUNCTION log_xid() RETURNS xid8 LANGUAGE sql VOLATILE AS
    $$ SELECT (pg_current_xact_id()::text::bigint + log_offset())::text::xid8 $$;
  CREATE FUNCTION log_horizon() RETURNS xid8 LANGUAGE sql STABLE AS
    $$ SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + log_offset())::text::xid8 $$;
  COMMENT ON FUNCTION log_xid() IS 'Where this transaction writes into the event log.';
  COMMENT ON FUNCTION log_horizon() IS 'Below it the event log can no longer grow.';
  ALTER TABLE events ALTER COLUMN xid SET DEFAULT log_xid();
`;

const DOWN = `
  ALTER TABLE events ALTER COLUMN xid SET DEFAULT pg_current_xact_id();
  DROP FUNCTION log_horizon(), log_xid(), log_offset();
  ALTER TABLE installation DROP COLUMN log_home, DROP COLUMN log_offset;
`;

import { DataSource, type DataSourceOptions } from 'typeorm';

/** Held while the schema is brought up to date, so that processes that start together do it once. */
const MIGRATION_LOCK = 0x50415931;

/** Connects, and brings the schema up to date. */
export async function openDatabase(options: DataSourceOptions): Promise<DataSource> {
  const database = await new DataSource(options).initialize();
  const holder = database.createQueryRunner();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await database.runMigrations();
  } catch (error) {
    await database.destroy();
    throw error;
  } finally {
    if (!holder.isReleased && database.isInitialized) {
      await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await holder.release();
    }
  }
  return database;
}

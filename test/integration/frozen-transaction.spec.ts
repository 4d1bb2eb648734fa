import { DataSource } from 'typeorm';

import { databaseOptions } from '../../src/common/database/options.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

/** A process that stands still in the middle of a transaction holds its locks; the others must go on. */
describe('a transaction whose process is frozen', () => {
  let database: TestDatabase;
  const pools: DataSource[] = [];
  const aPool = async (): Promise<DataSource> => {
    const pool = await new DataSource(databaseOptions(database.url)).initialize();
    pools.push(pool);
    return pool;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.destroy()));
    await database.drop();
  });

  it('is rolled back, its locks are free within seconds, and its own process notices and goes on', async () => {
    const [frozen, lively] = [await aPool(), await aPool()];
    const lock = 'SELECT pg_advisory_xact_lock(4711)';
    let thaw!: () => void;
    const isThawed = new Promise<void>((resolve) => (thaw = resolve));

    const left = frozen.transaction(async (tx) => {
      await tx.query(lock);
      await isThawed;
      await tx.query('SELECT 1');
    });
    await eventually(async () => {
      const [held] = await database.query<{ count: string }>(
        'SELECT count(*) FROM pg_locks WHERE objid = 4711 AND granted',
      );
      expect(Number(held!.count)).toBe(1);
    });

    await lively.transaction((tx) => tx.query(lock));
    thaw();

    await expect(left).rejects.toThrow();
    expect(await frozen.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  }, 30_000);
});

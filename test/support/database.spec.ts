import pg from 'pg';
import { createTestDatabase } from './database.js';

describe('createTestDatabase', () => {
  it('gives each caller a copy of the schema that the migrations make', async () => {
    const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      const clients = databases.map(({ url }) => new pg.Client({ connectionString: url }));
      clients.forEach((client) => client.on('error', () => undefined));
      await Promise.all(clients.map((client) => client.connect()));
      const [one, other] = clients;
      await one!.query('create table mine ()');

      const migrations = await one!.query('select name from migrations');
      const tables = await other!.query(`select from pg_tables where tablename = 'mine'`);

      expect(migrations.rowCount).toBeGreaterThan(0);
      expect(tables.rowCount).toBe(0);
      await Promise.all(clients.map((client) => client.end()));
    } finally {
      await Promise.all(databases.map(({ drop }) => drop()));
    }
  });
});

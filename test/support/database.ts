import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** Ends every connection to it, too. */
  drop(): Promise<void>;
}

/**
 * An empty database with the whole schema: a copy of the template that test/global-setup.mjs has made.
 * @param options.hasSchema false: there is nothing in it
 */
export async function createTestDatabase({ hasSchema = true } = {}): Promise<TestDatabase> {
  const serverUrl = process.env['PAYLINK_TEST_SERVER_URL'];
  const template = process.env['PAYLINK_TEST_TEMPLATE'];
  if (!serverUrl || !template)
    throw new Error('no test server: run this spec in a project with the global setup');
  const name = `paylink_test_${randomBytes(6).toString('hex')}`;
  await runSql(serverUrl, `create database ${name} template ${hasSchema ? template : 'template1'}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    query: (sql, parameters) => runSql(url.href, sql, parameters),
    drop: async () => void (await runSql(serverUrl, `drop database if exists ${name} with (force)`)),
  };
}

async function runSql<Row>(url: string, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(sql, parameters);
    return rows as Row[];
  } finally {
    await client.end();
  }
}

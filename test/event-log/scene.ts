import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { DataSource } from 'typeorm';

import { databaseOptions } from '../../src/common/database/options.js';
import { EventLog } from '../../src/modules/events/index.js';
import { type Backend, makeBackends } from '../chaos/backends.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { type Sandbox, startSandbox } from '../support/sandbox.js';
import { Shop } from '../support/shop.js';

export interface LogEntry {
  id: string;
  type: string;
}

export interface KnownLink {
  id: string;
  merchantId: string;
}

/** Two backend processes on one database, and the log as a writer has it. */
export class Scene {
  private constructor(
    readonly backends: Backend[],
    readonly merchantKey: string,
    readonly db: DataSource,
    readonly log: EventLog,
    private readonly database: TestDatabase,
    private readonly sandbox: Sandbox,
  ) {}

  /** @param env settings of the backends beside the defaults of tests */
  static async start(env: Record<string, string> = {}): Promise<Scene> {
    const [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
    const merchantKey = `log_merchant_${randomBytes(9).toString('hex')}`;
    const backends = await makeBackends(2, {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATA_DIR: tmpdir(),
      MERCHANT_API_KEY: merchantKey,
      STOREFRONT_API_KEY: `log_storefront_${randomBytes(9).toString('hex')}`,
      // Nothing but the writers is to write.
      RECONCILE_INTERVAL_MS: '3600000',
      ...sandbox.env,
      ...env,
    });
    const options = { ...databaseOptions(database.url), extra: { max: 40 } };
    const db = await new DataSource(options).initialize();
    const scene = new Scene(backends, merchantKey, db, new EventLog(db), database, sandbox);
    try {
      // The first brings the schema and the merchant.
      for (const backend of backends) await backend.start();
    } catch (error) {
      await scene.end();
      throw error;
    }
    return scene;
  }

  /** Links made by requests, as many as asked for. */
  async links(count: number): Promise<KnownLink[]> {
    const shop = new Shop(new GraphqlClient(this.backends[0]!.url, this.merchantKey));
    const ids = [];
    for (let i = 0; i < count; i++) ids.push((await shop.anOpenLink()).id);
    return this.db.query<KnownLink[]>(
      'SELECT id, merchant_id AS "merchantId" FROM payment_links WHERE id = ANY ($1::uuid[]) ORDER BY id',
      [ids],
    );
  }

  /** The truth that subscribers are compared with. */
  entries(): Promise<LogEntry[]> {
    return this.db.query<LogEntry[]>('SELECT id, type FROM events ORDER BY xid, seq');
  }

  async end(): Promise<void> {
    await Promise.all(this.backends.map((backend) => backend.stop()));
    await this.db.destroy();
    await this.sandbox.stop();
    await this.database.drop();
  }
}

import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import pg from 'pg';

import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql-client.js';
import type { Sandbox } from '../support/sandbox.js';
import { Shop } from '../support/shop.js';
import { type Backend, makeBackends } from './backends.js';

export interface OrderAtProvider {
  order_id: string;
  status?: string;
  fraud_status?: string;
}

/** What a round happens in: backends, one database, the sandbox. */
export class World {
  /** What ends from now on was meant to. */
  isOver = false;

  private constructor(
    readonly sandbox: Sandbox,
    readonly backends: Backend[],
    readonly merchantKey: string,
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
  ) {}

  /** @param sandbox emptied here; one round at a time */
  static async start(sandbox: Sandbox, backendCount: number): Promise<World> {
    await sandbox.reset();
    const database = await createTestDatabase();
    const merchantKey = `chaos_merchant_${randomBytes(9).toString('hex')}`;
    const backends = await makeBackends(backendCount, {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATA_DIR: tmpdir(),
      MERCHANT_API_KEY: merchantKey,
      STOREFRONT_API_KEY: `chaos_storefront_${randomBytes(9).toString('hex')}`,
      RECONCILE_INTERVAL_MS: '300',
      KLARNA_TIMEOUT_MS: '500',
      ...sandbox.env,
    });
    const pool = new pg.Pool({ connectionString: database.url, max: 4 });
    // Connections that the drop of the database cuts are no news.
    pool.on('error', () => undefined);
    return new World(sandbox, backends, merchantKey, database, pool);
  }

  shopAt(backend: number): Shop {
    return new Shop(new GraphqlClient(this.backends[backend]!.url, this.merchantKey));
  }

  async rows<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, parameters)).rows;
  }

  /** The session whose page is at this address. */
  async sessionAt(redirectUrl: string): Promise<string | null> {
    const [row] = await this.rows<{ session_id: string }>(
      'SELECT session_id FROM hosted_sessions WHERE redirect_url = $1',
      [redirectUrl],
    );
    return row?.session_id ?? null;
  }

  /** The order of the link's newest session as the provider has it; `status` only once it is paid. */
  async newestOrderOf(linkId: string): Promise<OrderAtProvider | undefined> {
    const [row] = await this.rows<{ checkout_order_id: string }>(
      'SELECT checkout_order_id FROM hosted_sessions WHERE payment_link_id = $1 ORDER BY created_at DESC LIMIT 1',
      [linkId],
    );
    const response = await fetch(`${this.sandbox.url}/sandbox/orders`);
    const { orders } = (await response.json()) as { orders: OrderAtProvider[] };
    return orders.find(({ order_id }) => order_id === row?.checkout_order_id);
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.backends.map((backend) => backend.kill()));
    await this.pool.end();
    await this.database.drop();
  }
}

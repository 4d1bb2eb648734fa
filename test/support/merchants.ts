import { createHash, randomBytes } from 'node:crypto';

import type { TestApp } from './app.js';
import type { GraphqlClient } from './graphql-client.js';
import { Shop } from './shop.js';

/** A second merchant in the same installation, with a merchant key of its own. */
export async function anotherShop(app: TestApp): Promise<Shop> {
  const key = `test_other_${randomBytes(12).toString('hex')}`;
  const [merchant] = await app.database.query<{ id: string }>(
    `INSERT INTO merchants (slug, name) VALUES ($1, 'Another shop') RETURNING id`,
    [key],
  );
  await app.database.query(`INSERT INTO api_keys (merchant_id, role, key_hash) VALUES ($1, 'MERCHANT', $2)`, [
    merchant!.id,
    createHash('sha256').update(key).digest(),
  ]);
  return new Shop(app.client(key));
}

/** One more merchant key of the default merchant, which can be revoked. */
export async function aSecondKey(
  app: TestApp,
): Promise<{ key: string; client: GraphqlClient; revoke(): Promise<unknown> }> {
  const key = `test_second_${randomBytes(12).toString('hex')}`;
  const hash = createHash('sha256').update(key).digest();
  await app.database.query(
    `INSERT INTO api_keys (merchant_id, role, key_hash)
     SELECT id, 'MERCHANT', $1 FROM merchants WHERE slug = 'default'`,
    [hash],
  );
  return {
    key,
    client: app.client(key),
    revoke: () => app.database.query('UPDATE api_keys SET revoked_at = now() WHERE key_hash = $1', [hash]),
  };
}

import { createHash, randomBytes } from 'node:crypto';

import type { TestApp } from './app.js';
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

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AppConfig } from '../common/config/app-config.js';

type Keys = Pick<AppConfig, 'MERCHANT_API_KEY' | 'STOREFRONT_API_KEY'>;

/** Fills in the keys that were not given: made once, and kept in DATA_DIR for this user alone. True: some are new. */
export async function fillApiKeys(config: AppConfig): Promise<boolean> {
  if (config.MERCHANT_API_KEY && config.STOREFRONT_API_KEY) return false;
  const file = keysFile(config.DATA_DIR);
  const isNew = !existsSync(file);
  const kept: Keys = isNew ? generated() : (JSON.parse(await readFile(file, 'utf8')) as Keys);
  if (isNew) {
    await mkdir(config.DATA_DIR, { recursive: true });
    await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  config.MERCHANT_API_KEY ??= kept.MERCHANT_API_KEY;
  config.STOREFRONT_API_KEY ??= kept.STOREFRONT_API_KEY;
  return isNew;
}

export function keysFile(dataDir: string): string {
  return join(dataDir, 'api-keys.json');
}

function generated(): Keys {
  const key = (role: string): string => `paylink_${role}_${randomBytes(24).toString('base64url')}`;
  return { MERCHANT_API_KEY: key('merchant'), STOREFRONT_API_KEY: key('storefront') };
}

import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { AppConfig } from '../common/config/app-config.js';

type Keys = Pick<AppConfig, 'MERCHANT_API_KEY' | 'STOREFRONT_API_KEY'>;

/** Fills in the keys that were not given: made once, and kept in DATA_DIR for this user alone. True: some are new. */
export async function fillApiKeys(config: AppConfig): Promise<boolean> {
  if (config.MERCHANT_API_KEY && config.STOREFRONT_API_KEY) return false;
  const file = keysFile(config.DATA_DIR);
  const areNew = !existsSync(file) && (await keepFirst(file, generated()));
  const kept = JSON.parse(await readFile(file, 'utf8')) as Keys;
  config.generatedKeys = (['MERCHANT_API_KEY', 'STOREFRONT_API_KEY'] as const).filter(
    (name) => !config[name],
  );
  for (const name of config.generatedKeys) config[name] = kept[name];
  return areNew;
}

export function keysFile(dataDir: string): string {
  return join(dataDir, 'api-keys.json');
}

/** The file is there whole or not at all, whoever dies, and is that of the first who comes. False: it was not us. */
async function keepFirst(file: string, keys: Keys): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft);
  }
}

function generated(): Keys {
  const key = (role: string): string => `paylink_${role}_${randomBytes(24).toString('base64url')}`;
  return { MERCHANT_API_KEY: key('merchant'), STOREFRONT_API_KEY: key('storefront') };
}

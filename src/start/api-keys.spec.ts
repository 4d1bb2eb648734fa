import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AppConfig } from '../common/config/app-config.js';
import { fillApiKeys, keysFile } from './api-keys.js';

describe('the keys of an installation', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), 'paylink-keys-')), 'data');
  });
  afterEach(() => rm(join(dataDir, '..'), { recursive: true }));

  const config = (given: Partial<AppConfig> = {}): AppConfig =>
    ({ DATA_DIR: dataDir, ...given }) as AppConfig;

  it('are the same for all that start at once, and new to one of them', async () => {
    const configs = Array.from({ length: 10 }, () => config());

    const areNew = await Promise.all(configs.map(fillApiKeys));

    expect(areNew.filter(Boolean)).toHaveLength(1);
    expect(configs[0]!.MERCHANT_API_KEY).toMatch(/^paylink_merchant_[\w-]{32}$/);
    for (const other of configs) expect(other).toEqual(configs[0]);
    expect(await readdir(dataDir)).toEqual(['api-keys.json']);
    expect((await stat(keysFile(dataDir))).mode & 0o777).toBe(0o600);
  });

  it('are those that were given, each for itself', async () => {
    const given = config({ MERCHANT_API_KEY: 'given_given_given' });
    await fillApiKeys(given);

    expect(given).toMatchObject({
      MERCHANT_API_KEY: 'given_given_given',
      STOREFRONT_API_KEY: expect.stringMatching(/^paylink_storefront_/),
      generatedKeys: ['STOREFRONT_API_KEY'],
    });
  });
});

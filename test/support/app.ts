import { randomBytes } from 'node:crypto';

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LogLevel } from '@nestjs/common';

import { readConfig } from '../../src/common/config/app-config.js';
import { createApp } from '../../src/create-app.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { GraphqlClient } from './graphql-client.js';
import { freePort } from './ports.js';
import { type Sandbox, startSandbox } from './sandbox.js';
import { Shop } from './shop.js';

/** A backend with a database and a sandbox of its own, in this process; talk to it over HTTP. */
export interface TestApp {
  url: string;
  nest: NestFastifyApplication;
  database: TestDatabase;
  sandbox: Sandbox;
  /** With the merchant key. */
  merchant: GraphqlClient;
  storefront: GraphqlClient;
  merchantKey: string;
  /** A shop that holds the merchant key. */
  shop: Shop;
  anonymous: GraphqlClient;
  client(token: string): GraphqlClient;
  stop(): Promise<void>;
}

const LOG_LEVELS: LogLevel[] = process.env['TEST_LOG'] ? ['log', 'warn', 'error', 'fatal'] : ['fatal'];

/** @param env settings beside the defaults of tests: a short reconciliation interval and short timeouts */
export async function startApp(env: Record<string, string> = {}): Promise<TestApp> {
  const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
  const key = (role: string): string => `test_${role}_${randomBytes(12).toString('hex')}`;
  const merchantKey = key('merchant');
  const storefrontKey = key('storefront');
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: String(port),
    DATABASE_URL: database.url,
    MERCHANT_API_KEY: merchantKey,
    STOREFRONT_API_KEY: storefrontKey,
    RECONCILE_INTERVAL_MS: '250',
    KLARNA_TIMEOUT_MS: '1500',
    ...sandbox.env,
    ...env,
  });
  const nest = await createApp(config, LOG_LEVELS);
  await nest.listen(port, '127.0.0.1');
  const url = `http://localhost:${port}`;
  const clients: GraphqlClient[] = [];
  const client = (token?: string): GraphqlClient => {
    const made = new GraphqlClient(url, token);
    clients.push(made);
    return made;
  };
  const merchant = client(merchantKey);
  return {
    url,
    nest,
    database,
    sandbox,
    merchant,
    merchantKey,
    shop: new Shop(merchant),
    storefront: client(storefrontKey),
    anonymous: client(),
    client,
    async stop() {
      await Promise.all(clients.map((each) => each.close()));
      await nest.close();
      await sandbox.stop();
      await database.drop();
    },
  };
}

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
  /** What it was started with. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** One more backend of the same installation. */
export interface Neighbour {
  url: string;
  nest: NestFastifyApplication;
  shop: Shop;
  stop(): Promise<void>;
}

const LOG_LEVELS: LogLevel[] = process.env['TEST_LOG'] ? ['log', 'warn', 'error', 'fatal'] : ['fatal'];

/** @param env settings beside the defaults of tests: a short reconciliation interval and short timeouts */
export async function startApp(env: Record<string, string> = {}): Promise<TestApp> {
  const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
  const key = (role: string): string => `test_${role}_${randomBytes(12).toString('hex')}`;
  const merchantKey = key('merchant');
  const storefrontKey = key('storefront');
  const given = {
    NODE_ENV: 'test',
    PORT: String(port),
    DATABASE_URL: database.url,
    MERCHANT_API_KEY: merchantKey,
    STOREFRONT_API_KEY: storefrontKey,
    RECONCILE_INTERVAL_MS: '250',
    KLARNA_TIMEOUT_MS: '1500',
    ...sandbox.env,
    ...env,
  };
  const nest = await listen(given);
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
    env: given,
    async stop() {
      await Promise.all(clients.map((each) => each.close()));
      await nest.close();
      await sandbox.stop();
      await database.drop();
    },
  };
}

/** On the same database, with the same provider and keys, in this process as well. Stop it first. */
export async function startBeside({ env, url: PUBLIC_URL, merchantKey }: TestApp): Promise<Neighbour> {
  const port = await freePort();
  const nest = await listen({ ...env, PORT: String(port), PUBLIC_URL, LISTEN_HOST: '127.0.0.1' });
  const url = `http://localhost:${port}`;
  const merchant = new GraphqlClient(url, merchantKey);
  return {
    url,
    nest,
    shop: new Shop(merchant),
    async stop() {
      await merchant.close();
      await nest.close();
    },
  };
}

async function listen(env: Record<string, string> & { PORT: string }): Promise<NestFastifyApplication> {
  const nest = await createApp(readConfig(env), LOG_LEVELS);
  await nest.listen(Number(env.PORT), '127.0.0.1');
  return nest;
}

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConfigError, readConfig } from '../../src/common/config/app-config.js';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { freePort } from '../support/ports.js';
import { Program } from '../support/program.js';
import { SandboxControls, startSandbox } from '../support/sandbox.js';
import { AMOUNT, Shop } from '../support/shop.js';

interface Keys {
  MERCHANT_API_KEY: string;
  STOREFRONT_API_KEY: string;
}

describe('the program', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'paylink-e2e-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));

  const keysIn = async (folder: string): Promise<Keys> =>
    JSON.parse(await readFile(join(folder, 'api-keys.json'), 'utf8')) as Keys;

  it('keeps links, keys and events when everything is killed at once, and goes on', async () => {
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const program = new Program({
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: dataDir,
      RECONCILE_INTERVAL_MS: '500',
    });
    const sandbox = new SandboxControls(`http://localhost:${sandboxPort}`);
    await program.start();
    try {
      const keys = await keysIn(dataDir);
      const shop = new Shop(new GraphqlClient(`http://localhost:${port}`, keys.MERCHANT_API_KEY));
      const storefront = new Shop(new GraphqlClient(`http://localhost:${port}`, keys.STOREFRONT_API_KEY));
      const open = await storefront.anOpenLink({ reference: 'OPEN' });
      const paid = await shop.anOpenLink({ reference: 'PAID', idempotencyKey: 'paid' });
      await sandbox.consumer(paid.session.id, 'pay');
      await shop.outcome(paid.id);
      await eventually(async () => expect((await shop.link(paid.id)).order.acknowledgedAt).not.toBeNull());
      const before = await shop.events({ first: 500 });
      await untilSandboxHasSaved(dataDir);

      await program.killEverything();
      await program.start();

      const after = await shop.events({ first: 500 });
      expect(after.nodes.slice(0, before.nodes.length)).toEqual(before.nodes);
      expect(await keysIn(dataDir)).toEqual(keys);
      expect(await storefront.link(open.id)).toMatchObject({ url: open.url, status: 'OPEN' });
      expect(await shop.create({ reference: 'PAID', idempotencyKey: 'paid' })).toMatchObject({ id: paid.id });
      expect(await shop.capture({ paymentLinkId: paid.id })).toMatchObject({
        status: 'SUCCEEDED',
        amount: { amount: AMOUNT },
      });
      await sandbox.consumer(open.session.id, 'pay');
      await eventually(async () => expect((await shop.link(open.id)).status).toBe('COMPLETED'));
    } finally {
      await program.stop();
    }
  }, 120_000);

  it('prints addresses, its keys once, and a request that works when pasted', async () => {
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const program = new Program({
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: dataDir,
    });
    await program.start();
    try {
      const keys = await keysIn(dataDir);
      const first = program.stdout;

      expect(first).toContain(`http://localhost:${port}/graphql`);
      expect(first).toContain(String(sandboxPort));
      expect(first).toContain(keys.MERCHANT_API_KEY);
      expect(first).toContain(keys.STOREFRONT_API_KEY);
      const body = /-d '([^']+)'/.exec(first)![1]!;
      const answer = await fetch(`http://localhost:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.MERCHANT_API_KEY}` },
        body,
      });
      expect(await answer.json()).toMatchObject({ data: { createPaymentLink: { status: 'OPEN' } } });
      expect(await program.stop()).toBe(0);

      await program.start();
      expect(program.stdout).not.toContain(keys.MERCHANT_API_KEY);
      expect(program.stdout).not.toContain(keys.STOREFRONT_API_KEY);
    } finally {
      await program.stop();
    }
  }, 120_000);

  it('shares database and sandbox with a second on its folder, which goes on when the first ends', async () => {
    const [port, secondPort, sandboxPort] = [await freePort(), await freePort(), await freePort()];
    const env = { DATA_DIR: dataDir, RECONCILE_INTERVAL_MS: '500' };
    const first = new Program({ ...env, PORT: String(port), SANDBOX_PORT: String(sandboxPort) });
    const second = new Program({ ...env, PORT: String(secondPort), SANDBOX_PORT: String(await freePort()) });
    const sandbox = new SandboxControls(`http://localhost:${sandboxPort}`);
    await first.start();
    try {
      await second.start();
      expect(first.stdout).not.toContain('shared with');
      expect(second.stdout).toContain('shared with the Paylink that runs on');
      expect(second.stdout).toContain(`:${sandboxPort}/`);
      const { MERCHANT_API_KEY } = await keysIn(dataDir);
      const shop = new Shop(new GraphqlClient(`http://localhost:${port}`, MERCHANT_API_KEY));
      const neighbour = new Shop(new GraphqlClient(`http://localhost:${secondPort}`, MERCHANT_API_KEY));
      const [here, there] = [await shop.anOpenLink(), await neighbour.anOpenLink()];
      await sandbox.consumer(here.session.id, 'pay');
      await sandbox.consumer(there.session.id, 'pay');
      await eventually(async () => expect((await neighbour.link(here.id)).status).toBe('COMPLETED'));
      await eventually(async () => expect((await shop.link(there.id)).status).toBe('COMPLETED'));
      const left = await shop.anOpenLink();

      expect(await first.stop()).toBe(0);

      await eventually(() => sandbox.consumer(left.session.id, 'pay'));
      await eventually(async () => expect((await neighbour.link(left.id)).status).toBe('COMPLETED'));
      expect(await second.stop()).toBe(0);
    } finally {
      await first.stop();
      await second.stop();
    }
  }, 120_000);

  it('starts nothing beside itself where it is given a database and a provider', async () => {
    const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
    const sandboxPort = String(await freePort());
    const program = new Program({
      PORT: String(port),
      SANDBOX_PORT: sandboxPort,
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      ...sandbox.env,
    });
    try {
      await program.start();
      const { MERCHANT_API_KEY } = await keysIn(dataDir);
      const shop = new Shop(new GraphqlClient(`http://localhost:${port}`, MERCHANT_API_KEY));

      expect(await shop.create()).toMatchObject({ status: 'OPEN' });
      expect(await program.pids()).toHaveLength(1);
      expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
      await expect(fetch(`http://localhost:${sandboxPort}/sandbox/clock`)).rejects.toThrow();
      expect(await program.stop()).toBe(0);
    } finally {
      await program.stop();
      await sandbox.stop();
      await database.drop();
    }
  }, 60_000);

  it('makes keys beside those of another folder, and shows none of them in production', async () => {
    const [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
    const [port, otherPort] = [await freePort(), await freePort()];
    const { CLOCK_URL, ...provider } = sandbox.env;
    const env = { DATABASE_URL: database.url, ...provider };
    const first = new Program({ ...env, CLOCK_URL: CLOCK_URL!, PORT: String(port), DATA_DIR: dataDir });
    const otherDir = join(dataDir, 'other');
    const other = new Program({
      ...env,
      PORT: String(otherPort),
      DATA_DIR: otherDir,
      NODE_ENV: 'production',
    });
    try {
      await first.start();
      await other.start();

      const [here, there] = [await keysIn(dataDir), await keysIn(otherDir)];
      for (const key of [here.MERCHANT_API_KEY, there.MERCHANT_API_KEY]) {
        const shop = new Shop(new GraphqlClient(`http://localhost:${port}`, key));
        expect(await shop.create()).toMatchObject({ status: 'OPEN' });
      }
      for (const key of Object.values(there)) expect(other.stdout + other.stderr).not.toContain(key);
      expect(other.stdout).toContain(join(otherDir, 'api-keys.json'));
      // As when the terminal is closed.
      expect(await first.stop('SIGHUP')).toBe(0);
    } finally {
      await first.stop();
      await other.stop();
      await sandbox.stop();
      await database.drop();
    }
  }, 60_000);

  const WRONG: [string, Record<string, string>][] = [
    ['PORT', { PORT: 'eighty' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'shop.example' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/paylink' }],
    ['KLARNA_API_URL', { KLARNA_API_URL: 'api.kustom.co', KLARNA_API_KEY: 'kco_test_api_x' }],
    ['KLARNA_API_KEY', { KLARNA_API_URL: 'https://api.playground.kustom.co' }],
    ['KLARNA_TIMEOUT_MS', { KLARNA_TIMEOUT_MS: '-1' }],
    ['SANDBOX_PORT', { SANDBOX_PORT: '70000' }],
    ['MERCHANT_API_KEY', { MERCHANT_API_KEY: 'short' }],
    ['STOREFRONT_API_KEY', { STOREFRONT_API_KEY: 'short' }],
    ['RECONCILE_INTERVAL_MS', { RECONCILE_INTERVAL_MS: 'often' }],
    ['SMTP_URL', { SMTP_URL: 'http://localhost' }],
    ['SMS_URL', { SMS_URL: 'a phone' }],
    ['TERMS_URL', { TERMS_URL: 'terms' }],
    ['EVENT_BUS_URL', { EVENT_BUS_URL: 'ftp://localhost' }],
    ['CLOCK_URL', { CLOCK_URL: 'http://localhost/clock', NODE_ENV: 'production' }],
  ];

  it.each(WRONG)('says in one line that %s is wrong', (name, env) => {
    const message = refusalOf(env);

    expect(message).toContain(name);
    expect(message).not.toContain('\n');
  });

  it.each([WRONG[0]!, WRONG.at(-1)!])('ends with status 1 and that line, for %s', async (_, env) => {
    const program = new Program({ DATA_DIR: dataDir, ...env });

    expect(await program.fail()).toBe(1);
    expect(program.stderr).toBe(`${refusalOf(env)}\n`);
    expect(program.stdout).toBe('');
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  });

  it('ends with status 1 and a line about the database that it cannot use', async () => {
    const [database, port] = await Promise.all([createTestDatabase(), freePort()]);
    const missing = new URL(database.url);
    missing.pathname = '/not_there';
    const REASONS = [
      [missing.href, /^DATABASE_URL: .*"not_there" does not exist\.\n$/],
      [`postgres://localhost:${port}/paylink`, /^DATABASE_URL: .*ECONNREFUSED.*\n$/],
      ['postgres://nowhere.invalid/paylink', /^DATABASE_URL: .*(ENOTFOUND|EAI_AGAIN).*\n$/],
    ] as const;
    try {
      for (const [url, line] of REASONS) {
        const program = new Program({ DATA_DIR: dataDir, DATABASE_URL: url });

        expect(await program.fail()).toBe(1);
        expect(program.stderr).toMatch(line);
      }
    } finally {
      await database.drop();
    }
  }, 60_000);
});

/** What the configuration says to these variables. @throws Error when it takes them */
function refusalOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('they are taken');
}

/** The sandbox writes its file a moment after a change; what the file holds has to be younger than now. */
async function untilSandboxHasSaved(dataDir: string): Promise<void> {
  const since = Date.now() + 250;
  await eventually(async () =>
    expect((await stat(join(dataDir, 'sandbox.json'))).mtimeMs).toBeGreaterThan(since),
  );
}

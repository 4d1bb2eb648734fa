import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Body, Client, om } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, ['--import', '@swc-node/register/esm-register', 'sandbox/src/main.ts'], {
    env: { ...process.env, NODE_OPTIONS: '', SANDBOX_PORT: '0', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });

interface Running {
  child: ChildProcess;
  client: Client;
  info: Body;
  lines: string[];
}

const start = async (env: Record<string, string> = {}): Promise<Running> => {
  const child = run(env);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout! });
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  const info = JSON.parse(lines[0]!);
  return { child, client: new Client(info.listening), info, lines };
};

const end = async (child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
  const gone = once(child, 'exit');
  child.kill(signal);
  return (await gone)[0];
};

const answers = (client: Client): Promise<boolean> =>
  client.get('/sandbox/info').then(
    () => true,
    () => false,
  );

describe('The program', () => {
  it('prints one line of JSON when it listens, and ends at once on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { child, client, info, lines } = await start();
      expect((await client.get('/sandbox/info')).body).toEqual(info);
      expect(await end(child, signal)).toBe(0);
      expect(lines).toHaveLength(1);
    }
  });

  it('ends with its parent when told to', async () => {
    const { child } = await start({ SANDBOX_EXIT_WITH_PARENT: '1' });
    const gone = once(child, 'exit');
    child.stdin!.end();
    expect((await gone)[0]).toBe(0);
  });

  it.each([
    ['SANDBOX_PORT', 'x'],
    ['SANDBOX_SMTP_PORT', '99999'],
    ['SANDBOX_ACCOUNTS', '{}'],
    ['SANDBOX_ACCOUNTS', 'no json'],
  ])('names a wrong %s (%s) and ends with status 1', async (name, value) => {
    const child = run({ [name]: value });
    let text = '';
    child.stderr!.on('data', (chunk) => (text += String(chunk)));
    expect((await once(child, 'exit'))[0]).toBe(1);
    expect(text).toContain(name === 'SANDBOX_ACCOUNTS' ? 'SANDBOX_ACCOUNTS' : name);
  });

  it('takes other accounts', async () => {
    const accounts = JSON.stringify([{ username: 'M1-x', key: 'kco_test_api_m1', name: 'My shop' }]);
    const { child, client } = await start({ SANDBOX_ACCOUNTS: accounts });
    await expect(client.order()).rejects.toThrow('UNAUTHORIZED');
    client.authorization = 'Basic kco_test_api_m1';
    const id = await client.order();
    expect((await client.get(`/checkout/v3/orders/${id}`)).body.name).toBe('My shop');
    await end(child);
  });

  it('keeps its state in a file: orders, sessions, keys, clock and what is to come', async () => {
    const env = { SANDBOX_STATE_FILE: join(folder, 'state.json') };
    const first = await start(env);
    const id = await first.client.paid();
    const open = await first.client.session(await first.client.order());
    const captured = await first.client.post(
      om(id, '/captures'),
      { captured_amount: 100 },
      { 'Klarna-Idempotency-Key': 'k' },
    );
    const pushed = await first.client.paid();
    await first.client.hours(1);
    const seen = await first.client.managed(id);
    await end(first.child);

    const second = await start(env);
    const { client } = second;
    expect(await client.managed(id)).toEqual(seen);
    const again = await client.post(
      om(id, '/captures'),
      { captured_amount: 100 },
      { 'Klarna-Idempotency-Key': 'k' },
    );
    expect(again.headers.get('capture-id')).toBe(captured.headers.get('capture-id'));
    expect((await client.get(`/hpp/v1/sessions/${open.session_id}`)).body.status).toBe('WAITING');
    expect((await client.get(new URL(open.redirect_url).pathname)).status).toBe(200);
    const { now } = (await client.get('/sandbox/clock')).body;
    expect(Date.parse(now) - Date.now()).toBeGreaterThan(59 * 60 * 1000);
    await client.hours(2);
    const { callbacks } = (await client.get('/sandbox/callbacks')).body;
    expect(callbacks.some((each: Body) => each.kind === 'push')).toBe(true);
    expect(pushed).toEqual(expect.any(String));
    await end(second.child);
  });

  it('forgets a key whose work it did not come to', async () => {
    const env = { SANDBOX_STATE_FILE: join(folder, 'keyed.json') };
    const first = await start(env);
    const id = await first.client.paid();
    await first.client.post('/sandbox/faults', [
      { match: 'POST /ordermanagement/v1/orders/*/captures', kind: 'slow', delay_ms: 60_000 },
    ]);
    const capture = (client: Client) =>
      client.post(om(id, '/captures'), { captured_amount: 100 }, { 'Klarna-Idempotency-Key': 'k' });
    const lost = capture(first.client).catch(() => 'no answer');
    const hasCome = async (): Promise<boolean> =>
      (await first.client.get('/sandbox/requests')).body.requests.some((each: Body) =>
        each.path.endsWith('/captures'),
      );
    while (!(await hasCome())) await delay(20);
    await end(first.child);
    expect(await lost).toBe('no answer');

    const second = await start(env);
    await second.client.delete('/sandbox/faults');
    const { status } = await capture(second.client);
    await end(second.child);
    expect(status).toBe(201);
  });

  it('is one for all on a state file: when it is gone, another takes its place, addresses and state', async () => {
    const env = { SANDBOX_STATE_FILE: join(folder, 'shared.json') };
    const all = await Promise.all([start(env), start(env), start(env)]);
    const serving = all.filter(({ info }) => !info.isShared);
    const standingBy = all.filter(({ info }) => info.isShared);
    expect(serving).toHaveLength(1);
    const { child, client, info } = serving[0]!;
    expect(standingBy.map((each) => each.info)).toEqual(Array(2).fill({ ...info, isShared: true }));
    const id = await client.order();

    await end(child);

    while (!(await answers(client))) await delay(50);
    expect((await client.get(`/checkout/v3/orders/${id}`)).body).toMatchObject({ order_id: id });
    expect((await client.get('/sandbox/info')).body).toEqual(info);
    for (const each of standingBy) expect(await end(each.child)).toBe(0);
  });
});

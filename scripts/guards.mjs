// npm run guards: takes away, one at a time and in a copy, each guard that money depends on, and expects the test that
// is named for it to fail. A guard that nothing misses is not guarded.
//   -- --only NAME   this one alone
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/run.mjs';
import { main } from './lib/terminal.mjs';

const TABLES = 'src/common/database/migrations/1764000000000-foundation.ts';
const RUNNER = 'src/modules/operations/operation-runner.ts';
const SERVICE = 'src/modules/operations/operations.service.ts';

/** `test` is a part of the name of the test that must miss the guard. */
const guards = [
  {
    name: "the order's row lock",
    file: 'src/modules/order-management/orders.repository.ts',
    from: "      order: { createdAt: 'DESC' },\n      lock: { mode: 'pessimistic_write' },",
    to: "      order: { createdAt: 'DESC' },",
    spec: 'test/e2e/idempotency.e2e.ts',
    test: 'under eight keys at once captures the whole once',
  },
  {
    name: "the link's row lock",
    file: 'src/common/payment-link-record.ts',
    from: 'ORDER BY id = $1 FOR NO KEY UPDATE',
    to: 'ORDER BY id = $1',
    spec: 'test/e2e/exactly-once.e2e.ts',
    test: 'leaves a log that ends with the state',
  },
  {
    name: 'the unique index: one payable session',
    file: TABLES,
    from: 'CREATE UNIQUE INDEX hosted_sessions_one_payable',
    to: 'CREATE INDEX hosted_sessions_one_payable',
    spec: 'test/integration/database-guards.spec.ts',
    test: 'a second payable session of one link',
  },
  {
    name: 'the unique index: one operation a key',
    file: TABLES,
    from: 'CREATE UNIQUE INDEX operations_client_key',
    to: 'CREATE INDEX operations_client_key',
    spec: 'test/integration/database-guards.spec.ts',
    test: 'one key for two operations of a kind',
  },
  {
    name: 'the constraint: no more captured than authorized',
    file: TABLES,
    from: 'CHECK (captured_minor + remaining_minor <= order_amount_minor)',
    to: 'CHECK (true)',
    spec: 'test/integration/database-guards.spec.ts',
    test: 'more captured than authorized',
  },
  {
    name: 'the lock of a key, for which twins wait',
    file: 'src/modules/operations/operations.repository.ts',
    from: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    to: 'SELECT $1::text',
    spec: 'test/e2e/idempotency.e2e.ts',
    test: 'to create, twenty times at once',
  },
  {
    name: 'the comparison of a key with its input',
    file: SERVICE,
    from: 'if (earlier && earlier.inputHash !== request.inputHash) throw conflict(clientKey!);',
    to: '',
    spec: 'test/e2e/idempotency.e2e.ts',
    test: 'with other input is a conflict',
  },
  {
    name: 'the transaction of the intention',
    file: SERVICE,
    from: 'this.db.transaction((tx) => this.record(tx, mutation, decide))',
    to: 'this.record(this.db.manager, mutation, decide)',
    spec: 'test/e2e/idempotency.e2e.ts',
    test: 'under eight keys at once captures the whole once',
  },
  {
    name: 'the transaction of the result',
    file: RUNNER,
    from: 'return this.db.transaction(async (tx) => {',
    to: 'return (async (work: (tx: EntityManager) => Promise<Operation>) => work(this.db.manager))(async (tx) => {',
    spec: 'test/e2e/money.e2e.ts',
    test: 'whole, without naming an amount',
  },
  {
    name: 'the event in the transaction of its change',
    file: 'src/modules/events/event-log.ts',
    from: 'await tx.query(\n      `INSERT INTO events',
    to: 'void tx;\n    await this.db.query(\n      `INSERT INTO events',
    spec: 'test/e2e/closing.e2e.ts',
    test: 'disables the hosted session first',
  },
  {
    name: "the secret in a callback's address",
    file: 'src/modules/payment-links/callbacks.controller.ts',
    from: 'if (!this.access.isCallbackSecret(linkId, secret)) throw new NotFoundException();',
    to: 'if (!secret) throw new NotFoundException();',
    spec: 'test/e2e/exactly-once.e2e.ts',
    test: "does not believe a callback about somebody else's session",
  },
];

const { values } = parseArgs({ options: { only: { type: 'string' } } });

await main(async () => {
  const chosen = guards.filter(({ name }) => !values.only || name === values.only);
  if (chosen.length === 0) throw new Error(`--only: one of\n${guards.map(({ name }) => name).join('\n')}`);
  await ensureInstalled();
  await ensureBuilt(['backend', 'sandbox']);
  let unmissed = 0;
  for (const [index, guard] of chosen.entries()) {
    const verdict = await tryWithout(guard);
    if (!verdict.isMissed) unmissed++;
    console.log(`${index + 1}/${chosen.length} without ${guard.name}: ${verdict.text}`);
  }
  if (unmissed > 0) throw new Error(`${unmissed} of ${chosen.length} guards are missed by no test.`);
  console.log(`Each of ${chosen.length} guards is missed by its test.`);
});

/** How the named test ends without the guard. */
async function tryWithout({ file, from, to, spec, test }) {
  const copy = await mkdtemp(join(tmpdir(), 'paylink-guards-'));
  try {
    await copyProject(copy);
    const source = await readFile(join(copy, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} does not hold exactly one\n${from}`);
    await writeFile(
      join(copy, file),
      source.replace(from, () => to),
    );
    const ended = (await results(copy, spec, test)).filter(({ fullName }) => fullName.includes(test));
    if (ended.length === 0) throw new Error(`${spec} has no test “${test}”`);
    const failed = ended.find(({ status }) => status === 'failed');
    return failed
      ? { isMissed: true, text: `“${failed.fullName}” fails` }
      : { isMissed: false, text: `“${test}” passes all the same` };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function copyProject(copy) {
  const parts = ['src', 'test', 'sandbox', 'scripts', 'dist', 'dashboard'];
  const files = ['package.json', 'package-lock.json', 'jest.config.mjs', 'tsconfig.json', '.swcrc'];
  for (const part of [...parts, ...files]) await cp(join(root, part), join(copy, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
}

/** The tests of a spec whose names hold the text, with how they ended; a spec that does not even load is an error. */
async function results(cwd, spec, test) {
  const report = join(cwd, 'report.json');
  const pattern = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const args = [jest, '--json', `--outputFile=${report}`, '-t', pattern, '--', spec];
  const options = {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' },
  };
  const child = spawn(process.execPath, args, options);
  await once(child, 'exit');
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (tests.length === 0)
    throw new Error(`${spec} did not run: ${testResults.map(({ message }) => message).join('\n')}`);
  return tests;
}

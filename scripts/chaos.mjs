// npm run chaos: bad days against real processes, and after each a comparison with the provider's truth.
//   -- --rounds N    so many rounds (20)
//   -- --seed N      one round, with the decisions of this seed; with --rounds, the first of them
//   -- --lanes N     so many rounds at a time (1); about one a core
//   -- --kill-at P   a backend dies at this point between two steps, `name` or `name:n`; `each`: at all of them in turn
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/terminal.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    seed: { type: 'string' },
    lanes: { type: 'string' },
    'kill-at': { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? (values.seed ? 1 : 20));
const firstSeed = Number(values.seed ?? 1);
const lanes = Number(values.lanes ?? 1);

await main(async () => {
  if (![rounds, lanes].every((each) => Number.isInteger(each) && each > 0) || !Number.isInteger(firstSeed))
    throw new Error('--rounds, --seed and --lanes take whole numbers');
  await ensureInstalled();
  await ensureBuilt(['backend', 'sandbox']);
  // Starts the database server of the tests; only then can sources in TypeScript be imported.
  const { default: setUp } = await import('../test/global-setup.mjs');
  const { default: tearDown } = await import('../test/global-teardown.mjs');
  await setUp();
  process.once('SIGTERM', () => void tearDown().finally(() => process.exit(143)));
  try {
    await play();
  } finally {
    await tearDown();
  }
});

async function play() {
  const { run } = await import('../test/chaos/run.ts');
  const totals = { requests: 0, paid: 0, captures: 0, refunds: 0, kills: 0, drops: 0 };
  const failed = [];
  const startedAt = Date.now();
  await run({
    rounds,
    firstSeed,
    lanes,
    killAt: values['kill-at'],
    onRound(report, done) {
      for (const name of Object.keys(totals)) totals[name] += report.counts[name];
      if (report.findings.length > 0) tell(report);
      if (report.findings.length > 0) failed.push(report.seed);
      const perRound = (Date.now() - startedAt) / done;
      bar(
        done,
        `seed ${report.seed}, ${(perRound / 1000).toFixed(1)} s a round, ${failed.length} with findings`,
      );
    },
  });
  const sums = Object.entries(totals).map(([name, count]) => `${count} ${name}`);
  console.log(`\n${rounds} rounds, ${failed.length} with findings: ${sums.join(', ')}.`);
  if (failed.length > 0)
    console.log(
      `Seeds with findings: ${failed.join(', ')}. Replay one: npm run chaos -- --seed ${failed[0]}`,
    );
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function tell({ seed, findings, timeline }) {
  const lines = findings.map(({ linkId, text }) => `  ${linkId ?? 'all'}: ${text}`);
  console.log(`\nSeed ${seed}: ${findings.length} findings\n${lines.join('\n')}\n${timeline}\n`);
}

function bar(done, text) {
  const width = 30;
  const full = Math.floor((width * done) / rounds);
  const line = `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${done}/${rounds} ${text}`;
  process.stdout.write(process.stdout.isTTY ? `\r${line}\x1b[K` : `${line}\n`);
}

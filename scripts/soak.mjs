// npm run soak: many writers, and subscribers that drop and resume, at two backends of which one is killed again and
// again while transactions stay open on the side; then what each was told is compared with the log.
//   -- --events N    so many events (5000)
//   -- --seed N      the decisions of writers and subscribers (1)
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main, step } from './lib/terminal.mjs';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});

await main(async () => {
  const [events, seed] = [Number(values.events), Number(values.seed)];
  if (!(events > 0) || !Number.isInteger(seed)) throw new Error('--events and --seed take whole numbers');
  await ensureInstalled();
  await ensureBuilt(['backend', 'sandbox']);
  // Starts the database server of the tests; only then can sources in TypeScript be imported.
  const { default: setUp } = await import('../test/global-setup.mjs');
  const { default: tearDown } = await import('../test/global-teardown.mjs');
  await setUp();
  try {
    await soak(events, seed);
  } finally {
    await tearDown();
  }
});

async function soak(events, seed) {
  const { Scene } = await import('../test/event-log/scene.ts');
  const { run, SUBSCRIBERS, WRITERS } = await import('../test/event-log/run.ts');
  const scene = await Scene.start();
  try {
    const report = await step(`${WRITERS} writers, ${SUBSCRIBERS} subscribers, ${events} events`, () =>
      run(scene, {
        seed,
        events,
        settleLimitMs: 120_000,
        longTransactions: 3,
        inTheMiddle: async () => {
          for (const backend of scene.backends) {
            await backend.kill();
            await backend.start();
          }
        },
      }),
    );
    const { findings, ...counts } = report;
    console.log(findings.join('\n'));
    console.table({ ...counts, 'subscribers told exactly the log': SUBSCRIBERS - findings.length });
    process.exitCode = findings.length > 0 ? 1 : 0;
  } finally {
    await scene.end();
  }
}

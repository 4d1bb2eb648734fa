// npm test: installs, builds what tests start as programs, and runs jest with the arguments given.
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root, runInForeground } from './lib/run.mjs';
import { main } from './lib/terminal.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = await runInForeground([
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    ...process.argv.slice(2),
  ]);
});

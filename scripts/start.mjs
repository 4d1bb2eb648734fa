// npm start: from a fresh clone to a running program. What it does is told in the README, "Running it".
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endWithNpm, root } from './lib/run.mjs';
import { main } from './lib/terminal.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
endWithNpm();
// In this same process: signals and the exit status are the program's own, and nothing is left when it is killed.
process.setSourceMapsEnabled(true);
process.argv[1] = join(root, 'dist', 'main.js');
await import(pathToFileURL(process.argv[1]).href);

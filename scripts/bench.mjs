// npm run bench: runs the benchmarks in bench/, or those named (npm run bench -- orders), and prints a table of each.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/run.mjs';
import { main } from './lib/terminal.mjs';

/**
 * A benchmark is a file of bench/ with `needs`, the parts that must be built, and `run()`, which returns
 * `{ rows, ok }`: the table, and whether it kept to its budget.
 */
await main(async () => {
  const known = readdirSync(join(root, 'bench')).flatMap((file) =>
    file.endsWith('.mjs') ? [basename(file, '.mjs')] : [],
  );
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`No benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  await ensureInstalled();
  for (const name of asked.length > 0 ? asked : known) {
    const { needs, run } = await import(pathToFileURL(join(root, 'bench', `${name}.mjs`)).href);
    await ensureBuilt(needs);
    const { rows, ok } = await run();
    console.log(`\n${name}`);
    console.table(rows);
    if (!ok) {
      console.log(`${name} is over its budget.`);
      process.exitCode = 1;
    }
  }
});

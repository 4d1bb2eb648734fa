// npm run demo: the whole journey of a payment link, against a database, a sandbox and a backend of its own.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/terminal.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  // Only now are the packages there that the journey needs.
  const { journey } = await import('./demo/journey.mjs');
  await journey();
});

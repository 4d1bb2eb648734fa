// npm run build: installs, and builds the backend to dist, the sandbox to sandbox/dist, the dashboard to dashboard/dist.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/terminal.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
});

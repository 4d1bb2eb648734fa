// What other tests start, and the dashboard: only here is it opened.
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import startTestServer from '../global-setup.mjs';

export default async function globalSetup() {
  await ensureBuilt(['dashboard']);
  await startTestServer();
}

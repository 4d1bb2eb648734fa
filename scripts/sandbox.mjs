#!/usr/bin/env node
// npm run sandbox: the provider's stand-in alone; variables SANDBOX_PORT and its other settings: README, "The sandbox".
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ended, endWithNpm, root } from './lib/run.mjs';
import { main } from './lib/terminal.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(['sandbox']);
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'sandbox', 'dist', 'main.js')], {
    env: { ...process.env, SANDBOX_EXIT_WITH_PARENT: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  endWithNpm();
  createInterface(child.stdout).on('line', tell);
  const [status, signal] = await ended(child);
  process.exitCode = signal ? 0 : status;
});

/** The sandbox speaks to programs, in one line of JSON; people get this. */
function tell(line) {
  let addresses;
  try {
    addresses = JSON.parse(line);
  } catch {
    console.log(line);
    return;
  }
  console.log(`
  The sandbox answers as Checkout, Hosted Payment Page and Order Management.

  Provider API  ${addresses.listening}
  Controls      ${addresses.listening}/sandbox
  Console       ${addresses.console}
  Mail (SMTP)   ${addresses.smtp}
  API key       kco_test_api_paylink

  Ctrl-C ends it.
`);
}

import { readConfig, type SandboxConfig } from './config.js';
import { Hold } from './hold.js';
import { startSandbox } from './server.js';
import type { Info } from './world.js';

let keep = (): void => undefined;

function stopWhenTold(): void {
  const stop = (): void => {
    keep();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.env.SANDBOX_EXIT_WITH_PARENT === '1') {
    // A parent that is gone has closed this pipe, however it ended.
    process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
  }
}

/** One line for whoever started this. @param info where the sandbox is; `isShared`: another process serves it */
function tell(info: Info & { isShared?: true }): void {
  process.stdout.write(`${JSON.stringify(info)}\n`);
}

const portOf = (address: string): number => Number(new URL(address).port);

/** Where another sandbox serves the state file, stands by: once that one is gone, it serves at the same addresses. */
async function serve(config: SandboxConfig): Promise<void> {
  const hold = config.stateFile ? new Hold(config.stateFile) : null;
  let other = (await hold?.take()) ?? null;
  const isShared = other !== null;
  if (other) tell({ ...other, isShared: true });
  while (hold && other) {
    config = { ...config, port: portOf(other.listening), smtpPort: portOf(other.smtp) };
    other = await hold.takeAfter();
  }
  const sandbox = await startSandbox(config);
  keep = sandbox.keep;
  hold?.publish(sandbox.info);
  if (!isShared) tell(sandbox.info);
}

try {
  stopWhenTold();
  await serve(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

import { readConfig } from './config.js';
import { startSandbox } from './server.js';

const fail = (error: unknown): never => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
};

try {
  const sandbox = await startSandbox(readConfig(process.env));
  const stop = (): void => {
    sandbox.keep();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.env.SANDBOX_EXIT_WITH_PARENT === '1') {
    // A parent that is gone has closed this pipe, however it ended.
    process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
  }
  process.stdout.write(`${JSON.stringify(sandbox.info)}\n`);
} catch (error) {
  fail(error);
}

import 'reflect-metadata';

import { ConsoleLogger } from '@nestjs/common';

import { type AppConfig, readConfig } from './common/config/app-config.js';
import { createApp } from './create-app.js';
import { fillApiKeys } from './start/api-keys.js';
import { drainable } from './start/drain.js';
import { explain } from './start/explain.js';
import { startSurroundings } from './start/surroundings.js';
import { welcome } from './start/welcome.js';

/** What has been started so far, to be ended in reverse order: the application needs its surroundings to end well. */
const started: (() => Promise<void>)[] = [];

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const areKeysNew = await fillApiKeys(config);
  const surroundings = await startSurroundings(config);
  started.push(() => surroundings.stop());
  const app = await createApp(config, loggerFor(config));
  started.push(() => app.close());
  const drain = drainable(app);
  await app.listen(config.PORT, config.host);
  started.push(drain);
  process.stdout.write(welcome(config, surroundings, areKeysNew));
}

function loggerFor({ NODE_ENV }: AppConfig): ConsoleLogger {
  const isProduction = NODE_ENV === 'production';
  const logLevels = ['warn', 'error', 'fatal', ...(isProduction ? ['log'] : [])] as ('log' | 'warn')[];
  return new ConsoleLogger({ json: isProduction, logLevels });
}

async function stop(): Promise<void> {
  for (const end of started.splice(0).reverse()) await end();
}

/** Before everything runs, a signal waits until it does: half of a start cannot be ended. A second ends at once. */
function stopOnSignal(starting: Promise<void>): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    starting.then(stop).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`Could not end well after ${signal}: ${explain(error)}`);
        process.exit(1);
      },
    );
  };
  // SIGHUP: the terminal was closed, and the database must not run on without us.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
}

const starting = start();
stopOnSignal(starting);
starting.catch(async (error: unknown) => {
  console.error(explain(error));
  await stop();
  process.exit(1);
});

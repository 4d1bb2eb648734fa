import 'reflect-metadata';

import { ConsoleLogger } from '@nestjs/common';

import { type AppConfig, ConfigError, readConfig } from './common/config/app-config.js';
import { EmbeddedPostgresError } from './common/database/embedded-postgres.js';
import { createApp } from './create-app.js';
import { fillApiKeys } from './start/api-keys.js';
import { startSurroundings, type Surroundings } from './start/surroundings.js';
import { welcome } from './start/welcome.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const areKeysNew = await fillApiKeys(config);
  const surroundings = await startSurroundings(config);
  try {
    await serve(config, surroundings, areKeysNew);
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}

async function serve(config: AppConfig, surroundings: Surroundings, areKeysNew: boolean): Promise<void> {
  const isProduction = config.NODE_ENV === 'production';
  const logger = new ConsoleLogger({
    json: isProduction,
    logLevels: isProduction ? ['log', 'warn', 'error', 'fatal'] : ['warn', 'error', 'fatal'],
  });
  const app = await createApp(config, logger);
  await app.listen(config.PORT, '0.0.0.0');
  stopOnSignal(() => app.close(), surroundings);
  process.stdout.write(welcome(config, surroundings, areKeysNew));
}

/** The application first, since it needs its surroundings to end well. A second signal ends at once. */
function stopOnSignal(close: () => Promise<void>, surroundings: Surroundings): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    const ended = close().then(() => surroundings.stop());
    ended.then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`Could not end well after ${signal}:`, error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
  console.error(isExpected ? error.message : error);
  process.exit(1);
});

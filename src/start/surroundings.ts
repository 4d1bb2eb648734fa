import { join } from 'node:path';

import type { AppConfig } from '../common/config/app-config.js';
import { startEmbeddedPostgres } from '../common/database/embedded-postgres.js';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.js';

/** The sandbox's account. */
const SANDBOX_API_KEY = 'kco_test_api_paylink';

/** What the program runs beside itself, because it was given no other. */
export interface Surroundings {
  hasDatabase: boolean;
  sandbox?: Pick<SandboxProcess, 'console' | 'isShared'>;
  stop(): Promise<void>;
}

/** Starts what the configuration leaves to us, and completes the configuration with its addresses. */
export async function startSurroundings(config: AppConfig): Promise<Surroundings> {
  const stops: (() => Promise<void>)[] = [];
  const surroundings: Surroundings = {
    hasDatabase: !config.DATABASE_URL,
    async stop() {
      for (const stop of stops.splice(0).reverse()) await stop();
    },
  };
  try {
    if (!config.DATABASE_URL) {
      const database = await startEmbeddedPostgres({ dataDir: config.DATA_DIR });
      config.DATABASE_URL = database.url;
      stops.push(() => database.stop());
    }
    if (!config.KLARNA_API_URL) {
      const sandbox = await startSandboxProcess(config.SANDBOX_PORT, join(config.DATA_DIR, 'sandbox.json'));
      stops.push(() => sandbox.stop());
      surroundings.sandbox = sandbox;
      useSandbox(config, sandbox);
    }
    return surroundings;
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}

function useSandbox(config: AppConfig, { listening, smtp }: { listening: string; smtp: string }): void {
  config.KLARNA_API_URL = listening;
  config.KLARNA_API_KEY ??= SANDBOX_API_KEY;
  config.SMTP_URL ??= smtp;
  config.SMS_URL ??= `${listening}/sandbox/sms`;
  if (config.NODE_ENV !== 'production') config.CLOCK_URL ??= `${listening}/sandbox/clock`;
}

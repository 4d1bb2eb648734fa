import { Account, defaultAccount, parseAccounts } from './accounts.js';

/** Everything that can be set from outside; all of it optional. */
export interface SandboxConfig {
  /** TCP port; 0 takes any free one. */
  port: number;
  host: string;
  smtpPort: number;
  /** With a seed, ids, faults and delays are the same in every run. */
  seed: string | null;
  /** Where the state is kept between runs; null keeps it in memory only. */
  stateFile: string | null;
  accounts: Account[];
  /** How many provider calls, and how many callbacks, the journals remember. */
  journalSize: number;
}

export const defaults: SandboxConfig = {
  port: 0,
  host: '127.0.0.1',
  smtpPort: 0,
  seed: null,
  stateFile: null,
  accounts: [defaultAccount],
  journalSize: 50_000,
};

type Env = Record<string, string | undefined>;

function port(env: Env, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new Error(`${name} must be a port number`);
  return value;
}

/** Reads the configuration; throws an Error that names the wrong variable. */
export function readConfig(env: Env): SandboxConfig {
  return {
    port: port(env, 'SANDBOX_PORT', 3100),
    host: env.SANDBOX_HOST || defaults.host,
    smtpPort: port(env, 'SANDBOX_SMTP_PORT', 0),
    seed: env.SANDBOX_SEED || null,
    stateFile: env.SANDBOX_STATE_FILE || null,
    accounts: env.SANDBOX_ACCOUNTS ? parseAccounts(env.SANDBOX_ACCOUNTS) : defaults.accounts,
    journalSize: defaults.journalSize,
  };
}

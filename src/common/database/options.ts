import type { DataSourceOptions } from 'typeorm';

import * as migrations from './migrations/index.js';

/** One set of options for the program, the command line tool and the tests. Entities are added by who has them. */
export function databaseOptions(url: string): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url,
    migrations: Object.values(migrations),
    migrationsTransactionMode: 'all',
    // gen_random_uuid() is built in: no extension has to be installed.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    extra: {
      max: 20,
      application_name: 'paylink',
      // A process that freezes in a transaction must not keep its locks from the others; ours take milliseconds.
      idle_in_transaction_session_timeout: 10_000,
    },
  };
}

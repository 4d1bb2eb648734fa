import 'reflect-metadata';
import { DataSource } from 'typeorm';

import { databaseOptions } from './src/common/database/options.js';

/** For the command line tool alone (`npm run typeorm -- migration:run`); the program composes its own. */
export default new DataSource(databaseOptions(process.env.DATABASE_URL ?? 'postgres://localhost/paylink'));

import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';

const logger = new Logger('Unexpected');

/**
 * Puts an error that nobody is expected to handle into the log. Its message and stack alone: what else hangs on it,
 * as the parameters of a query do, may be a consumer's.
 * @param where it was met, in a word
 * @returns the id it has there
 */
export function logUnexpected(error: unknown, where?: string): string {
  const id = randomUUID();
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  logger.error(`${id}${where ? ` ${where}` : ''}: ${said}`);
  return id;
}

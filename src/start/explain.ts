import { ConfigError } from '../common/config/app-config.js';
import { codeOf, isRefused, isUnreachable } from '../common/database/database-errors.js';
import { EmbeddedPostgresError } from '../common/database/embedded-postgres.js';

/**
 * Why the program does not start: a line where it is something to be mended from outside, else the stack alone, since
 * what hangs on an error, as the parameters of a query do, may be a consumer's.
 */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError) return error.message;
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return `PORT=${(error as { port?: number }).port}: something else listens there. End it, or set PORT to another.`;
  if (isUnreachable(error)) return `DATABASE_URL: the database cannot be reached (${code}).`;
  if (isRefused(error)) return `DATABASE_URL: the database refuses to be used: ${error.message}.`;
  return error.stack ?? error.message;
}

import { randomUUID } from 'node:crypto';

import { unwrapResolverError } from '@apollo/server/errors';
import { ForbiddenException, Logger, UnauthorizedException } from '@nestjs/common';
import { GraphQLError, GraphQLFormattedError } from 'graphql';

const logger = new Logger('GraphQL');

/** Codes whose messages were written for clients; everything else is masked. */
const CLIENT_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'INVALID_INPUT',
  'INVALID_CURSOR',
  'CURSOR_EXPIRED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_REJECTED',
  'TOO_COMPLEX',
]);

const UNSTORABLE = 'A text holds U+0000 or half of a surrogate pair, which cannot be kept. Take it out.';

/** What a client may see of a thrown error: a known code as it is, the rest as INTERNAL with an id that is in the log. */
export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  if (cause instanceof UnauthorizedException) return recoded(formatted, cause.message, 'UNAUTHENTICATED');
  if (cause instanceof ForbiddenException) return recoded(formatted, cause.message, 'FORBIDDEN');
  if (isUnstorable(cause)) return recoded(formatted, UNSTORABLE, 'BAD_USER_INPUT');
  const code = String(formatted.extensions?.code ?? '');
  // graphql-js reports a bad document over a socket without a code.
  const isOfTheDocument = error instanceof GraphQLError && !error.originalError && code === '';
  if (CLIENT_CODES.has(code) || isOfTheDocument) {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions: { ...extensions, code: code || 'GRAPHQL_VALIDATION_FAILED' } };
  }
  const id = randomUUID();
  logger.error(`${id} ${formatted.path?.join('.') ?? ''}: ${describe(cause)}`);
  return {
    message: `Something went wrong on our side. It is in the log under ${id}.`,
    locations: formatted.locations,
    path: formatted.path,
    extensions: { code: 'INTERNAL', id },
  };
}

function recoded(formatted: GraphQLFormattedError, message: string, code: string): GraphQLFormattedError {
  return { message, locations: formatted.locations, path: formatted.path, extensions: { code } };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** PostgreSQL keeps neither in a text; every text goes there before anything is done with it. */
function isUnstorable(cause: unknown): boolean {
  const { code = '', detail = '' } = (cause ?? {}) as { code?: string; detail?: string };
  return ['22021', '22P05'].includes(code) || (code === '22P02' && /surrogate/.test(detail));
}

import { unwrapResolverError } from '@apollo/server/errors';
import { ForbiddenException, UnauthorizedException } from '@nestjs/common';
import { GraphQLError, GraphQLFormattedError } from 'graphql';

import { ErrorCode } from './expected-errors.js';
import { logUnexpected } from './unexpected.js';

/** Codes whose messages were written for clients; everything else is masked. */
const CLIENT_CODES = new Set<string>([
  ...Object.values(ErrorCode),
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'INVALID_CURSOR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
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
    const { stacktrace: _, http: __, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions: { ...extensions, code: code || 'GRAPHQL_VALIDATION_FAILED' } };
  }
  const id = logUnexpected(cause, formatted.path?.join('.'));
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

/** PostgreSQL keeps neither in a text; every text goes there before anything is done with it. */
function isUnstorable(cause: unknown): boolean {
  const { code = '', detail = '' } = (cause ?? {}) as { code?: string; detail?: string };
  return ['22021', '22P05'].includes(code) || (code === '22P02' && /surrogate/.test(detail));
}

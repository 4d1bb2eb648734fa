import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Context as SocketContext } from 'graphql-ws';

import { maskError } from './common/errors/mask-errors.js';
import { AccessService, type GraphqlContext, type Principal } from './modules/access/index.js';

/** Set on the socket when it was opened. */
interface SocketExtra {
  principal?: Principal;
  socket: { close(code: number, reason: string): void };
}

const UNAUTHORIZED = 4401;

/** One endpoint, /graphql, over HTTP and over WebSocket (graphql-transport-ws). */
export function graphqlOptions(access: AccessService): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    introspection: true,
    // The landing pages load scripts from elsewhere.
    playground: false,
    includeStacktraceInErrorResponses: false,
    // Bearer keys are not sent by browsers of themselves, so there is nothing to forge.
    csrfPrevention: false,
    formatError: maskError,
    context: (request: FastifyRequest | { extra: SocketExtra }) => contextOf(access, request),
    subscriptions: {
      'graphql-ws': {
        onConnect: (socket: SocketContext) =>
          connect(access, socket as SocketContext<Record<string, unknown>, SocketExtra>),
        ...maskedOverSockets,
      },
    },
  };
}

/** Apollo masks what goes over HTTP alone. Nest hands these on to graphql-ws, though its type names only the second. */
const maskedOverSockets = {
  onError: (_: unknown, __: string, ___: unknown, errors: readonly GraphQLError[]) =>
    errors.map((error) => maskError(error.toJSON(), error)),
  onNext: (_: unknown, __: string, ___: unknown, ____: unknown, result: ExecutionResult) =>
    result.errors && { ...result, errors: result.errors.map((error) => maskError(error.toJSON(), error)) },
};

async function contextOf(
  access: AccessService,
  request: FastifyRequest | { extra: SocketExtra },
): Promise<GraphqlContext> {
  if ('extra' in request) return { principal: request.extra.principal ?? null };
  return { principal: await access.authenticate(request.headers.authorization) };
}

/** A socket without a valid key is closed before anything is said on it. */
async function connect(
  access: AccessService,
  { connectionParams, extra }: SocketContext<Record<string, unknown>, SocketExtra>,
): Promise<boolean> {
  const principal = await access.authenticate(connectionParams?.authorization);
  if (!principal)
    extra.socket.close(UNAUTHORIZED, 'Send {"authorization": "Bearer <key>"} in connection_init');
  else extra.principal = principal;
  return principal !== null;
}

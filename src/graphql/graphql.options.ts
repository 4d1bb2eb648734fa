import type { GraphQLRequestContextDidResolveOperation as Resolving } from '@apollo/server';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';

import { maskError } from '../common/errors/mask-errors.js';
import { AccessService, type GraphqlContext, unauthenticated } from '../modules/access/index.js';
import { MAX_DOCUMENT_TOKENS } from './documents.js';
import { costError } from './request-cost.js';

export const GRAPHQL_PATH = '/graphql';

type Resolved = Resolving<GraphqlContext>;

/** /graphql over HTTP; over sockets it is in graphql.sockets.ts. */
export function graphqlOptions(access: AccessService): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    introspection: true,
    // The landing pages load scripts from elsewhere.
    playground: false,
    includeStacktraceInErrorResponses: false,
    // Bearer keys are not sent by browsers of themselves, so there is nothing to forge.
    csrfPrevention: false,
    parseOptions: { maxTokens: MAX_DOCUMENT_TOKENS },
    formatError: maskError,
    plugins: [{ requestDidStart: async () => ({ didResolveOperation: refuse }) }],
    context: (request: FastifyRequest) => admit(access, request),
  };
}

/** Before a document is so much as read: what the schema says of itself is no field that a guard stands at. */
async function admit(access: AccessService, { headers }: FastifyRequest): Promise<GraphqlContext> {
  const principal = await access.authenticate(headers.authorization);
  if (principal) return { principal };
  throw unauthenticated();
}

/** Before anything is carried out. @throws GraphQLError BAD_REQUEST | TOO_COMPLEX */
async function refuse({ operation, request, ...resolved }: Resolved): Promise<void> {
  const { operationName, variables: variableValues } = request;
  const error = costError({ ...resolved, operationName, variableValues });
  if (error) throw error;
  // Over plain HTTP there is one answer, and a subscription has many.
  if (operation?.operation !== 'subscription') return;
  const message = 'Subscribe over a socket (graphql-transport-ws), or with "Accept: text/event-stream"';
  throw new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

import {
  type DocumentNode,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';

import { introspectionEstimator } from './introspection-cost.js';

/** Several times what the longest pages with all their fields cost. */
const MAX_COST = 100_000;
const estimators = [
  introspectionEstimator,
  fieldExtensionsEstimator(),
  simpleEstimator({ defaultComplexity: 1 }),
];

export interface Request {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null;
  variableValues?: Readonly<Record<string, unknown>> | null;
}

/** An error for the client when one request would keep the process, or the provider, from everybody else's. */
export function costError(request: Request): GraphQLError | null {
  if (!willRun(request)) return null;
  try {
    const cost = costOf(request);
    return cost <= MAX_COST ? null : tooComplex(`costs ${cost}, and at most ${MAX_COST} is taken at a time`);
  } catch (error) {
    // Only a field of it may be wrong, and the others would run.
    if (error instanceof GraphQLError) return tooComplex(`has a cost that cannot be told: ${error.message}`);
    throw error;
  }
}

function tooComplex(reason: string): GraphQLError {
  return new GraphQLError(
    `This request ${reason}. Ask for less of it, or in several requests: shorter pages, fewer QR codes or smaller ones.`,
    { extensions: { code: 'TOO_COMPLEX' } },
  );
}

/** Without its operation, or with variables that do not fit, the execution says so and does nothing. */
function willRun({ schema, document, operationName, variableValues }: Request): boolean {
  const operation = getOperationAST(document, operationName);
  if (!operation) return false;
  const variables = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variableValues });
  return !variables.errors;
}

function costOf({ schema, document, operationName, variableValues }: Request): number {
  return getComplexity({
    schema,
    query: document,
    operationName: operationName ?? undefined,
    variables: { ...variableValues },
    estimators,
  });
}

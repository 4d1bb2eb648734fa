import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';

/** Several times what the longest pages with all their fields cost. */
const MAX_COST = 100_000;
const estimators = [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })];

export interface Request {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null;
  variableValues?: Readonly<Record<string, unknown>> | null;
}

/** An error for the client when one request would keep the process, or the provider, from everybody else's. */
export function costError(request: Request): GraphQLError | null {
  const cost = costOf(request);
  if (cost <= MAX_COST) return null;
  return new GraphQLError(
    `This request costs ${cost}, and at most ${MAX_COST} is taken at a time. Ask for less of it, or in several requests: shorter pages, fewer QR codes or smaller ones.`,
    { extensions: { code: 'TOO_COMPLEX' } },
  );
}

function costOf({ schema, document, operationName, variableValues }: Request): number {
  const variables = { ...variableValues };
  try {
    return getComplexity({
      schema,
      query: document,
      operationName: operationName ?? undefined,
      variables,
      estimators,
    });
  } catch (error) {
    // Variables that do not fit: the execution says so, and does nothing.
    if (error instanceof GraphQLError) return 0;
    throw error;
  }
}

import { getNullableType, isListType } from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity';

/** How many stand where a list of our schema is asked for: on average, since one is long where the others are empty. */
const IN_A_LIST = 3;
const SIZES: Record<string, number> = {
  types: 100,
  // One type, chosen by whoever asks, so that its lists may be the longest.
  __type: 10,
  queryType: 10,
  mutationType: 10,
  subscriptionType: 10,
};

/** What the schema says of itself: nobody reads it anywhere, but hundreds of times over it fills the memory. */
export const introspectionEstimator: ComplexityEstimator = ({ type, field, childComplexity }) => {
  if (![type.name, field.name].some((name) => name.startsWith('__'))) return undefined;
  const size = SIZES[field.name] ?? (isListType(getNullableType(field.type)) ? IN_A_LIST : 1);
  return 1 + size * childComplexity;
};

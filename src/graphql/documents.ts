import { type DocumentNode, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';

/** Beyond this a document is no longer a request that a client of ours would make. */
export const MAX_DOCUMENT_TOKENS = 5_000;

const KEPT_DOCUMENTS = 200;
const KEPT_LENGTH = 10_000;

const kept = new Map<string, DocumentNode>();
const faults = new WeakMap<DocumentNode, readonly GraphQLError[]>();

/** Parses once what thousands subscribe with. @throws GraphQLError when it is no GraphQL */
export function parseDocument(query: string): DocumentNode {
  const known = kept.get(query);
  if (known) return known;
  const document = parse(query, { maxTokens: MAX_DOCUMENT_TOKENS });
  if (query.length <= KEPT_LENGTH) kept.set(query, document);
  if (kept.size > KEPT_DOCUMENTS) kept.delete(kept.keys().next().value!);
  return document;
}

/** Against the one schema that this process serves. */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  let found = faults.get(document);
  if (!found) faults.set(document, (found = validate(schema, document)));
  return found;
}

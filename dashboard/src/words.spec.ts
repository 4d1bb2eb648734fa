import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';

import { DISTRIBUTION_METHOD, DISTRIBUTION_STATUS, OPERATION_STATUS, SESSION_STATUS } from './words.js';

it.each([
  ['DistributionStatus', DISTRIBUTION_STATUS],
  ['DistributionMethod', DISTRIBUTION_METHOD],
  ['OperationStatus', OPERATION_STATUS],
  ['SessionStatus', SESSION_STATUS],
])('there are words for every %s that the API knows', async (name, words) => {
  const schema = buildSchema(await readFile(join(import.meta.dirname, '../../src/schema.gql'), 'utf8'));
  const type = schema.getType(name);
  const known = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
  expect(Object.keys(words).sort()).toEqual(known.sort());
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { GraphQLSchemaHost } from '@nestjs/graphql';
import { buildSchema, findBreakingChanges, lexicographicSortSchema, printSchema } from 'graphql';

import { startApp, type TestApp } from './support/app.js';

const SCHEMA = join(import.meta.dirname, '../src/schema.gql');
const CONTRACT = join(import.meta.dirname, 'contract.graphql');

describe('the served schema', () => {
  let app: TestApp;
  let served: string;

  beforeAll(async () => {
    app = await startApp();
    served = printSchema(lexicographicSortSchema(app.nest.get(GraphQLSchemaHost).schema));
  });
  afterAll(() => app.stop());

  it('is the committed src/schema.gql', async () => {
    if (process.env['UPDATE_SCHEMA']) await writeFile(SCHEMA, `${served}\n`);
    // After an intended change: UPDATE_SCHEMA=1 npm test -- test/schema.spec.ts
    expect(`${served}\n`).toBe(await readFile(SCHEMA, 'utf8'));
  });

  it('keeps every name and type of the contract', async () => {
    const contract = buildSchema(await readFile(CONTRACT, 'utf8'));
    expect(findBreakingChanges(contract, buildSchema(served))).toEqual([]);
  });
});

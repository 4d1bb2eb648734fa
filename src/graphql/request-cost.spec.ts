import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';

import { costError } from './request-cost.js';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../schema.gql'), 'utf8'));
const errorOf = (query: string) => costError({ schema, document: parse(query) });

const often = (field: string, count = 95): string =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

describe('what the schema says of itself', () => {
  const FULL = getIntrospectionQuery({
    descriptions: true,
    schemaDescription: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    inputValueDeprecation: true,
    oneOf: true,
  });

  it('is told whole, as tools ask for it', () => {
    expect(errorOf(FULL)).toBeNull();
  });

  it.each([
    ['types', `{ __schema { ${often('types { ...T }')} } } fragment T on __Type { ${often('name')} }`],
    [
      'their fields',
      `{ __schema { types { ${often('fields { ...F }')} } } } fragment F on __Field { ${often('name')} }`,
    ],
    [
      'the fields of one type and of the types of those',
      `{ ${often('__type(name: "PaymentLink") { fields { type { fields { ...F } } } }', 20)} }
       fragment F on __Field { ${often('name')} }`,
    ],
    [
      'what mutations give',
      `{ __schema { mutationType { ${often('fields { type { ofType { possibleTypes { ...T } } } }', 20)} } } }
       fragment T on __Type { ${often('name')} }`,
    ],
  ])('is not told over and over: %s', (_, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
    expect(errorOf(query)).toMatchObject({ extensions: { code: 'TOO_COMPLEX' } });
  });
});

import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';

/** A string with a meaning. What the meaning demands is checked with the other input, so that faults come together. */
function stringScalar(
  name: string,
  description: string,
  specifiedByURL?: string,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string') return value;
    throw new GraphQLError(`${name} is a string, not ${JSON.stringify(value)}`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    serialize: String,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}

export const CurrencyCodeScalar = stringScalar('CurrencyCode', 'ISO 4217, three capitals: SEK.');
export const CountryCodeScalar = stringScalar('CountryCode', 'ISO 3166-1 alpha-2, two capitals: SE.');
export const LocaleScalar = stringScalar('Locale', 'BCP 47, language and region: sv-SE.');
export const UrlScalar = stringScalar('URL', 'An absolute http or https address.');
export const EmailAddressScalar = stringScalar('EmailAddress', 'An e-mail address: name@example.com.');
export const PhoneNumberScalar = stringScalar(
  'PhoneNumber',
  'A telephone number, best in E.164: +46700000000.',
);
export const CursorScalar = stringScalar(
  'Cursor',
  "Opaque, ordered position in the merchant's event log. Resuming after a cursor yields every later event, once, in order. `start` stands before the first event that is kept. A cursor that later events were dropped after, by age, is refused with CURSOR_EXPIRED.",
);

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, ISO 8601 with an offset or Z: 2026-11-24T08:00:00.000Z.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: (value) => parseInstant(value),
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : null),
});

export { GraphQLJSONObject as JSONObjectScalar };

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function parseInstant(value: unknown): Date {
  const [, day] = (typeof value === 'string' && INSTANT.exec(value)) || [];
  const date = new Date(day && isOfCalendar(day) ? (value as string) : NaN);
  if (!Number.isNaN(date.getTime())) return date;
  throw new GraphQLError(
    `DateTime is ISO 8601 with an offset or Z, like 2026-11-24T08:00:00Z, not ${JSON.stringify(value)}`,
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  );
}

/** JavaScript takes 31 February for 3 March. */
function isOfCalendar(day: string): boolean {
  const midnight = new Date(`${day}T00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

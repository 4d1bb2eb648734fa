import {
  ExpectedError,
  InvalidInput,
  ProviderRejected,
  ReferenceTaken,
} from '../../common/errors/expected-errors.js';

/** The errors that an item of a batch can end with, by the name under which they are stored. */
const TYPES = { InvalidInput, ProviderRejected, ReferenceTaken };

/** As JSON, to be given again with every later answer. */
export function storedRefusal(error: ExpectedError): Record<string, unknown> {
  return { ...error, type: error.constructor.name };
}

export function refusalFrom({ type, ...fields }: Record<string, unknown>): ExpectedError {
  const { prototype } = TYPES[type as keyof typeof TYPES];
  return Object.assign(Object.create(prototype) as ExpectedError, fields);
}

export function canBeStored(error: ExpectedError): boolean {
  return Object.values(TYPES).some((type) => error instanceof type);
}

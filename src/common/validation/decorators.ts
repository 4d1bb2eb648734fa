import {
  buildMessage,
  IsOptional,
  ValidateBy,
  ValidationArguments,
  ValidationOptions,
} from 'class-validator';
import { isValidPhoneNumber } from 'libphonenumber-js';

import { textFault } from './plain-text.js';

/** Placeholders that are filled in when the consumer is sent there. */
const PLACEHOLDERS = /\{\{(session_id|order_id)\}\}/g;

/** An absolute http(s) address of at most 2000 characters; `{{session_id}}` and `{{order_id}}` may stand in it. */
export function IsWebAddress(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isWebAddress',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' && value.length <= 2000 && isWebAddress(value),
        defaultMessage: buildMessage(
          (each) =>
            `${each}Give an absolute http or https address of at most 2000 characters, without spaces around it or line breaks.`,
          options,
        ),
      },
    },
    options,
  );
}

/** What URL itself would leave out of an address. */
const NO_PART_OF_IT = /^\s|\p{Cc}|\s$/u;

function isWebAddress(value: string): boolean {
  if (NO_PART_OF_IT.test(value)) return false;
  const address = value.replace(PLACEHOLDERS, 'x');
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}

/** Text that the provider takes: no markup, not longer than this. Optional. */
export function IsPlainText(maxLength: number, options?: ValidationOptions): PropertyDecorator {
  const fault = (value: unknown) =>
    typeof value === 'string' ? textFault(value, maxLength, 0) : 'Give plain text.';
  const isPlain = ValidateBy(
    {
      name: 'isPlainText',
      validator: {
        validate: (value: unknown) => fault(value) === null,
        defaultMessage: (args) => fault(args?.value) ?? '',
      },
    },
    options,
  );
  return (target, property) => {
    IsOptional()(target, property);
    isPlain(target, property);
  };
}

/** Another value than that of the field named. */
export function DiffersFrom(field: string, options: ValidationOptions): PropertyDecorator {
  const differs = (value: unknown, args?: ValidationArguments): boolean =>
    value !== (args!.object as Record<string, unknown>)[field];
  return ValidateBy({ name: 'differsFrom', validator: { validate: differs } }, options);
}

/** A telephone number with its country's prefix, or of the country in the field named. */
export function IsPhone(countryField?: string, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isPhone',
      validator: {
        validate: (value: unknown, args) => {
          const country = countryField ? (args?.object as Record<string, unknown>)[countryField] : undefined;
          return typeof value === 'string' && isValidPhoneNumber(value, country as never);
        },
        defaultMessage: () => 'Give a telephone number with the prefix of its country, such as +46701234567.',
      },
    },
    options,
  );
}

import { ValidateBy } from 'class-validator';

import { normalizePhone } from '../phone.js';

/**
 * What both providers take as a name (46elks.com/kb/text-sender-id, twilio.com/docs/glossary/what-alphanumeric-sender-id):
 * letters and digits of ASCII, the first a letter; blanks within.
 */
const NAME = /^[a-z][a-z0-9 ]{1,9}[a-z0-9]$/i;

/** The sender of text messages as it is kept: a name, or a number in E.164; null where it is neither. */
export function smsSenderOf(given: string): string | null {
  return NAME.test(given) ? given : normalizePhone(given);
}

export function IsSmsSender(): PropertyDecorator {
  return ValidateBy({
    name: 'isSmsSender',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && smsSenderOf(value) !== null,
      defaultMessage: () =>
        'Give 3 to 11 letters (A to Z) and digits, a letter first, or a number with the prefix of its country, such as +46701234567.',
    },
  });
}

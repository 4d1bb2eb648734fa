import { isObject, Json, known } from '../check.js';
import { addressLengths, lines, lineTypes } from './schema.js';

/** What Order Management has fields for, of what a checkout order says (the two official descriptions). */

/** Lines without shipping attributes; a subscription is known by its name, and a type from a list. */
export function managedLines(given: Json[]): Json[] {
  return known(lines, given).map((line) => {
    const kept = { ...line };
    if (isObject(line.subscription) && line.subscription.name === undefined) delete kept.subscription;
    if (!lineTypes.includes(String(line.type))) delete kept.type;
    return kept;
  });
}

/** An address with its street in one line, and each field as long as it may be. */
export function managedAddress(given: Json): Json {
  const { street_name, street_number, house_extension } = given;
  const street = [street_name, street_number, house_extension].filter(Boolean).join(' ');
  const address: Json = { ...(street && { street_address: street }), ...given };
  return Object.fromEntries(
    Object.entries(addressLengths)
      .filter(([name]) => typeof address[name] === 'string')
      .map(([name, length]) => [name, (address[name] as string).slice(0, length)]),
  );
}

import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * The number in E.164 (+46701234567), or null where it cannot be one. Only its length is judged: number ranges
 * are opened faster than tables of them are updated.
 * @param country ISO 3166 alpha-2; of numbers written without their country code
 */
export function normalizePhone(raw: string, country?: string | null): string | null {
  const region = country?.toUpperCase();
  const number = parsePhoneNumberFromString(raw, {
    defaultCountry: region && isSupportedCountry(region) ? region : undefined,
    extract: false,
  });
  return number?.isPossible() && !number.ext ? number.number : null;
}

import { parsePhoneNumberFromString } from 'libphonenumber-js';

import { DistributionMethod, RecipientInput } from './distribution.model.js';
import { normalizePhone } from './phone.js';

/** Where a link is sent, as it is recorded: `to` is an e-mail address or a number in E.164. */
export interface DistributionRequest {
  method: DistributionMethod;
  to: string;
  /** ISO 3166, for the provider's SMS. */
  phoneCountry?: string;
  /** The how manieth reminder of its link this is; absent: somebody asked for it. */
  reminder?: number;
}

/** @param recipient already checked */
export function distributionRequest({
  method,
  email,
  phone,
  phoneCountry,
}: RecipientInput): DistributionRequest {
  if (method === DistributionMethod.EMAIL || method === DistributionMethod.PROVIDER_EMAIL)
    return { method, to: email! };
  const to = normalizePhone(phone!, phoneCountry) ?? phone!;
  return { method, to, phoneCountry: phoneCountry ?? parsePhoneNumberFromString(to)?.country };
}

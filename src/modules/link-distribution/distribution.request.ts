import { parsePhoneNumberFromString } from 'libphonenumber-js';

import type { InputFault } from '../../common/errors/expected-errors.js';
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
  if (isEmail(method)) return { method, to: email! };
  const to = normalizePhone(phone!, phoneCountry) ?? phone!;
  return { method, to, phoneCountry: phoneCountry ?? parsePhoneNumberFromString(to)?.country };
}

/** The rule of how soon a link goes to the same recipient again would not see those of one call. Takes unchecked input. */
export function repeatedRecipientFaults(recipients: RecipientInput[] | null | undefined): InputFault[] {
  const firsts = new Map<string, number>();
  return (recipients ?? []).flatMap((recipient, index) => {
    if (!(isEmail(recipient.method) ? recipient.email : recipient.phone)) return [];
    const to = distributionRequest(recipient).to.toLowerCase();
    const first = firsts.get(to);
    if (first === undefined) {
      firsts.set(to, index);
      return [];
    }
    return [{ path: `send.${index}`, message: `Leave it out: send.${first} has the same recipient.` }];
  });
}

const isEmail = (method: DistributionMethod): boolean =>
  method === DistributionMethod.EMAIL || method === DistributionMethod.PROVIDER_EMAIL;

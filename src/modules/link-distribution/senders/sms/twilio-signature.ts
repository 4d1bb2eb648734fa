import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * How Twilio signs a form that it posts (twilio.com/docs/usage/webhooks/webhooks-security): HMAC-SHA1 with the account's
 * token over the address, followed by each field's name and value in the order of the names; in Base64.
 * @param url exactly as Twilio was given it
 */
export function twilioSignature(token: string, url: string, form: Record<string, string>): string {
  const fields = Object.keys(form).sort();
  const signed = url + fields.map((name) => name + form[name]).join('');
  return createHmac('sha1', token).update(signed, 'utf8').digest('base64');
}

/** Whether the form comes from Twilio, which signs the address with or without its port. @param signature X-Twilio-Signature */
export function isTwilioSignature(
  token: string,
  url: string,
  form: Record<string, string>,
  signature: string | undefined,
): boolean {
  const given = Buffer.from(signature ?? '');
  return [url, withPort(url), withoutPort(url)].some((address) => {
    const expected = Buffer.from(twilioSignature(token, address, form));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}

const HOST = /^(https?:\/\/[^/:]+)(:\d+)?/;

function withPort(url: string): string {
  return url.replace(HOST, (_, host: string, port?: string) => {
    return `${host}${port ?? (host.startsWith('https') ? ':443' : ':80')}`;
  });
}

function withoutPort(url: string): string {
  return url.replace(HOST, '$1');
}

import type { DeliveryReport } from '../../reports/delivery-report.js';

export interface Sms {
  /** What the phone shows as the sender: up to 11 letters and digits, or a number. Null: what SMS_URL says. */
  from: string | null;
  /** E.164. */
  to: string;
  text: string;
  /** Where the provider tells how the message fared. */
  reportUrl: string;
}

/** A form that a provider has posted to a message's `reportUrl`. */
export interface SmsReportRequest {
  url: string;
  headers: Record<string, string | undefined>;
  form: Record<string, string>;
}

export interface SmsRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What became of a message. `refused`: will be refused again; `later`: certainly not sent, may be tried again. */
export type SmsVerdict = 'taken' | 'refused' | 'later' | 'unknown';

/** How one SMS provider is spoken to. Pure: how requests are sent and fail is the sender's matter. */
export interface SmsGateway {
  /** For people, in failures. */
  readonly name: string;
  request(sms: Sms): SmsRequest;
  judge(status: number, body: string): { verdict: SmsVerdict; reason?: string };
  /** Null: it says nothing of how the message fared. Without it, the provider tells nothing later. */
  readReport?(request: SmsReportRequest): DeliveryReport | 'forged' | null;
}

/** What an HTTP status says where the provider does not say more. */
export function verdictOf(status: number): SmsVerdict {
  if (status >= 200 && status < 300) return 'taken';
  if (status === 429) return 'later';
  return status >= 500 || status === 408 ? 'unknown' : 'refused';
}

/** Bad credentials and an empty account are put right by the merchant: messages wait for that. */
export function verdictOfAccount(status: number): SmsVerdict {
  return [401, 402, 403].includes(status) ? 'later' : verdictOf(status);
}

/** Where neither the merchant nor SMS_URL says who sends. */
export const DEFAULT_SENDER = 'Paylink';

/** The provider's address, account and sender in SMS_URL: `twilio://user:password@host?from=…`; http for loopback hosts only. */
export function readAccount(url: string): {
  base: string;
  authorization: string;
  user: string;
  secret: string;
  from: string;
  /** Nothing, where the provider cannot reach the address: it would refuse the message for that. */
  reports(field: string, reportUrl: string): Record<string, string>;
} {
  // Only http addresses are taken apart alike by all versions of the URL parser.
  const { username, password, host, hostname, searchParams } = new URL(url.replace(/^\w+:/, 'https:'));
  const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  const isHere = isLoopback(hostname);
  return {
    base: `${isHere ? 'http' : 'https'}://${host}`,
    authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
    user,
    secret,
    from: searchParams.get('from')?.replace(/^ /, '+') || DEFAULT_SENDER,
    reports: (field, reportUrl) =>
      isHere || !isLoopback(new URL(reportUrl).hostname) ? { [field]: reportUrl } : {},
  };
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

export function formRequest(url: string, authorization: string, fields: Record<string, string>): SmsRequest {
  return {
    url,
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}

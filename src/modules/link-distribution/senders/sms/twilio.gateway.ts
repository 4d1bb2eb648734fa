import type { DeliveryReport } from '../../reports/delivery-report.js';
import { formRequest, readAccount, type SmsGateway, verdictOf, verdictOfAccount } from './sms.gateway.js';
import { isTwilioSignature } from './twilio-signature.js';

/** Said in our words: Twilio's own messages repeat the number (twilio.com/docs/api/errors). */
const REASONS: Record<number, string> = {
  20003: 'the account or its token is wrong',
  21211: 'the number is not valid',
  21408: 'the account may not send to this country',
  21610: 'the recipient has replied STOP',
  21614: 'the number takes no text messages',
  21617: 'the text is too long',
  30003: 'the phone could not be reached',
  30004: 'the recipient blocks messages, or their operator does',
  30005: 'the number is not in use',
  30006: 'the number is a landline, or its operator cannot be reached',
  30007: 'an operator has filtered it out',
  30008: 'the operator gave no reason',
};

/** Message statuses (twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks). */
const TAKEN = ['accepted', 'scheduled', 'queued', 'sending', 'sent', 'partially_delivered'];
const DELIVERED = ['delivered', 'read'];
const UNDELIVERED = ['undelivered', 'failed', 'canceled'];

/**
 * Twilio (twilio.com/docs/messaging/api/message-resource): `twilio://ACCOUNT_SID:AUTH_TOKEN@api.twilio.com?from=…`,
 * where `from` is a number, a name, or a messaging service (MG…). Its reports carry MessageStatus and ErrorCode
 * (twilio.com/docs/messaging/guides/track-outbound-message-status), and are signed with the token.
 */
export function twilioGateway(address: string): SmsGateway {
  const account = readAccount(address);
  const url = `${account.base}/2010-04-01/Accounts/${encodeURIComponent(account.user)}/Messages.json`;
  return {
    name: 'Twilio',
    request: (sms) => {
      const from = sms.from ?? account.from;
      const sender = /^MG[0-9a-f]{32}$/i.test(from) ? 'MessagingServiceSid' : 'From';
      return formRequest(url, account.authorization, {
        ...{ To: sms.to, [sender]: from, Body: sms.text },
        ...account.reports('StatusCallback', sms.reportUrl),
      });
    },
    judge(status, body) {
      const { code, status: messageStatus } = parse(body);
      // Taken is what was made with 201; a message may be made and have failed at once.
      if (status >= 200 && status < 300)
        return { verdict: messageStatus === 'failed' ? 'refused' : verdictOf(status) };
      return { verdict: verdictOfAccount(status), reason: code === undefined ? undefined : reasonOf(code) };
    },
    readReport({ url: calledUrl, headers, form }) {
      const signature = headers['x-twilio-signature'];
      return isTwilioSignature(account.secret, calledUrl, form, signature) ? reportOf(form) : 'forged';
    },
  };
}

function reportOf({ MessageStatus = '', ErrorCode }: Record<string, string>): DeliveryReport | null {
  if (TAKEN.includes(MessageStatus)) return { state: 'taken' };
  if (DELIVERED.includes(MessageStatus)) return { state: 'delivered' };
  if (!UNDELIVERED.includes(MessageStatus)) return null;
  const why = ErrorCode ? ` (${reasonOf(Number(ErrorCode))})` : '';
  return { state: 'undelivered', reason: `Twilio: ${MessageStatus}${why}` };
}

function reasonOf(code: number): string {
  return [code, REASONS[code]].filter(Boolean).join(', ');
}

function parse(body: string): { code?: number; status?: string | number } {
  try {
    return (JSON.parse(body) ?? {}) as { code?: number; status?: string | number };
  } catch {
    return {};
  }
}

import { formRequest, readAccount, type SmsGateway, verdictOf, verdictOfAccount } from './sms.gateway.js';

/** Said in our words: Twilio's own messages repeat the number (twilio.com/docs/api/errors). */
const REASONS: Record<number, string> = {
  20003: 'the account or its token is wrong',
  21211: 'the number is not valid',
  21408: 'the account may not send to this country',
  21610: 'the recipient has replied STOP',
  21614: 'the number takes no text messages',
  21617: 'the text is too long',
};

/**
 * Twilio (twilio.com/docs/messaging/api/message-resource): `twilio://ACCOUNT_SID:AUTH_TOKEN@api.twilio.com?from=…`,
 * where `from` is a number, a name, or a messaging service (MG…).
 */
export function twilioGateway(address: string): SmsGateway {
  const account = readAccount(address);
  const url = `${account.base}/2010-04-01/Accounts/${encodeURIComponent(account.user)}/Messages.json`;
  return {
    name: 'Twilio',
    request: (sms) => {
      const from = account.from ?? sms.from;
      const sender = /^MG[0-9a-f]{32}$/i.test(from) ? 'MessagingServiceSid' : 'From';
      return formRequest(url, account.authorization, { To: sms.to, [sender]: from, Body: sms.text });
    },
    judge(status, body) {
      const { code, status: messageStatus } = parse(body);
      // Taken is what was made with 201; a message may be made and have failed at once.
      if (status >= 200 && status < 300)
        return { verdict: messageStatus === 'failed' ? 'refused' : verdictOf(status) };
      const reason = code === undefined ? undefined : [code, REASONS[code]].filter(Boolean).join(', ');
      return { verdict: verdictOfAccount(status), reason };
    },
  };
}

function parse(body: string): { code?: number; status?: string | number } {
  try {
    return (JSON.parse(body) ?? {}) as { code?: number; status?: string | number };
  } catch {
    return {};
  }
}

import { DEFAULT_SENDER, type SmsGateway, verdictOf } from './sms.gateway.js';

/** Any address that takes `{from, to, text}` as JSON. */
export function webhookGateway(url: string): SmsGateway {
  return {
    name: 'SMS gateway',
    request: ({ from, to, text }) => ({
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: from ?? DEFAULT_SENDER, to, text }),
    }),
    judge: (status) => ({ verdict: verdictOf(status) }),
  };
}

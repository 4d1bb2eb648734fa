import { formRequest, readAccount, type SmsGateway, verdictOfAccount } from './sms.gateway.js';

/** 46elks (46elks.com/docs/send-sms): `elks://API_USERNAME:API_PASSWORD@api.46elks.com?from=…`. */
export function elksGateway(address: string): SmsGateway {
  const account = readAccount(address);
  return {
    name: '46elks',
    request: ({ from, to, text }) =>
      formRequest(`${account.base}/a1/sms`, account.authorization, {
        from: account.from ?? from,
        to,
        message: text,
      }),
    judge: (status) => ({ verdict: verdictOfAccount(status) }),
  };
}

import { formRequest, readAccount, type SmsGateway, verdictOfAccount } from './sms.gateway.js';

/**
 * 46elks (46elks.com/docs/send-sms): `elks://API_USERNAME:API_PASSWORD@api.46elks.com?from=…`. Its reports
 * (46elks.com/docs/sms-delivery-reports) are not signed, and come again until they are answered with 200 to 204.
 */
export function elksGateway(address: string): SmsGateway {
  const account = readAccount(address);
  return {
    name: '46elks',
    request: ({ from, to, text, reportUrl }) =>
      formRequest(`${account.base}/a1/sms`, account.authorization, {
        from: from ?? account.from,
        to,
        message: text,
        ...account.reports('whendelivered', reportUrl),
      }),
    judge: (status) => ({ verdict: verdictOfAccount(status) }),
    readReport({ form: { status } }) {
      if (status === 'failed') return { state: 'undelivered', reason: '46elks: not delivered' };
      if (status === 'delivered') return { state: 'delivered' };
      return status === 'sent' ? { state: 'taken' } : null;
    },
  };
}

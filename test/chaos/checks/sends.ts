import type { Finding } from '../diary.js';
import { type Check, groupBy } from './check.js';

/** Nobody gets one message twice; what is told as sent has left, and what is told as failed has not. */
export const checkSends: Check = ({ state, truth }) => {
  const findings: Finding[] = [];
  const mailTo = groupBy(truth.mail, ({ to }) => to);
  for (const operation of state.operations) {
    if (operation.kind !== 'SEND_LINK' || operation.input.method !== 'EMAIL') continue;
    const to = operation.input.to as string;
    const mails = mailTo.get(to)?.length ?? 0;
    const find = (text: string): void =>
      void findings.push({ linkId: operation.payment_link_id, text: `${text} (${to})` });
    if (mails > 1) find(`one message was mailed ${mails} times`);
    if (operation.status === 'SUCCEEDED' && mails === 0) find('a message is told as sent, and was not');
    if (['REJECTED', 'ABANDONED', 'REFUSED'].includes(operation.status) && mails > 0)
      find(`a message is ${operation.status}, and was sent`);
  }
  return findings;
};

import type { Finding, Sent } from '../diary.js';
import { type Check, groupBy } from './check.js';

/** Clients were told the truth. */
export const checkAnswers: Check = ({ state, truth, diary }) => {
  const findings: Finding[] = [...diary.findings];
  for (const sent of diary.requests) {
    if (!sent.errors || isExpected(sent)) continue;
    findings.push({
      linkId: sent.linkId,
      text: `${sent.step?.id ?? sent.what} was answered by ${sent.backend} with ${JSON.stringify(sent.errors)}`,
    });
  }
  const made = truth.orders.flatMap(({ captures, refunds }) => [...captures, ...refunds]);
  const operations = groupBy(diary.requests, ({ step }) => step?.id ?? null);
  for (const [id, requests] of operations) {
    const { linkId } = requests[0]!;
    const find = (text: string): void => void findings.push({ linkId, text });
    const answers = requests.flatMap(({ result }) => (result ? [result] : []));
    const ids = new Set(
      answers
        .filter(({ __typename }) =>
          ['PaymentLink', 'Capture', 'Refund', 'Distribution'].includes(__typename!),
        )
        .map((each) => each.id),
    );
    if (requests[0]!.step!.key && ids.size > 1) find(`${id} was answered with ${[...ids].join(' and ')}`);

    const kind = requests[0]!.step!.kind;
    if (kind !== 'capture' && kind !== 'refund') continue;
    const isMade = made.some(({ reference }) => reference === id);
    if (answers.some(({ status }) => status === 'SUCCEEDED') && !isMade)
      find(`${id} was answered as SUCCEEDED and is not at the provider`);
    const wereAllRefused = requests.every(({ ended, result }) => ended === 'unsent' || isRefusal(result));
    if (isMade && wereAllRefused) find(`${id} was refused every time, and was made at the provider`);
    for (const answer of answers) {
      const ours = state.operations.find((each) => each.id === answer.id);
      if (answer.status && !ours)
        find(`${id} was answered as ${answer.status}, and its operation ${answer.id} is not there`);
    }
  }
  return findings;
};

/** From then on the database takes back the transactions of a process that stands still. */
const FROZEN_TOO_LONG_MS = 9_000;

/**
 * Reading the outcome while the provider is away is an error that a client is told to expect. Where a transaction was
 * taken back, the error that nobody expects is the truth.
 */
function isExpected({ errors, frozenMs }: Sent): boolean {
  const codes = (errors as { extensions?: { code?: string } }[]).map(({ extensions }) => extensions?.code);
  const expected = ['PROVIDER_UNAVAILABLE', ...(frozenMs > FROZEN_TOO_LONG_MS ? ['INTERNAL'] : [])];
  return codes.every((code) => code !== undefined && expected.includes(code));
}

function isRefusal(result: Sent['result']): boolean {
  return result?.code !== undefined;
}

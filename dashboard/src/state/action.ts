import { useState } from 'preact/hooks';
import { errorCode, explainFailure, type Api } from '../api/client.js';
import type { Mutation } from '../api/operations.js';
import type { ExpectedError } from '../api/types.js';
import { session } from './session.js';

/** What came of an action: its value, an error the contract provides for, or no answer that can be trusted. */
export type Answer<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'refused'; error: ExpectedError }
  | { kind: 'unanswered'; message: string };

const ERRORS = new Set([
  'InvalidInput',
  'IdempotencyConflict',
  'ReferenceTaken',
  'NotFound',
  'NotAllowed',
  'AlreadyPaid',
  'ProviderRejected',
  'ProviderUnavailable',
]);

/**
 * Idempotency keys of what has no final answer yet, by mutation and input. Asking for the same again, from the same
 * dialog or from one opened anew, uses the same key: a lost reply never makes a second capture.
 */
const pending = new Map<string, string>();

export function useAction<Value, Input>(api: Api, mutation: Mutation<Value, Input>) {
  const [busy, setBusy] = useState(false);

  const run = async (input: Input): Promise<Answer<Value>> => {
    const request = JSON.stringify([mutation.definitions, input]);
    const idempotencyKey = pending.get(request) ?? newKey();
    pending.set(request, idempotencyKey);
    setBusy(true);
    const { data, error } = await api.http
      .mutation(mutation, { input: { ...input, idempotencyKey } })
      .toPromise();
    setBusy(false);

    if (!data) {
      const forbidden = error && errorCode(error) === 'FORBIDDEN';
      if (forbidden) {
        pending.delete(request);
        session.update({ movesNoMoney: true });
      }
      const why = error ? explainFailure(error) : 'The server gave no answer.';
      const safe = forbidden ? '' : ' Trying again is safe: it is the same request, and is done once.';
      return { kind: 'unanswered', message: why + safe };
    }
    const { result } = data;
    const refusal = ERRORS.has(result.__typename) ? (result as ExpectedError) : null;
    // After this one the same key is tried anew; after any other answer it would only give that answer again.
    if (refusal?.__typename !== 'ProviderUnavailable') pending.delete(request);
    return refusal ? { kind: 'refused', error: refusal } : { kind: 'done', value: result as Value };
  };
  return { run, busy };
}

/** Browsers give `randomUUID` to secure pages only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function explainFaults(faults: Record<string, string>, atFields: RegExp): string[] {
  const elsewhere = Object.entries(faults).filter(([path]) => !atFields.test(path));
  const told = elsewhere.map(([path, message]) => `${path}: ${message}`);
  return elsewhere.length < Object.keys(faults).length
    ? ['Change what is marked, then try again.', ...told]
    : told;
}

/** The input fields at fault, by their path. */
export function faultsOf(answer: Answer<unknown>): Record<string, string> {
  const faults = answer.kind === 'refused' ? (answer.error.faults ?? []) : [];
  return Object.fromEntries(faults.map(({ path, message }) => [path.replace(/^input\./, ''), message]));
}

/**
 * What went wrong in sentences: ours first, then what the provider said, then what to do.
 * @param atFields which faults are shown at their field, by their path, and need not be said again
 */
export function explainAnswer(answer: Answer<unknown>, atFields = /^$/): string[] {
  if (answer.kind === 'done') return [];
  if (answer.kind === 'unanswered') return [answer.message];
  if (answer.error.faults) return explainFaults(faultsOf(answer), atFields);
  const { message, providerMessages, correlationId, retryAfterSeconds } = answer.error;
  const said = (providerMessages ?? []).map((each) => `Klarna says: ${each}`);
  const trace = correlationId ? [`For Klarna’s support: ${correlationId}`] : [];
  const retry = retryAfterSeconds ? [`Try again in ${retryAfterSeconds} s.`] : [];
  return [message, ...said, ...trace, ...retry];
}

import { useState } from 'preact/hooks';
import { SEND } from '../../api/operations.js';
import type { DistributionMethod, DistributionStatus, Recipient } from '../../api/types.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { explainAnswer, faultsOf, useAction } from '../../state/action.js';
import { useDesk } from '../../state/desk.js';
import type { Faults } from '../../state/draft.js';
import { notify } from '../../state/notices.js';
import { DISTRIBUTION_METHOD } from '../../words.js';
import type { ActionProps } from './action-dialog.js';

const METHODS: DistributionMethod[] = ['EMAIL', 'SMS', 'PROVIDER_EMAIL', 'PROVIDER_SMS'];

const SAID: Record<Exclude<DistributionStatus, 'FAILED' | 'BOUNCED'>, (address: string) => string> = {
  SENT: (address) => `Sent to ${address}.`,
  DELIVERED: (address) => `Sent to ${address}, and arrived.`,
  QUEUED: (address) => `On its way to ${address}.`,
  OUTCOME_UNKNOWN: () => 'The sender has not answered yet. We are finding out whether it was sent.',
};

export function SendDialog({ link, onClose }: ActionProps) {
  const { run, busy } = useAction(useDesk().api, SEND);
  const [method, setMethod] = useState<DistributionMethod>('EMAIL');
  const [email, setEmail] = useState('');
  const [phone, setPhone] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string[]>([]);
  const byPhone = method === 'SMS' || method === 'PROVIDER_SMS';
  const address = (byPhone ? phone : email).trim();

  const submit = async () => {
    setProblem([]);
    if (address === '') {
      return setFaults(
        byPhone ? { 'recipient.phone': 'Enter a number.' } : { 'recipient.email': 'Enter an address.' },
      );
    }
    const recipient: Recipient = byPhone
      ? { method, phone: address, phoneCountry: link.country }
      : { method, email: address };
    const answer = await run({ paymentLinkId: link.id, recipient });
    setFaults(faultsOf(answer));
    if (answer.kind !== 'done')
      return setProblem(explainAnswer(answer, byPhone ? /^recipient\.phone$/ : /^recipient\.email$/));
    const { status, failure } = answer.value;
    if (status === 'FAILED' || status === 'BOUNCED') return setProblem([failure ?? 'It could not be sent.']);
    notify(SAID[status](address));
    onClose();
  };

  return (
    <Dialog title="Send the link" submit="Send" {...{ busy, problem, onClose }} onSubmit={submit}>
      <Field
        label="By"
        hint={method.startsWith('PROVIDER') ? 'Klarna sends its own message.' : 'We send your message.'}
      >
        {(control) => (
          <select
            {...control}
            value={method}
            onChange={(event) => setMethod(event.currentTarget.value as DistributionMethod)}
          >
            {METHODS.map((each) => (
              <option key={each} value={each}>
                {DISTRIBUTION_METHOD[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {byPhone ? (
        <Field
          key="phone"
          label="Telephone number"
          hint={`With the country code, or as written in ${link.country}.`}
          fault={faults['recipient.phone']}
        >
          {(control) => (
            <input
              {...control}
              type="tel"
              autocomplete="off"
              value={phone}
              onInput={(event) => setPhone(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : (
        <Field key="email" label="E-mail address" fault={faults['recipient.email']}>
          {(control) => (
            <input
              {...control}
              type="email"
              autocomplete="off"
              autofocus
              value={email}
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
    </Dialog>
  );
}

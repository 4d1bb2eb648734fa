import { useState } from 'preact/hooks';
import { CAPTURE, REFUND } from '../../api/operations.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { formatMoney, parseMoney } from '../../money.js';
import { explainAnswer, faultsOf, useAction } from '../../state/action.js';
import { useDesk } from '../../state/desk.js';
import type { Faults } from '../../state/draft.js';
import { notify } from '../../state/notices.js';
import type { ActionProps } from './action-dialog.js';

const KINDS = {
  capture: {
    mutation: CAPTURE,
    title: 'Capture',
    done: 'captured',
    whole: 'All that remains',
    example: 'First parcel',
  },
  refund: {
    mutation: REFUND,
    title: 'Refund',
    done: 'refunded',
    whole: 'All that was captured',
    example: 'Returned',
  },
};

interface MoneyDialogProps extends ActionProps {
  kind: keyof typeof KINDS;
  /** The most that can be moved now, in minor units. */
  mostMinor: number;
}

export function MoneyDialog({ link, onClose, kind, mostMinor }: MoneyDialogProps) {
  const { mutation, title, done, whole, example } = KINDS[kind];
  const { run, busy } = useAction(useDesk().api, mutation);
  const [isPart, setIsPart] = useState(false);
  const [typed, setTyped] = useState('');
  const [description, setDescription] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string[]>([]);
  const { currency } = link.amount;
  const most = formatMoney({ amount: mostMinor, currency });
  const part = parseMoney(typed, currency);

  const submit = async () => {
    setProblem([]);
    const fault = isPart && partFault();
    setFaults(fault ? { amount: fault } : {});
    if (fault) return;
    const answer = await run({
      paymentLinkId: link.id,
      amount: isPart && part.ok ? part.value : mostMinor,
      ...(description.trim() && { description: description.trim() }),
    });
    if (answer.kind !== 'done') {
      setFaults(faultsOf(answer));
      return setProblem(explainAnswer(answer, isPart ? /^(amount|description)$/ : /^description$/));
    }
    const { status, amount, failure } = answer.value;
    if (status === 'REJECTED') return setProblem([failure ?? `Klarna refused to ${kind}.`]);
    notify(
      status === 'SUCCEEDED'
        ? `${formatMoney(amount)} ${done}.`
        : 'Klarna has not answered yet. We keep asking: do not repeat it.',
    );
    onClose();
  };

  const partFault = (): string | undefined => {
    if (!part.ok) return part.message;
    if (part.value === 0) return 'Enter an amount above zero.';
    return part.value > mostMinor ? `At most ${most}.` : undefined;
  };

  const amountText = isPart ? (part.ok ? formatMoney({ amount: part.value, currency }) : '') : most;
  return (
    <Dialog
      title={title}
      submit={`${title} ${amountText}`.trim()}
      {...{ busy, problem, onClose }}
      onSubmit={submit}
    >
      <fieldset class="choices">
        <legend class="unseen">How much</legend>
        <label class="choice">
          <input type="radio" name="how-much" checked={!isPart} onChange={() => setIsPart(false)} />
          <span>{whole}</span>
          <strong>{most}</strong>
        </label>
        <label class="choice">
          <input type="radio" name="how-much" checked={isPart} onChange={() => setIsPart(true)} />
          <span>A part</span>
        </label>
      </fieldset>
      {isPart && (
        <Field label={`Amount in ${currency}`} hint={`At most ${most}.`} fault={faults['amount']}>
          {(control) => (
            <input
              {...control}
              class="number"
              inputMode="decimal"
              autofocus
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <Field
        label="Description"
        optional
        hint={`The consumer sees it, such as “${example}”.`}
        fault={faults['description']}
      >
        {(control) => (
          <input
            {...control}
            value={description}
            onInput={(event) => setDescription(event.currentTarget.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}

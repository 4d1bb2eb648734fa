import { useState } from 'preact/hooks';
import { CANCEL_ORDER, DISABLE } from '../../api/operations.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { formatMoney } from '../../money.js';
import { explainAnswer, useAction } from '../../state/action.js';
import { useDesk } from '../../state/desk.js';
import { notify } from '../../state/notices.js';
import type { ActionProps } from './action-dialog.js';

export function DisableDialog({ link, onClose }: ActionProps) {
  const { run, busy } = useAction(useDesk().api, DISABLE);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string[]>([]);

  const submit = async () => {
    const answer = await run({ paymentLinkId: link.id, ...(reason.trim() && { reason: reason.trim() }) });
    if (answer.kind !== 'done') return setProblem(explainAnswer(answer));
    notify('The link is disabled.');
    onClose();
  };

  return (
    <Dialog
      title="Disable this link?"
      submit="Disable"
      danger
      {...{ busy, problem, onClose }}
      onSubmit={submit}
    >
      <p>Nobody can pay it afterwards, and it cannot be enabled again. Whoever has paid first wins.</p>
      <Field label="Reason" optional>
        {(control) => (
          <input {...control} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        )}
      </Field>
    </Dialog>
  );
}

export function CancelDialog({ link, onClose }: ActionProps) {
  const { run, busy } = useAction(useDesk().api, CANCEL_ORDER);
  const [problem, setProblem] = useState<string[]>([]);
  const remaining = link.order ? formatMoney(link.order.remainingAuthorizedAmount) : '';
  const whole = link.order?.status === 'AUTHORIZED';

  const submit = async () => {
    const answer = await run({ paymentLinkId: link.id });
    if (answer.kind !== 'done') return setProblem(explainAnswer(answer));
    notify(whole ? 'The order is cancelled.' : `${remaining} is released.`);
    onClose();
  };

  return (
    <Dialog
      title={whole ? 'Cancel this order?' : 'Release the rest?'}
      submit={whole ? 'Cancel the order' : `Release ${remaining}`}
      danger
      {...{ busy, problem, onClose }}
      onSubmit={submit}
    >
      <p>
        {whole
          ? `The authorization of ${remaining} is given up: nothing can be captured afterwards, and the consumer owes nothing.`
          : `The ${remaining} that you have not captured go back to the consumer. What is captured stays.`}
      </p>
    </Dialog>
  );
}

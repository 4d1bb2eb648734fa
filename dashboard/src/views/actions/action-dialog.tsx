import type { Link } from '../../api/types.js';
import { permitted } from '../../state/permitted.js';
import { CancelDialog, DisableDialog } from './confirm-dialogs.js';
import { MoneyDialog } from './money-dialog.js';
import { SendDialog } from './send-dialog.js';

export type ActionName = 'send' | 'disable' | 'capture' | 'refund' | 'cancel';

export interface ActionProps {
  link: Link;
  onClose: () => void;
}

export function ActionDialog({ name, ...props }: ActionProps & { name: ActionName }) {
  switch (name) {
    case 'send':
      return <SendDialog {...props} />;
    case 'disable':
      return <DisableDialog {...props} />;
    case 'capture':
      return <MoneyDialog {...props} kind="capture" mostMinor={permitted(props.link).captureMinor} />;
    case 'refund':
      return <MoneyDialog {...props} kind="refund" mostMinor={permitted(props.link).refundMinor} />;
    case 'cancel':
      return <CancelDialog {...props} />;
  }
}

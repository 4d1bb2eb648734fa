import { useState } from 'preact/hooks';
import type { Link } from '../api/types.js';
import { Icon } from '../components/icons.js';
import { Pane } from '../components/pane.js';
import { Status } from '../components/status.js';
import { dayAndTime } from '../format.js';
import { useDesk } from '../state/desk.js';
import { useDetail, type DetailState } from '../state/detail.js';
import { permitted } from '../state/permitted.js';
import { paths, route } from '../state/route.js';
import { session } from '../state/session.js';
import { useStore } from '../state/store.js';
import { amountWords, bought, endedWords, isForMany, linkLabel, linkTitle, printedWords } from '../words.js';
import { ActionDialog, type ActionName } from './actions/action-dialog.js';
import { HandOver } from './detail/hand-over.js';
import { Identifiers } from './detail/identifiers.js';
import { Lines } from './detail/lines.js';
import { OrderMoney } from './detail/order-money.js';
import { Payments } from './detail/payments.js';
import { Sent } from './detail/sent.js';
import { Timeline } from './detail/timeline.js';

export function LinkDetail({ id }: { id: string }) {
  const { api, feed } = useDesk();
  const [state, detail] = useDetail(api, feed, id);
  const [action, setAction] = useState<ActionName | null>(null);
  const { link } = state;
  return (
    <Pane label="Payment link">
      {link ? (
        <>
          <Head link={link} />
          <Actions link={link} onAction={setAction} />
          <Body link={link} state={state} />
        </>
      ) : (
        <Absent state={state} onRetry={() => void detail.load()} />
      )}
      {link && action && (
        <ActionDialog
          name={action}
          link={link}
          onClose={() => {
            setAction(null);
            void detail.refresh();
          }}
        />
      )}
    </Pane>
  );
}

function Head({ link }: { link: Link }) {
  return (
    <header class="pane-head">
      <Status label={linkLabel(link)} />
      <h1>{linkTitle(link)}</h1>
      <p class="big-amount">{amountWords(link)}</p>
      <p class="quiet">
        {link.reference && `${bought(link.orderLines)} · `}
        made {dayAndTime(link.createdAt)}
        {link.parent && (
          <>
            {' '}
            <a href={paths.link(link.parent.id)}>{printedWords(link.parent)}</a>
          </>
        )}
      </p>
    </header>
  );
}

function Actions({ link, onAction }: { link: Link; onAction: (name: ActionName) => void }) {
  const can = permitted(link);
  const { movesNoMoney } = useStore(session);
  const offered: { name: ActionName; text: string; class: string }[] = [];
  if (can.send) offered.push({ name: 'send', text: 'Send', class: 'button-primary' });
  if (can.disable) offered.push({ name: 'disable', text: 'Disable', class: '' });
  if (!movesNoMoney) {
    if (can.captureMinor > 0) offered.push({ name: 'capture', text: 'Capture', class: 'button-primary' });
    if (can.refundMinor > 0) offered.push({ name: 'refund', text: 'Refund', class: '' });
    if (can.cancel) {
      offered.push({
        name: 'cancel',
        text: can.cancel === 'order' ? 'Cancel order' : 'Release the rest',
        class: '',
      });
    }
  }
  const keyForbids = movesNoMoney && (can.captureMinor > 0 || can.refundMinor > 0 || can.cancel);
  return (
    <div class="pane-actions">
      {offered.map(({ name, text, class: look }) => (
        <button key={name} type="button" class={`button ${look}`} onClick={() => onAction(name)}>
          {name === 'send' && <Icon name="send" />}
          {text}
        </button>
      ))}
      {keyForbids && (
        <p class="quiet">This key may not move money. To capture or refund, sign in with the merchant key.</p>
      )}
    </div>
  );
}

function Body({ link, state }: { link: Link; state: DetailState }) {
  const ended = endedWords(link);
  return (
    <div class="pane-body">
      {state.failure && (
        <p class="note" role="status">
          This may be out of date: {state.failure}
        </p>
      )}
      {ended && <p class="note">{ended}</p>}
      {link.status === 'OPEN' && <HandOver link={link} />}
      {isForMany(link) && <Payments link={link} />}
      {link.order && <OrderMoney order={link.order} />}
      <Lines link={link} />
      {link.distributions.length > 0 && <Sent distributions={link.distributions} />}
      <Timeline events={state.events} currency={link.amount.currency} />
      <Identifiers link={link} />
    </div>
  );
}

function Absent({ state, onRetry }: { state: DetailState; onRetry: () => void }) {
  if (state.phase === 'loading') {
    return (
      <div class="skeleton pane-skeleton" role="status" aria-label="Loading the link">
        <span />
        <span />
        <span />
      </div>
    );
  }
  const missing = state.phase === 'missing';
  return (
    <div class="empty" role="alert">
      <h2>{missing ? 'There is no such link' : 'The link could not be read'}</h2>
      <p>{missing ? 'Its address may be mistyped, or it belongs to another merchant.' : state.failure}</p>
      <button type="button" class="button" onClick={missing ? () => route.set({ at: 'list' }) : onRetry}>
        {missing ? 'All links' : 'Try again'}
      </button>
    </div>
  );
}

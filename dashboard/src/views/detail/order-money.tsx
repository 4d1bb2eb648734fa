import type { Operation, Order } from '../../api/types.js';
import { AmountBar } from '../../components/amount-bar.js';
import { Status } from '../../components/status.js';
import { fullTime, shortTime } from '../../format.js';
import { formatMoney } from '../../money.js';
import { OPERATION_STATUS, orderWords } from '../../words.js';

export function OrderMoney({ order }: { order: Order }) {
  const operations = [
    ...order.captures.map((operation) => ({ what: 'Capture', operation })),
    ...order.refunds.map((operation) => ({ what: 'Refund', operation })),
  ].sort((a, b) => a.operation.createdAt.localeCompare(b.operation.createdAt));
  const open = order.remainingAuthorizedAmount.amount > 0;
  return (
    <section aria-label="Money">
      <div class="section-head">
        <h2>Money</h2>
        <Status label={orderWords(order)} />
      </div>
      <AmountBar order={order} />
      {open && order.authorizationExpiresAt && (
        <p class="quiet">Can be captured until {fullTime(order.authorizationExpiresAt)}.</p>
      )}
      {order.fraudStatus === 'PENDING' && (
        <p class="note">
          Klarna is still checking this order. Wait with the goods: it can be captured once accepted.
        </p>
      )}
      {order.fraudStatus === 'REJECTED' && (
        <p class="note">Klarna rejected this order in its risk check. Do not send the goods.</p>
      )}
      {operations.length > 0 && (
        <ul class="records">
          {operations.map(({ what, operation }) => (
            <OperationRow key={operation.id} what={what} operation={operation} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OperationRow({ what, operation }: { what: string; operation: Operation }) {
  const { status, amount, reference, description, createdAt, failure } = operation;
  const remark = [reference, description].filter(Boolean).join(' · ');
  return (
    <li>
      <span class="record-what">
        {what}
        {remark && <span class="quiet"> {remark}</span>}
      </span>
      <span class="record-amount">{formatMoney(amount)}</span>
      <Status label={OPERATION_STATUS[status]} />
      <time class="quiet" dateTime={createdAt} title={fullTime(createdAt)}>
        {shortTime(createdAt)}
      </time>
      {status === 'OUTCOME_UNKNOWN' && (
        <p class="record-note">
          Klarna was asked and has not answered. We are finding out, and set the amount aside until we know.
          Do not repeat it.
        </p>
      )}
      {failure && status === 'REJECTED' && <p class="record-note">{failure}</p>}
    </li>
  );
}

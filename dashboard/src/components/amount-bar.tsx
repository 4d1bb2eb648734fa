import type { OrderSums } from '../api/types.js';
import { formatMoney } from '../money.js';

interface Part {
  name: string;
  class: string;
  amount: number;
}

/** Where each part of what was authorized is now; the parts add up to the whole. */
export function parts(order: OrderSums): Part[] {
  const captured = order.capturedAmount.amount;
  const refunded = order.refundedAmount.amount;
  const remaining = order.remainingAuthorizedAmount.amount;
  return [
    { name: 'Captured', class: 'captured', amount: captured - refunded },
    { name: 'Refunded', class: 'refunded', amount: refunded },
    { name: 'To capture', class: 'remaining', amount: remaining },
    {
      name: 'Released',
      class: 'released',
      amount: Math.max(0, order.orderAmount.amount - captured - remaining),
    },
  ];
}

export function AmountBar({ order }: { order: OrderSums }) {
  const { amount: whole, currency } = order.orderAmount;
  const all = parts(order);
  return (
    <div class="amounts">
      <div class="bar" aria-hidden="true">
        {all
          .filter((part) => part.amount > 0)
          .map((part) => (
            <span
              key={part.name}
              class={`bar-${part.class}`}
              style={{ flexGrow: part.amount / Math.max(1, whole) }}
            />
          ))}
      </div>
      <dl class="legend">
        <div>
          <dt>Authorized</dt>
          <dd>{formatMoney(order.orderAmount)}</dd>
        </div>
        {all
          .filter((part) => part.amount > 0 || part.class === 'captured' || part.class === 'remaining')
          .map((part) => (
            <div key={part.name}>
              <dt class={`key key-${part.class}`}>{part.name}</dt>
              <dd>{formatMoney({ amount: part.amount, currency })}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

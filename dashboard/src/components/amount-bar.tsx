import type { OrderSums } from '../api/types.js';
import { formatMoney } from '../money.js';

/** Where each part of what was authorized is now, drawn to scale, with the sums as the order has them. */
export function AmountBar({ order }: { order: OrderSums }) {
  const { amount: whole, currency } = order.orderAmount;
  const captured = order.capturedAmount.amount;
  const refunded = order.refundedAmount.amount;
  const remaining = order.remainingAuthorizedAmount.amount;
  const released = Math.max(0, whole - captured - remaining);
  const drawn = { captured: captured - refunded, refunded, remaining, released };
  return (
    <div class="amounts">
      <div class="bar" aria-hidden="true">
        {Object.entries(drawn)
          .filter(([, amount]) => amount > 0)
          .map(([name, amount]) => (
            <span key={name} class={`bar-${name}`} style={{ flexGrow: amount / whole }} />
          ))}
      </div>
      <dl class="legend">
        <Sum name="Authorized" amount={whole} currency={currency} />
        <Sum name="Captured" amount={captured} currency={currency} mark="captured" />
        {refunded > 0 && (
          <Sum name="of which refunded" amount={refunded} currency={currency} mark="refunded" />
        )}
        {remaining > 0 && <Sum name="To capture" amount={remaining} currency={currency} mark="remaining" />}
        {released > 0 && <Sum name="Released" amount={released} currency={currency} mark="released" />}
      </dl>
    </div>
  );
}

interface SumProps {
  name: string;
  amount: number;
  currency: string;
  mark?: string;
}

function Sum({ name, amount, currency, mark }: SumProps) {
  return (
    <div>
      <dt class={mark && `key key-${mark}`}>{name}</dt>
      <dd>{formatMoney({ amount, currency })}</dd>
    </div>
  );
}

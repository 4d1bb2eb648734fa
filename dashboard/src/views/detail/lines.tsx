import type { Link, OrderLine } from '../../api/types.js';
import { formatMoney, percentText } from '../../money.js';

export function Lines({ link }: { link: Link }) {
  const { currency } = link.amount;
  const money = (amount: number) => formatMoney({ amount, currency });
  const priced = ({ quantity, quantityUnit, unitPrice, taxRate, totalDiscountAmount }: OrderLine) =>
    [
      `${quantity}${quantityUnit ? ` ${quantityUnit}` : ''} × ${money(unitPrice)}`,
      totalDiscountAmount > 0 && `less ${money(totalDiscountAmount)}`,
      `${percentText(taxRate)}\u00a0%\u00a0tax`,
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <section aria-label="What is bought">
      <h2>What is bought</h2>
      <table class="lines">
        <thead class="unseen">
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          {link.orderLines.map((line, index) => (
            <tr key={index}>
              <td>
                {line.name}
                <span class="quiet">{priced(line)}</span>
              </td>
              <td class="number">{money(line.totalAmount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              Total <span class="quiet">of which tax {formatMoney(link.taxAmount)}</span>
            </th>
            <td class="number">{formatMoney(link.amount)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

import type { Link } from '../../api/types.js';
import { formatMoney, percentText } from '../../money.js';

export function Lines({ link }: { link: Link }) {
  const { currency } = link.amount;
  const money = (amount: number) => formatMoney({ amount, currency });
  return (
    <section aria-label="What is bought">
      <h3>What is bought</h3>
      <table class="lines">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" class="number">
              Price
            </th>
            <th scope="col" class="number">
              Tax
            </th>
            <th scope="col" class="number">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {link.orderLines.map((line, index) => (
            <tr key={index}>
              <td>
                {line.name}
                <span class="quiet">
                  {' '}
                  × {line.quantity}
                  {line.quantityUnit && ` ${line.quantityUnit}`}
                </span>
                {line.totalDiscountAmount > 0 && (
                  <span class="quiet"> less {money(line.totalDiscountAmount)}</span>
                )}
              </td>
              <td class="number">{money(line.unitPrice)}</td>
              <td class="number">{percentText(line.taxRate)} %</td>
              <td class="number">{money(line.totalAmount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Total <span class="quiet">of which tax {formatMoney(link.taxAmount)}</span>
            </th>
            <td class="number">{formatMoney(link.amount)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

import type { Link } from '../../api/types.js';
import { Status } from '../../components/status.js';
import { fullTime, shortTime } from '../../format.js';
import { formatMoney } from '../../money.js';
import { paths } from '../../state/route.js';
import { orderWords, paymentsWords } from '../../words.js';

/** Of a link that many pay: each payment, with the way to where it is captured and refunded. */
export function Payments({ link }: { link: Link }) {
  return (
    <section aria-label="Payments">
      <h2>Payments</h2>
      <p class="quiet">{paymentsWords(link)}. Each is captured and refunded on its own.</p>
      {link.payments.length > 0 && (
        <ul class="records">
          {link.payments.map(({ id, createdAt, order }, index) => (
            <li key={id}>
              <a class="record-what" href={paths.link(id)}>
                Payment {index + 1}
              </a>
              {order && (
                <>
                  <span class="record-amount">{formatMoney(order.orderAmount)}</span>
                  <Status label={orderWords(order)} />
                </>
              )}
              <time class="quiet" dateTime={createdAt} title={fullTime(createdAt)}>
                {shortTime(createdAt)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

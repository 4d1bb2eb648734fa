import type { Link } from '../../api/types.js';
import { CopyButton } from '../../components/copy-button.js';
import { countryName, localeName } from '../../format.js';

/** The numbers by which the link is known here and at Klarna, and its market. */
export function Identifiers({ link }: { link: Link }) {
  const numbers: [string, string | null | undefined][] = [
    ['Link', link.id],
    ['Klarna reference', link.order?.klarnaReference],
    ['Order', link.order?.id],
    ['Session', link.session?.id],
    ['Checkout order', link.session?.checkoutOrderId],
    ['Address', link.status === 'OPEN' ? null : link.url],
  ];
  return (
    <section aria-label="Details">
      <h2>Details</h2>
      <dl class="facts">
        <div>
          <dt>Market</dt>
          <dd>
            {countryName(link.country)}, {link.amount.currency}, {localeName(link.locale)}
          </dd>
        </div>
        {numbers.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd class="code">
                  <span>{value}</span>
                  <CopyButton quiet text={value} what={name} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

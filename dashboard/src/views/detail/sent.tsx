import type { Distribution } from '../../api/types.js';
import { Status } from '../../components/status.js';
import { fullTime, shortTime } from '../../format.js';
import { DISTRIBUTION_METHOD, DISTRIBUTION_STATUS } from '../../words.js';

export function Sent({ distributions }: { distributions: Distribution[] }) {
  return (
    <section aria-label="Sent">
      <h2>Sent</h2>
      <ul class="records">
        {distributions.map(({ id, method, recipient, status, createdAt, sentAt, failure }) => (
          <li key={id}>
            <span class="record-what">
              {DISTRIBUTION_METHOD[method]}
              {recipient && <span class="quiet"> {recipient}</span>}
            </span>
            <Status label={DISTRIBUTION_STATUS[status]} />
            <time class="quiet" dateTime={sentAt ?? createdAt} title={fullTime(sentAt ?? createdAt)}>
              {shortTime(sentAt ?? createdAt)}
            </time>
            {failure && <p class="record-note">{failure}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

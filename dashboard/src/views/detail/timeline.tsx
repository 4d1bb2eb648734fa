import type { LinkEvent } from '../../api/types.js';
import { dayAndTime, fullTime } from '../../format.js';
import { eventWords } from '../../words.js';

/** What happened to the link, newest first. */
export function Timeline({ events, currency }: { events: LinkEvent[]; currency: string }) {
  return (
    <section aria-label="Timeline">
      <h2>Timeline</h2>
      {events.length === 0 && <p class="quiet">No events are kept of this link.</p>}
      <ol class="timeline">
        {events.toReversed().map((event) => (
          <li key={event.id} title={event.type}>
            <span>{eventWords(event, currency)}</span>
            <time class="quiet" dateTime={event.occurredAt} title={fullTime(event.occurredAt)}>
              {dayAndTime(event.occurredAt)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

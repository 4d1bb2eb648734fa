import { useEffect, useRef } from 'preact/hooks';
import type { LinkSummary } from '../api/types.js';
import { Status } from '../components/status.js';
import { fullTime, shortTime } from '../format.js';
import { paths, route } from '../state/route.js';
import {
  amountWords,
  bought,
  isForMany,
  linkLabel,
  linkTitle,
  orderWords,
  paymentsWords,
  printedWords,
  SESSION_STATUS,
} from '../words.js';

interface LinkRowProps {
  link: LinkSummary;
  selected: boolean;
  arrived: boolean;
}

export function LinkRow({ link, selected, arrived }: LinkRowProps) {
  const drawnFirst = useRef(link.updatedAt);
  const anchor = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (!selected) return;
    // When its pane closes, the keyboard comes back to where it left the list.
    return () => {
      if (route.get().at === 'list') anchor.current?.focus();
    };
  }, [selected]);
  const changed = arrived || drawnFirst.current !== link.updatedAt;
  return (
    <li>
      <a ref={anchor} class="row" href={paths.link(link.id)} aria-current={selected ? 'true' : undefined}>
        {changed && <span class="flash" key={link.updatedAt} />}
        <span class="row-title">{linkTitle(link)}</span>
        {link.reference && <span class="row-what">{bought(link.orderLines)}</span>}
        {link.parent && <span class="row-what">{printedWords(link.parent)}</span>}
        <span class="row-amount">{amountWords(link)}</span>
        <span class="row-status">
          <Status label={linkLabel(link)} />
          <span class="row-state">{stateWords(link)}</span>
        </span>
        <time class="row-time" dateTime={link.createdAt} title={fullTime(link.createdAt)}>
          {shortTime(link.createdAt)}
        </time>
      </a>
    </li>
  );
}

/** What is going on behind the status: the consumer while it is open, the money once it is paid. */
function stateWords(link: LinkSummary): string {
  if (isForMany(link)) return link.status === 'COMPLETED' ? '' : paymentsWords(link);
  if (link.order) return orderWords(link.order).text;
  return link.status === 'OPEN' && link.session ? SESSION_STATUS[link.session.status] : '';
}

import { useEffect, useMemo } from 'preact/hooks';
import { createApi } from '../api/client.js';
import { Connection } from '../components/connection.js';
import { Mark } from '../components/icons.js';
import { Notices } from '../components/notices.js';
import { DeskContext, type Desk } from '../state/desk.js';
import { Feed, type FeedEvent } from '../state/feed.js';
import { Links } from '../state/links.js';
import { notify } from '../state/notices.js';
import { paths, route } from '../state/route.js';
import { signOut } from '../state/session.js';
import { useStore } from '../state/store.js';
import { linkTitle } from '../words.js';
import { CreateLink } from './create-link.js';
import { LinkDetail } from './link-detail.js';
import { LinkList } from './link-list.js';
import { UNKNOWN_KEY } from './sign-in.js';

export function Workplace({ apiKey }: { apiKey: string }) {
  const desk = useDeskFor(apiKey);
  const at = useStore(route);
  const connection = useStore(desk.feed.connection);
  return (
    <DeskContext.Provider value={desk}>
      <header class="top">
        <a class="brand" href={paths.list} aria-label="Paylink, all payment links">
          <Mark />
          Paylink
        </a>
        <Connection state={connection} />
        <button type="button" class="button button-quiet" onClick={() => signOut()}>
          Sign out
        </button>
      </header>
      <main class={`desk ${at.at === 'list' ? '' : 'desk-split'}`}>
        <LinkList selected={at.at === 'link' ? at.id : undefined} />
        {at.at === 'link' && <LinkDetail key={at.id} id={at.id} />}
        {at.at === 'new' && <CreateLink />}
      </main>
      <Notices />
    </DeskContext.Provider>
  );
}

function useDeskFor(apiKey: string): Desk {
  const desk = useMemo(() => {
    const onRefused = () => signOut(UNKNOWN_KEY);
    const api = createApi(apiKey, onRefused);
    return { api, feed: new Feed(api, onRefused), links: new Links(api) };
  }, [apiKey]);
  useEffect(() => {
    const ends = [desk.links.connect(desk.feed), desk.feed.listen(sayWhenPaid), desk.feed.start()];
    void desk.links.load();
    return () => ends.forEach((end) => end());
  }, [desk]);
  return desk;
}

/** The one thing worth interrupting for. */
function sayWhenPaid({ type, paymentLink }: FeedEvent): void {
  if (type === 'order.authorized') notify(`${linkTitle(paymentLink)} is paid.`);
}

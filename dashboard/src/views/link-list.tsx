import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../components/icons.js';
import { useDesk } from '../state/desk.js';
import { GROUPS, type Group } from '../state/link-list.js';
import { paths } from '../state/route.js';
import { useStore } from '../state/store.js';
import { LinkRow } from './link-row.js';

const TYPING_PAUSE_MS = 250;

export function LinkList({ selected }: { selected?: string }) {
  const { links } = useDesk();
  const { rows, arrived, wanted, phase, page, loadingMore, failure } = useStore(links.state);
  const filtered = wanted.group !== 'all' || wanted.search !== '';
  return (
    <section class="list" aria-labelledby="list-title">
      <div class="list-head">
        <h1 id="list-title">Payment links</h1>
        <a class="button button-primary" href={paths.new}>
          <Icon name="plus" />
          New link
        </a>
      </div>
      <Filters />
      {rows.length > 0 && (
        <ul class="rows" aria-busy={phase === 'loading'}>
          {rows.map((link) => (
            <LinkRow
              key={link.id}
              link={link}
              selected={link.id === selected}
              arrived={arrived.has(link.id)}
            />
          ))}
        </ul>
      )}
      {rows.length === 0 && phase === 'loading' && <Loading />}
      {rows.length === 0 && phase === 'ready' && (filtered ? <NothingFound /> : <NothingYet />)}
      {phase === 'failed' && (
        <div class="empty" role="alert">
          <h2>The list could not be read</h2>
          <p>{failure}</p>
          <button type="button" class="button" onClick={() => void links.show(wanted)}>
            Try again
          </button>
        </div>
      )}
      {page.hasNextPage && phase === 'ready' && (
        <button
          type="button"
          class="button load-more"
          aria-busy={loadingMore}
          onClick={() => void (loadingMore || links.loadMore())}
        >
          {loadingMore ? 'Loading…' : 'Load more'}
        </button>
      )}
    </section>
  );
}

function Filters() {
  const { links } = useDesk();
  const { wanted } = useStore(links.state);
  const [typed, setTyped] = useState(wanted.search);
  useEffect(() => {
    if (typed.trim() === wanted.search) return;
    const timer = setTimeout(() => void links.show({ ...wanted, search: typed.trim() }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, wanted]);
  useEffect(() => {
    if (typed.trim() !== wanted.search) setTyped(wanted.search);
  }, [wanted.search]);

  return (
    <div class="filters" role="search">
      <div class="tabs" role="group" aria-label="Show">
        {(Object.keys(GROUPS) as Group[]).map((group) => (
          <button
            key={group}
            type="button"
            aria-pressed={group === wanted.group}
            onClick={() => void links.show({ ...wanted, group })}
          >
            {GROUPS[group].name}
          </button>
        ))}
      </div>
      <label class="search">
        <Icon name="search" />
        <span class="unseen">Search by reference, name or e-mail</span>
        <input
          type="search"
          placeholder="Reference, name"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}

function Loading() {
  return (
    <div class="rows skeleton" role="status" aria-label="Loading the links">
      {[0, 1, 2, 3, 4].map((n) => (
        <span key={n} />
      ))}
    </div>
  );
}

function NothingYet() {
  return (
    <div class="empty">
      <h2>No links yet</h2>
      <p>Make one here, or over the API. It appears in this list by itself, and so does every payment.</p>
      <a class="button" href={paths.new}>
        Make the first link
      </a>
    </div>
  );
}

function NothingFound() {
  const { links } = useDesk();
  return (
    <div class="empty">
      <h2>Nothing found</h2>
      <p>No link fits this choice and search.</p>
      <button type="button" class="button" onClick={() => void links.show({ group: 'all', search: '' })}>
        Show all links
      </button>
    </div>
  );
}

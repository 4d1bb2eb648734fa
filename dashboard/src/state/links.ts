import { explainFailure, type Api } from '../api/client.js';
import { LINKS, type LinkFilter, type PageInfo } from '../api/operations.js';
import type { LinkSummary } from '../api/types.js';
import type { Feed, FeedEvent } from './feed.js';
import { toFilter, upToLast, withLink, withPage, type Wanted } from './link-list.js';
import { Store } from './store.js';

const PAGE = 50;
/** How many rows events may add to what was loaded before the list's end is cut off. */
const SURPLUS = 50;

export interface LinksState {
  wanted: Wanted;
  rows: LinkSummary[];
  /** Links that came in while looking: shown as new. */
  arrived: ReadonlySet<string>;
  page: PageInfo;
  phase: 'loading' | 'ready' | 'failed';
  loadingMore: boolean;
  failure?: string;
}

/** The list of links: read once, then kept true by the feed. */
export class Links {
  readonly state = new Store<LinksState>({
    wanted: { group: 'all', search: '' },
    rows: [],
    arrived: new Set(),
    page: { hasNextPage: false, endCursor: null },
    phase: 'loading',
    loadingMore: false,
  });
  /** Numbers the readings, so that a slow answer to an old question is dropped. */
  private reading = 0;
  /** While a page is on its way, the events that came: the page may be older than they are. */
  private meanwhile: FeedEvent[] | undefined;
  /** How many rows were asked for and came. */
  private loaded = PAGE;

  constructor(private readonly api: Api) {}

  connect(feed: Feed): () => void {
    const ends = [feed.listen((event) => this.take(event)), feed.anchored(() => void this.load())];
    return () => ends.forEach((end) => end());
  }

  async show(wanted: Wanted): Promise<void> {
    this.state.update({ wanted, phase: 'loading', rows: [], arrived: new Set() });
    await this.load();
  }

  async load(): Promise<void> {
    await this.read(null, toFilter(this.state.get().wanted));
  }

  async loadMore(): Promise<void> {
    this.state.update({ loadingMore: true });
    const { wanted, page, rows } = this.state.get();
    const filter = toFilter(wanted);
    // Where the end was cut off, no cursor stands behind the last row.
    await this.read(page.endCursor, page.endCursor ? filter : { ...filter, ...upToLast(rows) }, true);
  }

  private async read(after: string | null, filter: LinkFilter, further = false): Promise<void> {
    const reading = ++this.reading;
    this.meanwhile = [];
    const { data, error } = await this.api.http.query(LINKS, { filter, first: PAGE, after }).toPromise();
    if (reading !== this.reading) return;
    const meanwhile = this.meanwhile;
    this.meanwhile = undefined;
    if (!data) {
      const failure = error ? explainFailure(error) : undefined;
      const kept = this.state.get().rows.length > 0;
      this.state.update({ phase: kept ? 'ready' : 'failed', loadingMore: false, failure });
      return;
    }
    const { nodes, pageInfo } = data.paymentLinks;
    const rows = further ? withPage(this.state.get().rows, nodes) : nodes;
    this.loaded = Math.max(PAGE, rows.length);
    this.state.update({ rows, page: pageInfo, phase: 'ready', loadingMore: false, failure: undefined });
    meanwhile.forEach((event) => this.merge(event));
  }

  private take(event: FeedEvent): void {
    this.meanwhile?.push(event);
    this.merge(event);
  }

  private merge({ paymentLink }: FeedEvent): void {
    const { rows, wanted, page, arrived, phase } = this.state.get();
    if (phase !== 'ready') return;
    const next = withLink(rows, paymentLink, wanted, page.hasNextPage);
    const isNew = next.length > rows.length;
    // A page on its way goes on from the end as it was.
    const isTooLong = !this.meanwhile && next.length > this.loaded + SURPLUS;
    const kept = isTooLong ? next.slice(0, this.loaded) : next;
    const isStillNew = (id: string) => arrived.has(id) || (isNew && id === paymentLink.id);
    this.state.update({
      rows: kept,
      arrived: new Set(kept.map(({ id }) => id).filter(isStillNew)),
      page: isTooLong ? { hasNextPage: true, endCursor: null } : page,
    });
  }
}

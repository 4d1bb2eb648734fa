import { explainFailure, type Api } from '../api/client.js';
import { LINKS, type PageInfo } from '../api/operations.js';
import type { LinkSummary } from '../api/types.js';
import type { Feed, FeedEvent } from './feed.js';
import { toFilter, withLink, withPage, type Wanted } from './link-list.js';
import { Store } from './store.js';

const PAGE = 50;

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
  /** Events that came while a page was on its way: the page may be older than they are. */
  private meanwhile: FeedEvent[] = [];

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
    await this.read(null);
  }

  async loadMore(): Promise<void> {
    this.state.update({ loadingMore: true });
    await this.read(this.state.get().page.endCursor);
  }

  private async read(after: string | null): Promise<void> {
    const reading = ++this.reading;
    this.meanwhile = [];
    const filter = toFilter(this.state.get().wanted);
    const { data, error } = await this.api.http.query(LINKS, { filter, first: PAGE, after }).toPromise();
    if (reading !== this.reading) return;
    if (!data) {
      const failure = error ? explainFailure(error) : undefined;
      const kept = this.state.get().rows.length > 0;
      this.state.update({ phase: kept ? 'ready' : 'failed', loadingMore: false, failure });
      return;
    }
    const { nodes, pageInfo } = data.paymentLinks;
    const rows = after === null ? nodes : withPage(this.state.get().rows, nodes);
    this.state.update({ rows, page: pageInfo, phase: 'ready', loadingMore: false, failure: undefined });
    this.meanwhile.splice(0).forEach((event) => this.merge(event));
  }

  private take(event: FeedEvent): void {
    this.meanwhile.push(event);
    this.merge(event);
  }

  private merge({ paymentLink }: FeedEvent): void {
    const { rows, wanted, page, arrived, phase } = this.state.get();
    if (phase !== 'ready') return;
    const next = withLink(rows, paymentLink, wanted, page.hasNextPage);
    const isNew = next.length > rows.length;
    this.state.update({ rows: next, arrived: isNew ? new Set([...arrived, paymentLink.id]) : arrived });
  }
}

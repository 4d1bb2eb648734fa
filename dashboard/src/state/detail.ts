import { useEffect, useMemo } from 'preact/hooks';
import { explainFailure, type Api } from '../api/client.js';
import { EVENTS, LINK } from '../api/operations.js';
import type { Link, LinkEvent } from '../api/types.js';
import type { Feed } from './feed.js';
import { Store, useStore } from './store.js';

export interface DetailState {
  link: Link | null;
  events: LinkEvent[];
  phase: 'loading' | 'ready' | 'missing' | 'failed';
  failure?: string;
}

const EVENT_PAGE = 100;

/** One link and its timeline: read once, read again when an event says that it changed. */
export class Detail {
  readonly state = new Store<DetailState>({ link: null, events: [], phase: 'loading' });
  private reading: Promise<void> | undefined;
  private again = false;
  private closed = false;

  constructor(
    private readonly api: Api,
    private readonly feed: Feed,
    private readonly id: string,
  ) {}

  open(): () => void {
    const ends = [
      this.feed.listen((event) => {
        if (event.paymentLinkId !== this.id) return;
        this.append([event]);
        void this.refresh();
      }),
      this.feed.anchored(() => void this.load()),
    ];
    void this.load();
    return () => {
      this.closed = true;
      ends.forEach((end) => end());
    };
  }

  async load(): Promise<void> {
    await Promise.all([this.refresh(), this.readEvents()]);
  }

  /** Reads the link. A change that comes during a reading is read after it, however many there were. */
  refresh(): Promise<void> {
    if (this.reading) this.again = true;
    this.reading ??= this.readUntilQuiet().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readUntilQuiet(): Promise<void> {
    do {
      this.again = false;
      const { data, error } = await this.api.http.query(LINK, { id: this.id }).toPromise();
      if (this.closed) return;
      if (data?.paymentLink) {
        this.state.update({ link: data.paymentLink, phase: 'ready', failure: undefined });
      } else if (data) {
        this.state.update({ phase: 'missing' });
      } else {
        const phase = this.state.get().link ? 'ready' : 'failed';
        this.state.update({ phase, failure: error && explainFailure(error) });
      }
    } while (this.again);
  }

  private async readEvents(): Promise<void> {
    let after: string | null = null;
    do {
      const { data } = await this.api.http
        .query(EVENTS, { ids: [this.id], after, first: EVENT_PAGE })
        .toPromise();
      if (!data || this.closed) return;
      this.append(data.events.nodes);
      after = data.events.pageInfo.hasNextPage ? data.events.pageInfo.endCursor : null;
    } while (after !== null);
  }

  private append(events: LinkEvent[]): void {
    const known = new Map(this.state.get().events.map((event) => [event.id, event]));
    events.forEach((event) => known.set(event.id, event));
    const ordered = [...known.values()].sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
    this.state.update({ events: ordered });
  }
}

export function useDetail(api: Api, feed: Feed, id: string): [DetailState, Detail] {
  const detail = useMemo(() => new Detail(api, feed, id), [api, feed, id]);
  useEffect(() => detail.open(), [detail]);
  return [useStore(detail.state), detail];
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Api } from '../api/client.js';
import type { LinkFilter } from '../api/operations.js';
import type { LinkSummary } from '../api/types.js';
import type { Feed, FeedEvent } from './feed.js';
import { Links } from './links.js';

interface Question {
  filter: LinkFilter;
  first: number;
  after: string | null;
}

const link = (minute: number): LinkSummary => {
  const at = new Date(Date.UTC(2026, 10, 24) + minute * 60_000).toISOString();
  return { id: String(minute), reference: null, status: 'OPEN', createdAt: at, updatedAt: at } as LinkSummary;
};
const descending = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => from - n);

describe('the list that the feed keeps true', () => {
  let links: Links;
  let made: number[];
  let arrive: (event: FeedEvent) => void;
  /** Holds the next answer back until it resolves. */
  let held: Promise<void>;

  /** The server's list: `made`, newest first. A cursor names the row that it stands behind. */
  const answer = async ({ filter, first, after }: Question) => {
    const found = made
      .filter((minute) => after === null || minute < Number(after))
      .filter((minute) => !filter.createdBefore || link(minute).createdAt < filter.createdBefore);
    const nodes = found.slice(0, first).map(link);
    await held;
    const pageInfo = { hasNextPage: found.length > first, endCursor: nodes.at(-1)?.id ?? null };
    return { data: { paymentLinks: { nodes, pageInfo } } };
  };
  const make = (minute: number) => {
    made.unshift(minute);
    arrive({ paymentLink: link(minute) } as FeedEvent);
  };
  const loadToTheEnd = async () => {
    for (let n = 0; n < 30 && links.state.get().page.hasNextPage; n++) await links.loadMore();
  };
  const shown = () => links.state.get().rows.map(({ id }) => Number(id));

  beforeEach(() => {
    made = [];
    held = Promise.resolve();
    const query = (_: unknown, question: Question) => ({ toPromise: () => answer(question) });
    links = new Links({ http: { query } } as unknown as Api);
    const listen = (listener: typeof arrive) => {
      arrive = listener;
      return () => undefined;
    };
    links.connect({ listen, anchored: () => () => undefined } as unknown as Feed);
  });

  it('keeps no event that it has dealt with', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    await links.load();
    const dealtWith = (() => {
      const event = { paymentLink: link(1) } as FeedEvent;
      arrive(event);
      return new WeakRef(event);
    })();
    await new Promise(setImmediate);
    collectGarbage();

    expect(shown()).toEqual([1]);
    expect(dealtWith.deref()).toBeUndefined();
  });

  it('has what came while it was read', async () => {
    made = [1];
    let release = () => {};
    held = new Promise((resolve) => (release = resolve));
    const reading = links.load();
    await new Promise(setImmediate);
    make(2);
    release();
    await reading;

    expect(shown()).toEqual([2, 1]);
  });

  it('is as long as what was loaded and a page, and has the rest where one asks for more', async () => {
    made = descending(120, 1);
    await links.load();
    for (let minute = 121; minute <= 1_000; minute++) make(minute);

    const { page, arrived } = links.state.get();
    const length = shown().length;
    expect(length).toBeLessThanOrEqual(100);
    expect(shown()).toEqual(descending(1_000, 1_001 - length));
    expect(page.hasNextPage).toBe(true);
    expect(arrived.size).toBeLessThanOrEqual(length);

    await loadToTheEnd();
    expect(shown()).toEqual(descending(1_000, 1));
  });

  it('cuts nothing while a further page is on its way', async () => {
    made = descending(120, 1);
    await links.load();
    let release = () => {};
    held = new Promise((resolve) => (release = resolve));
    const reading = links.loadMore();
    await new Promise(setImmediate);
    for (let minute = 121; minute <= 400; minute++) make(minute);
    release();
    await reading;

    expect(shown()).toEqual(descending(400, 401 - shown().length));
    await loadToTheEnd();
    expect(shown()).toEqual(descending(400, 1));
  });
});

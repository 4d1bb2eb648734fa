import type { Api } from '../api/client.js';
import { FOLLOW, type FollowData } from '../api/operations.js';
import type { LinkEvent, LinkSummary } from '../api/types.js';
import { Store } from './store.js';

export type Connection = 'connecting' | 'live' | 'waiting';
export type FeedEvent = LinkEvent & { paymentLink: LinkSummary };

const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * The merchant's event log, followed from now on for as long as somebody is signed in.
 * After any interruption it resumes behind the last event it saw, so nothing is missed and nothing is asked twice.
 */
export class Feed {
  readonly connection = new Store<Connection>('connecting');
  private cursor: string | undefined;
  private stopped = false;
  private wake = () => {};
  private readonly onEvent = new Set<(event: FeedEvent) => void>();
  private readonly onAnchor = new Set<() => void>();

  constructor(
    private readonly api: Api,
    private readonly onRefused: () => void,
  ) {}

  /** @returns the call that ends the listening. */
  listen(onEvent: (event: FeedEvent) => void): () => void {
    this.onEvent.add(onEvent);
    return () => this.onEvent.delete(onEvent);
  }

  /** Told when the feed has taken a new stand in the log: what was read before may be out of date. */
  anchored(onAnchor: () => void): () => void {
    this.onAnchor.add(onAnchor);
    return () => this.onAnchor.delete(onAnchor);
  }

  start(): () => void {
    void this.run();
    const retryNow = () => this.wake();
    addEventListener('online', retryNow);
    document.addEventListener('visibilitychange', retryNow);
    return () => {
      removeEventListener('online', retryNow);
      document.removeEventListener('visibilitychange', retryNow);
      this.stopped = true;
      this.wake();
      void this.hangUp();
    };
  }

  private async hangUp(): Promise<void> {
    try {
      await this.api.socket.dispose();
    } catch {
      // It was still being opened, and the server refused: closed is all that it is to be.
    }
  }

  private async run(): Promise<void> {
    let failures = 0;
    const offPing = this.api.socket.on('ping', (received, payload) => {
      if (!received || payload?.['attached'] === undefined) return;
      failures = 0;
      this.connection.set('live');
      // Without a cursor it stands at the log's end: lists read from here on hold everything before it.
      if (this.cursor === undefined) this.onAnchor.forEach((tell) => tell());
    });
    while (!this.stopped) {
      try {
        await this.follow();
      } catch (reason) {
        if (isRefusal(reason)) this.onRefused();
      }
      if (this.stopped) break;
      this.connection.set('waiting');
      await this.pause(failures++);
      this.connection.set('connecting');
    }
    offPing();
  }

  /** Ends, or throws, when the subscription does. */
  private async follow(): Promise<void> {
    const variables = { after: this.cursor };
    for await (const { data, errors } of this.api.socket.iterate<FollowData>({ query: FOLLOW, variables })) {
      if (errors || !data) {
        // The server is there and refuses: CURSOR_EXPIRED, the log no longer reaches back to our cursor. Stand anew.
        this.cursor = undefined;
        return;
      }
      this.cursor = data.paymentLinkEvents.cursor;
      this.onEvent.forEach((tell) => tell(data.paymentLinkEvents));
    }
  }

  private pause(failures: number): Promise<void> {
    const base = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)]!;
    return new Promise((resolve) => {
      // Spread, so that a restarted server does not meet every dashboard in the same instant.
      const timer = setTimeout(resolve, base * (0.75 + Math.random() / 2));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Close codes by which the server says that it does not know the key. */
function isRefusal(reason: unknown): boolean {
  const code = (reason as { code?: unknown } | null)?.code;
  return code === 4401 || code === 4403;
}

import type { Position } from '../cursor.js';
import type { Batch } from './batch.js';
import type { Sink } from './sink.js';

/** What a subscriber may have waiting in its socket; beyond that it is served from the log, at its own pace. */
export const BUFFER_LIMIT_BYTES = 256 * 1024;
const PENDING_LIMIT_EVENTS = 1_000;

/** One subscriber's place in the log. Live, it takes what the group hands out; otherwise it catches up from the log. */
export class Subscriber {
  isLive = false;
  isClosed = false;
  private pending: Batch[] = [];
  private pendingEvents = 0;
  private hasOverflown = false;
  private wake?: () => void;

  constructor(
    readonly sink: Sink,
    public position: Position,
  ) {}

  /** From the group, in order. */
  hand(batch: Batch): void {
    if (!this.isLive) return this.keep(batch);
    this.deliver(batch);
    if (this.sink.bufferedBytes > BUFFER_LIMIT_BYTES) this.fallBehind();
  }

  /** Sends what it has not had. */
  deliver(batch: Batch): void {
    const news = this.isClosed ? undefined : batch.after(this.position);
    if (!news) return;
    this.position = news.end;
    this.sink.send(news);
  }

  /** After the log was read to its end: takes what came meanwhile. False: some was forgotten, read the log again. */
  goLive(): boolean {
    const pending = this.forget();
    if (this.hasOverflown) {
      this.hasOverflown = false;
      return false;
    }
    this.isLive = true;
    pending.forEach((batch) => this.hand(batch));
    return this.isLive;
  }

  /** Resolves when it has fallen behind, or is closed. */
  async whileLive(): Promise<void> {
    while (this.isLive && !this.isClosed) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** It has to read the log, whatever it is handed meanwhile. */
  fallBehind(): void {
    this.isLive = false;
    this.forget();
    this.hasOverflown = true;
    this.wake?.();
  }

  close(): void {
    this.isClosed = true;
    this.forget();
    this.wake?.();
  }

  private keep(batch: Batch): void {
    if (this.hasOverflown) return;
    this.pending.push(batch);
    this.pendingEvents += batch.entries.length;
    if (this.pendingEvents <= PENDING_LIMIT_EVENTS) return;
    this.forget();
    this.hasOverflown = true;
  }

  private forget(): Batch[] {
    const pending = this.pending;
    this.pending = [];
    this.pendingEvents = 0;
    return pending;
  }
}

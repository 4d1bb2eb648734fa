import type { ServerResponse } from 'node:http';

import type { Batch, Ready } from './batch.js';
import type { Sink } from './sink.js';

const COMPLETE = 'event: complete\ndata: \n\n';
const NOTHING = ':\n\n';

/** Writes server-sent events as graphql-sse has them, each under its cursor; nothing once it has ended. */
export class EventStreamSink implements Sink {
  constructor(private readonly response: ServerResponse) {
    // Whatever is wrong with one line is to end that line alone.
    response.on('error', () => response.destroy());
  }

  get bufferedBytes(): number {
    return this.response.writableLength;
  }

  attached(): void {
    this.write(': attached\n\n');
  }

  send(batch: Batch): void {
    this.write(batch.once('stream', messagesOf));
  }

  /** A result that is none of the log's events. */
  result(result: object): void {
    this.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  }

  heartbeat(): void {
    this.write(NOTHING);
  }

  /** All is told: without that word, a stream that ends is taken up again by its client. */
  complete(): void {
    if (this.isOpen) this.response.end(COMPLETE);
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.isOpen) return this.onClose(resolve);
      this.response.write(NOTHING, () => resolve());
    });
  }

  /** The client holds the cursor already: it is the id of the last event that it has read. */
  tooSlow(_cursor: string): void {
    this.cutOff();
  }

  cutOff(): void {
    this.response.destroy();
  }

  /** Called at once when it is gone already, as while its key was looked up. */
  onClose(listener: () => void): void {
    if (this.response.destroyed) listener();
    else this.response.once('close', listener);
  }

  private get isOpen(): boolean {
    return !this.response.writableEnded && !this.response.destroyed;
  }

  private write(text: string | Buffer): void {
    if (this.isOpen) this.response.write(text);
  }
}

function messagesOf(entries: readonly Ready[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ event, payload }) => [
      Buffer.from(`id: ${event.cursor}\nevent: next\ndata: `),
      payload,
      Buffer.from('\n\n'),
    ]),
  );
}

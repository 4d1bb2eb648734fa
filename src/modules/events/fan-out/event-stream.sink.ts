import type { ServerResponse } from 'node:http';

import type { Batch, Ready } from './batch.js';
import type { Sink } from './sink.js';

/** Writes server-sent events as graphql-sse has them, each under its cursor. */
export class EventStreamSink implements Sink {
  constructor(private readonly response: ServerResponse) {}

  get bufferedBytes(): number {
    return this.response.writableLength;
  }

  attached(): void {
    this.response.write(': attached\n\n');
  }

  send(batch: Batch): void {
    this.response.write(batch.once('stream', messagesOf));
  }

  /** A result that is none of the log's events. */
  result(result: object): void {
    this.response.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.response.destroyed) return resolve();
      this.response.write(':\n\n', () => resolve());
    });
  }

  /** The client holds the cursor already: it is the id of the last event that it has read. */
  tooSlow(_cursor: string): void {
    this.response.destroy();
  }

  onClose(listener: () => void): void {
    this.response.once('close', listener);
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

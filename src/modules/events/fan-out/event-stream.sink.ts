import type { ServerResponse } from 'node:http';

import type { PaymentLinkEvent } from '../payment-link-event.model.js';
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

  send(payload: string, event: PaymentLinkEvent): void {
    this.response.write(`id: ${event.cursor}\nevent: next\ndata: ${payload}\n\n`);
  }

  /** A result that is none of the log's events. */
  result(result: object): void {
    this.response.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      this.response.once('close', resolve);
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

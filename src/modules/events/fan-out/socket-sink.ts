import type { WebSocket } from 'ws';

import type { PaymentLinkEvent } from '../payment-link-event.model.js';
import type { Sink } from './sink.js';

/** An own code beside those of graphql-transport-ws: the reader did not read. */
export const TOO_SLOW = 4413;

/** Writes `next` messages of graphql-transport-ws for one subscription of a socket. */
export class SocketSink implements Sink {
  private readonly prefix: string;

  constructor(
    private readonly socket: WebSocket,
    private readonly subscriptionId: string,
  ) {
    this.prefix = `{"id":${JSON.stringify(subscriptionId)},"type":"next","payload":`;
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  /** The protocol has no word for it, but a ping may carry one, and clients can listen to it. */
  attached(): void {
    this.socket.send(`{"type":"ping","payload":{"attached":${JSON.stringify(this.subscriptionId)}}}`);
  }

  send(payload: string, _event: PaymentLinkEvent): void {
    this.socket.send(`${this.prefix}${payload}}`);
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState !== this.socket.OPEN) return resolve();
      this.socket.once('close', () => resolve());
      // An unasked pong says nothing, and is written after everything before it.
      this.socket.pong('', undefined, () => resolve());
    });
  }

  tooSlow(cursor: string): void {
    this.socket.close(TOO_SLOW, `Too slow; resume after ${cursor}`);
    this.socket.terminate();
  }
}

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

import type { Batch } from './batch.js';
import { type Frames, framesOf } from './frames.js';
import type { Sink } from './sink.js';

/** An own code beside those of graphql-transport-ws: the reader did not read. */
export const TOO_SLOW = 4413;
/** Try Again Later, which clients do by themselves. */
export const TRY_AGAIN = 1013;

const SCRATCH_BYTES = 128 * 1024;
/** Where frames get their address. Used again for the next socket, unless this one still reads from it. */
const NONE = Buffer.alloc(0);
let scratch = NONE;

/**
 * Writes `next` messages of graphql-transport-ws for one subscription of a socket. The frames of a batch are the same
 * for all sockets but for the id, and go out in one write, beside the WebSocket's own sender, which holds nothing back
 * since compression is never agreed on.
 */
export class SocketSink implements Sink {
  private readonly id: Buffer;

  /** @param stream what the socket is made on */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    private readonly subscriptionId: string,
  ) {
    this.id = Buffer.from(JSON.stringify(subscriptionId));
  }

  get bufferedBytes(): number {
    return this.stream.writableLength;
  }

  /** The protocol has no word for it, but a ping may carry one, and clients can listen to it. */
  attached(): void {
    this.socket.send(`{"type":"ping","payload":{"attached":${JSON.stringify(this.subscriptionId)}}}`);
  }

  send(batch: Batch): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const idBytes = this.id.length;
    const frames = batch.once(`frames ${idBytes}`, (entries) => framesOf(entries, idBytes));
    this.stream.write(this.addressed(frames));
    if (this.stream.writableLength > 0) scratch = NONE;
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState !== this.socket.OPEN) return resolve();
      // Called also when the stream is destroyed. An unasked pong says nothing.
      this.stream.write(EMPTY_PONG, () => resolve());
    });
  }

  /** Told after all that it was sent; a socket that never reads so far is cut by the WebSocket's own time limit. */
  tooSlow(cursor: string): void {
    this.socket.close(TOO_SLOW, `Too slow; resume after ${cursor}`);
  }

  cutOff(): void {
    this.socket.close(TRY_AGAIN, 'Try again');
  }

  private addressed({ bytes, places }: Frames): Buffer {
    if (scratch.length < bytes.length) scratch = Buffer.allocUnsafe(Math.max(bytes.length, SCRATCH_BYTES));
    bytes.copy(scratch);
    for (const place of places) this.id.copy(scratch, place);
    return scratch.subarray(0, bytes.length);
  }
}

const EMPTY_PONG = Buffer.from([0x8a, 0]);

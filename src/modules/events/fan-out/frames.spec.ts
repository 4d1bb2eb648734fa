import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

import { PaymentLinkEvent } from '../payment-link-event.model.js';
import { Batch } from './batch.js';
import { SocketSink } from './socket-sink.js';

const JSON_OF = (text: string) => JSON.stringify({ data: { text } });

function batchOf(texts: string[]): Batch {
  return new Batch(
    texts.map((text, index) => ({
      event: Object.assign(new PaymentLinkEvent(), { position: { xid: 1n, seq: BigInt(index) } }),
      payload: Buffer.from(JSON_OF(text)),
    })),
  );
}

describe('frames that are shared', () => {
  it('reach each socket as messages of its own subscription, of every length, between the socket’s own', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const texts = ['', 'å'.repeat(50), 'x'.repeat(300), '雪'.repeat(40_000), 'last'];
    const ids = ['1', '2f0c2d1e-7f50-4f0e-a50b-1d3c8b6f3a55', 'a "quoted" id'];
    const received: Record<string, unknown>[][] = [];
    const all = [];
    for (const index of ids.keys()) {
      const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
      received[index] = [];
      client.on('message', (data: Buffer) => received[index]!.push(JSON.parse(data.toString())));
      const connected = once(server, 'connection') as Promise<[WebSocket, IncomingMessage]>;
      await once(client, 'open');
      const [socket, request] = await connected;
      all.push({ client, socket, request });
    }

    const batch = batchOf(texts);
    const closed = all.map(({ client, socket, request }, index) => {
      const sink = new SocketSink(socket, request.socket, ids[index]!);
      sink.attached();
      sink.send(batch);
      sink.tooSlow('CURSOR');
      return once(client, 'close');
    });

    for (const [index, ended] of closed.entries()) {
      const [code, reason] = (await ended) as [number, Buffer];
      expect([code, reason.toString()]).toEqual([4413, 'Too slow; resume after CURSOR']);
      const id = ids[index]!;
      expect(received[index]).toEqual([
        { type: 'ping', payload: { attached: id } },
        ...texts.map((text) => ({ id, type: 'next', payload: JSON.parse(JSON_OF(text)) })),
      ]);
    }
    server.close();
  });
});

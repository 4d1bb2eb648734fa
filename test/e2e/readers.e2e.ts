import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import WebSocket from 'ws';

import { Connections } from '../../src/graphql/connections.js';
import { EventStreams } from '../../src/graphql/event-streams.js';
import { GraphqlSockets } from '../../src/graphql/graphql.sockets.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aSecondKey } from '../support/merchants.js';
import type { Link } from '../support/shop.js';

/** What one event makes is more than a connection holds that nobody reads from. */
const MUCH = Array.from({ length: 1_500 }, (_, index) => `m${index}: metadata`).join(' ');
const METADATA = { all: 'x'.repeat(7_000) };

describe('a reader', () => {
  let app: TestApp;
  let link: Link;

  beforeAll(async () => {
    app = await startApp();
    link = await app.shop.anOpenLink({ metadata: METADATA });
  });
  afterAll(() => app.stop());

  async function connected(): Promise<{ reader: Socket; served: Socket }> {
    const accepted = once(app.nest.getHttpServer(), 'connection') as Promise<[Socket]>;
    const reader = connect(Number(new URL(app.url).port), '127.0.0.1');
    const [served] = await accepted;
    return { reader, served };
  }

  function askForStream(reader: Socket, query: string, key: string): void {
    const body = JSON.stringify({ query });
    reader.write(
      `POST /graphql HTTP/1.1\r\nHost: shop\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n` +
        `Authorization: Bearer ${key}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  }

  /** Reads until it stands, and no further. */
  async function open(query: string, key: string): Promise<{ reader: Socket; served: Socket }> {
    const { reader, served } = await connected();
    askForStream(reader, query, key);
    await once(reader, 'data');
    reader.pause();
    return { reader, served };
  }

  it('who does not read a stream is cut off when the key is revoked, told or not', async () => {
    const { key, revoke } = await aSecondKey(app);
    const { reader, served } = await open(
      `subscription { paymentLinkEvents(after: "start") { cursor paymentLink { ${MUCH} } } }`,
      key,
    );

    await revoke();

    // Before it counts as too slow.
    await eventually(() => expect(served.destroyed).toBe(true), { timeoutMs: 14_000 });
    reader.destroy();
  });

  it('who does not read is let go who follows one link, too', async () => {
    const { reader, served } = await open(
      `subscription { paymentLinkStatusChanged(id: "${link.id}") { ${MUCH} } }`,
      app.merchantKey,
    );
    await eventually(() => expect(served.destroyed).toBe(true));
    reader.destroy();
  });

  describe('who leaves while the key is looked up', () => {
    /** Nobody learns who is asking, until it is called. */
    async function keysAreHeld(): Promise<{ isAskedFor(): Promise<void>; letGo(): Promise<void> }> {
      const runner = app.nest.get(DataSource).createQueryRunner();
      await runner.startTransaction();
      await runner.query('LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE');
      return {
        isAskedFor: () =>
          eventually(async () => {
            const waiting = await app.database.query(
              `SELECT FROM pg_locks WHERE relation = 'api_keys'::regclass AND NOT granted`,
            );
            expect(waiting).toHaveLength(1);
          }),
        async letGo() {
          await runner.commitTransaction();
          await runner.release();
        },
      };
    }

    it('is not kept as a stream', async () => {
      const serve = jest.spyOn(app.nest.get(EventStreams), 'serve');
      const keys = await keysAreHeld();
      const { reader, served } = await connected();
      askForStream(reader, 'subscription { paymentLinkEvents { cursor } }', app.merchantKey);
      await keys.isAskedFor();
      reader.destroy();
      await eventually(() => expect(served.destroyed).toBe(true));

      await keys.letGo();

      const isOver = (serve.mock.results[0]!.value as Promise<void>).then(() => true);
      serve.mockRestore();
      expect(await Promise.race([isOver, delay(5_000, false, { ref: false })])).toBe(true);
    });

    it('is not kept as a socket', async () => {
      const kept = jest.spyOn(app.nest.get(Connections), 'add');
      const connect = jest.spyOn(
        app.nest.get(GraphqlSockets) as unknown as { connect(): Promise<boolean> },
        'connect',
      );
      const keys = await keysAreHeld();
      const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const accepted = once(app.nest.getHttpServer(), 'connection') as Promise<[Socket]>;
      await once(socket, 'open');
      const payload = { authorization: `Bearer ${app.merchantKey}` };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      await keys.isAskedFor();
      socket.terminate();
      const [served] = await accepted;
      await eventually(() => expect(served.destroyed).toBe(true));

      await keys.letGo();

      expect(await connect.mock.results[0]!.value).toBe(false);
      expect(kept).not.toHaveBeenCalled();
      kept.mockRestore();
      connect.mockRestore();
    });
  });
});

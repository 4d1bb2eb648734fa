import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aSecondKey } from '../support/merchants.js';
import type { Link } from '../support/shop.js';

/** What one event makes is more than a connection holds that nobody reads from. */
const MUCH = Array.from({ length: 1_500 }, (_, index) => `m${index}: metadata`).join(' ');
const METADATA = { all: 'x'.repeat(7_000) };

describe('a stream whose reader does not read', () => {
  let app: TestApp;
  let link: Link;

  beforeAll(async () => {
    app = await startApp();
    link = await app.shop.anOpenLink({ metadata: METADATA });
  });
  afterAll(() => app.stop());

  /** Reads until it stands, and no further. */
  async function open(query: string, key: string): Promise<{ reader: Socket; served: Socket }> {
    const body = JSON.stringify({ query });
    const accepted = once(app.nest.getHttpServer(), 'connection') as Promise<[Socket]>;
    const reader = connect(Number(new URL(app.url).port), '127.0.0.1');
    reader.write(
      `POST /graphql HTTP/1.1\r\nHost: shop\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n` +
        `Authorization: Bearer ${key}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await once(reader, 'data');
    reader.pause();
    const [served] = await accepted;
    return { reader, served };
  }

  it('ends when its key is revoked, told or not', async () => {
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

  it('is let go when it follows one link, too', async () => {
    const { reader, served } = await open(
      `subscription { paymentLinkStatusChanged(id: "${link.id}") { ${MUCH} } }`,
      app.merchantKey,
    );
    await eventually(() => expect(served.destroyed).toBe(true));
    reader.destroy();
  });
});

import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Api } from '../api/client.js';
import { Feed } from './feed.js';

type OnPing = (received: boolean, payload?: Record<string, unknown>) => void;
type Told = 'attached' | 'cut off' | object;

const event = (id: string) => ({ data: { paymentLinkEvents: { id, cursor: `behind ${id}` } } });
const EXPIRED = { errors: [{ message: 'gone', extensions: { code: 'CURSOR_EXPIRED' } }] };

/** A server that tells each subscription what it is given, and then nothing more. */
class Server {
  readonly followedAfter: unknown[] = [];
  private ping: OnPing = () => undefined;

  constructor(private readonly tells: Told[][]) {}

  readonly api = {
    socket: {
      on: (name: string, listener: OnPing) => {
        if (name === 'ping') this.ping = listener;
        return () => undefined;
      },
      dispose: () => undefined,
      iterate: ({ variables }: { variables: { after: unknown } }) => this.follow(variables.after),
    },
  } as unknown as Api;

  private async *follow(after: unknown): AsyncGenerator<object> {
    this.followedAfter.push(after);
    this.ping(false);
    for (const told of this.tells.shift() ?? []) {
      if (told === 'cut off') throw new Error('cut off');
      if (told === 'attached') this.ping(true, { attached: 'subscription' });
      else yield told as object;
    }
    await new Promise(() => undefined);
  }
}

describe('the feed', () => {
  let told: string[];
  let stop = () => {};

  beforeAll(() => {
    const nothing = { addEventListener: () => undefined, removeEventListener: () => undefined };
    Object.assign(globalThis, nothing, { document: nothing });
  });
  beforeEach(() => {
    told = [];
  });
  afterEach(() => stop());

  /** Follows until the event of this id is told. */
  async function follow(server: Server, until: string): Promise<void> {
    const feed = new Feed(server.api, () => undefined);
    feed.anchored(() => told.push('anchored'));
    const done = new Promise<void>((resolve) => {
      feed.listen(({ id }) => {
        told.push(id);
        if (id === until) resolve();
      });
    });
    stop = feed.start();
    await done;
  }

  it('begins now, and has the lists read once nothing more can be missed', async () => {
    const server = new Server([['attached', event('e')]]);
    await follow(server, 'e');

    expect(server.followedAfter).toEqual([undefined]);
    expect(told).toEqual(['anchored', 'e']);
  });

  it('goes on behind the last event that it saw', async () => {
    const server = new Server([
      ['attached', event('e'), 'cut off'],
      ['attached', event('f')],
    ]);
    await follow(server, 'f');

    expect(server.followedAfter).toEqual([undefined, 'behind e']);
    expect(told).toEqual(['anchored', 'e', 'f']);
  });

  it('begins anew where it was cut off before an event came', async () => {
    const server = new Server([
      ['attached', 'cut off'],
      ['attached', event('e')],
    ]);
    await follow(server, 'e');

    expect(server.followedAfter).toEqual([undefined, undefined]);
    expect(told).toEqual(['anchored', 'anchored', 'e']);
  });

  it('stands anew by itself where the log no longer reaches back, and has the lists read again', async () => {
    const server = new Server([
      ['attached', event('e'), 'cut off'],
      ['attached', EXPIRED],
      ['attached', event('f')],
    ]);
    await follow(server, 'f');

    expect(server.followedAfter).toEqual([undefined, 'behind e', undefined]);
    expect(told).toEqual(['anchored', 'e', 'anchored', 'f']);
  });
});

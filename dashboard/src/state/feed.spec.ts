import { beforeAll, describe, expect, it } from '@jest/globals';

import type { Api } from '../api/client.js';
import { Feed } from './feed.js';

const REFUSAL = { errors: [{ message: 'gone', extensions: { code: 'CURSOR_EXPIRED' } }] };

/** A server whose log no longer reaches back to the cursor that the first subscription resumes from. */
class Server {
  readonly followedAfter: unknown[] = [];
  private cursors = ['old', 'new'];
  private readonly answers: object[] = [
    REFUSAL,
    { data: { paymentLinkEvents: { id: 'e', cursor: 'newer' } } },
  ];

  readonly api = {
    http: {
      query: (_: unknown, { ids }: { ids?: string[] }) => ({
        toPromise: async () =>
          ids
            ? { data: { events: { nodes: [{ cursor: this.cursors.shift() }] } } }
            : { data: { paymentLinks: { nodes: [{ id: 'link' }] } } },
      }),
    },
    socket: {
      on: () => () => undefined,
      dispose: () => undefined,
      iterate: ({ variables }: { variables: { after: unknown } }) => this.follow(variables.after),
    },
  } as unknown as Api;

  private async *follow(after: unknown): AsyncGenerator<object> {
    this.followedAfter.push(after);
    const answer = this.answers.shift();
    if (answer) yield answer;
    if (answer !== REFUSAL) await new Promise(() => undefined);
  }
}

describe('the feed', () => {
  beforeAll(() => {
    const nothing = { addEventListener: () => undefined, removeEventListener: () => undefined };
    Object.assign(globalThis, nothing, { document: nothing });
  });

  it('stands anew by itself where the log no longer reaches back, and has the lists read again', async () => {
    const server = new Server();
    const feed = new Feed(server.api, () => undefined);
    let anchors = 0;
    feed.anchored(() => anchors++);

    const told = new Promise<string>((resolve) => feed.listen(({ id }) => resolve(id)));
    const stop = feed.start();

    expect(await told).toBe('e');
    expect(server.followedAfter).toEqual(['old', 'new']);
    expect(anchors).toBe(2);
    stop();
  });
});

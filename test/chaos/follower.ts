import { setTimeout as delay } from 'node:timers/promises';

import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

import { SUBSCRIPTIONS } from '../support/documents.js';
import type { LinkEvent } from '../support/shop.js';
import type { World } from './world.js';

const RECONNECT_PAUSE_MS = 100;

/** A client's subscription to the whole log: after each drop it goes on after its last cursor, at whichever backend is up. */
export class Follower {
  readonly events: LinkEvent[] = [];
  drops = 0;
  private stopped = false;
  private dispose: () => void = () => undefined;
  private readonly ended: Promise<void>;

  constructor(
    private readonly world: World,
    private readonly turn: number,
  ) {
    this.ended = this.follow();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.dispose();
    await this.ended;
  }

  private async follow(): Promise<void> {
    for (let connection = this.turn; !this.stopped; connection++) {
      const { backends } = this.world;
      const backend = backends[connection % backends.length]!;
      if (backend.isUp) await this.once(backend.url);
      if (!this.stopped) await delay(RECONNECT_PAUSE_MS);
    }
  }

  /** One connection, until it drops. */
  private async once(url: string): Promise<void> {
    const client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.world.merchantKey}` },
      retryAttempts: 0,
    });
    await new Promise<void>((resolve) => {
      const over = (): void => resolve();
      this.dispose = () => {
        over();
        void client.dispose();
      };
      const variables = { after: this.events.at(-1)?.cursor ?? 'start' };
      client.subscribe<{ paymentLinkEvents: LinkEvent }>(
        { query: SUBSCRIPTIONS.events, variables },
        {
          next: ({ data }) => data && this.events.push(data.paymentLinkEvents),
          error: over,
          complete: over,
        },
      );
    });
    this.drops++;
    await client.dispose();
  }
}

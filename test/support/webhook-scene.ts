import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { readConfig } from '../../src/common/config/app-config.js';
import { createApp } from '../../src/create-app.js';
import { type TestApp, startApp } from './app.js';
import { eventually } from './eventually.js';
import type { Link, LinkEvent } from './shop.js';
import { type Endpoint, WebhookClient } from './webhook-client.js';
import { WebhookReceiver } from './webhook-receiver.js';

/** How long receivers may take here. */
export const WEBHOOK_TIMEOUT_MS = 1_000;

const SETTINGS = { WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_TIMEOUT_MS: String(WEBHOOK_TIMEOUT_MS) };

/** A backend, and for each test a receiver with an endpoint for it. */
export class WebhookScene {
  receiver: WebhookReceiver;
  endpoint: Endpoint & { secret: string };
  private readonly receivers: WebhookReceiver[] = [];

  private constructor(
    readonly app: TestApp,
    readonly webhooks: WebhookClient,
  ) {}

  static async start(): Promise<WebhookScene> {
    const app = await startApp(SETTINGS);
    return new WebhookScene(app, new WebhookClient(app.merchant));
  }

  /** A second backend on the same database, which serves nobody. */
  async anotherBackend(): Promise<NestFastifyApplication> {
    const { database, sandbox } = this.app;
    const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: database.url, ...sandbox.env, ...SETTINGS });
    const backend = await createApp(config, ['fatal']);
    return backend.init();
  }

  stop(): Promise<void> {
    return this.app.stop();
  }

  async open(): Promise<void> {
    this.receiver = await this.aReceiver();
    this.endpoint = await this.webhooks.create({ url: this.receiver.url });
  }

  async close(): Promise<void> {
    for (const { id } of await this.webhooks.list()) await this.webhooks.delete(id);
    await Promise.all(this.receivers.splice(0).map((each) => each.stop()));
  }

  async aReceiver(): Promise<WebhookReceiver> {
    const started = await WebhookReceiver.start();
    this.receivers.push(started);
    return started;
  }

  async aPaidLink(): Promise<Link> {
    const { shop, sandbox } = this.app;
    const link = await shop.anOpenLink();
    await sandbox.consumer(link.session.id, 'pay');
    // The last that happens by itself.
    await eventually(async () => expect(await shop.history(link.id)).toContain('order.acknowledged'));
    return link;
  }

  /** Oldest first. */
  async eventsOf(...links: Link[]): Promise<LinkEvent[]> {
    const filter = { paymentLinkIds: links.map(({ id }) => id) };
    return (await this.app.shop.events({ filter, first: 1000 })).nodes;
  }

  /** Waits until the receiver has taken all events of these links, in order, and nothing is left to do. */
  arrived(links: Link[], { timeoutMs = 30_000 } = {}): Promise<void> {
    return eventually(
      async () => {
        for (const { id } of links)
          expect(this.receiver.typesOf(id)).toEqual(
            // Before the first can be read, nothing sent would be all.
            await this.app.shop.history(id, 'payment_link.created'),
          );
        expect((await this.webhooks.endpoint(this.endpoint.id)).pending).toBe(0);
      },
      { timeoutMs },
    );
  }

  /** Lets retries fall due, until everything is there. */
  arrivedInTime(links: Link[]): Promise<void> {
    return eventually(
      async () => {
        await this.app.sandbox.advance(3600);
        await this.arrived(links, { timeoutMs: 500 });
      },
      { timeoutMs: 45_000 },
    );
  }
}

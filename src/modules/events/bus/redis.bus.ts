import { Redis } from 'ioredis';

import type { BusHandlers, EventBus } from './event-bus.js';

const RETRY_INTERVAL_MS = 500;

/** redis://…, rediss://…: publish and subscribe, on a connection each, as Redis asks for it. */
export class RedisBus implements EventBus {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private isSubscribed = false;
  private subject: string;

  constructor(url: URL) {
    const options = {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResubscribe: false,
      retryStrategy: () => RETRY_INTERVAL_MS,
    };
    this.publisher = new Redis(url.href, options);
    this.subscriber = new Redis(url.href, options);
  }

  get isUp(): boolean {
    return this.isSubscribed && this.publisher.status === 'ready';
  }

  open(subject: string, { onMessage, onChange }: BusHandlers): void {
    this.subject = subject;
    this.subscriber.on('message', (_channel, message: string) => onMessage(message));
    this.subscriber.on('ready', () => {
      const subscribed = (): void => {
        this.isSubscribed = true;
        onChange();
      };
      this.subscriber.subscribe(subject).then(subscribed, () => undefined);
    });
    this.subscriber.on('close', () => {
      this.isSubscribed = false;
      onChange();
    });
    this.publisher.on('ready', onChange).on('close', onChange);
    for (const client of [this.publisher, this.subscriber]) {
      // It tries again by itself, and says with `close` what matters.
      client.on('error', () => undefined);
      client.connect().catch(() => undefined);
    }
  }

  publish(message: string): void {
    this.publisher.publish(this.subject, message).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }
}

import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';

import type { BusHandlers, EventBus } from './event-bus.js';

const RETRY_INTERVAL_MS = 500;

/** nats://user:password@host:port, or tls://… */
export class NatsBus implements EventBus {
  isUp = false;
  private subject: string;
  private connection?: NatsConnection;
  private timer?: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly url: URL) {}

  open(subject: string, handlers: BusHandlers): void {
    this.subject = subject;
    this.live(subject, handlers).catch(() => {
      this.isUp = false;
      if (this.isClosed) return;
      handlers.onChange();
      this.timer = setTimeout(() => this.open(subject, handlers), RETRY_INTERVAL_MS);
    });
  }

  publish(message: string): void {
    this.connection?.publish(this.subject, message);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.connection?.close();
  }

  /** One connection's life, over losses that its client mends by itself. */
  private async live(subject: string, handlers: BusHandlers): Promise<void> {
    const connection = await connect(optionsOf(this.url));
    if (this.isClosed) return connection.close();
    this.connection = connection;
    connection.subscribe(subject, {
      callback: (error, message) => {
        if (!error) handlers.onMessage(message.string());
      },
    });
    const become = (isUp: boolean): void => {
      this.isUp = isUp;
      handlers.onChange();
    };
    become(true);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect' || type === 'staleConnection') become(false);
      if (type === 'reconnect') become(true);
    }
    throw new Error('closed');
  }
}

function optionsOf({ protocol, host, username, password }: URL): ConnectionOptions {
  return {
    servers: host,
    name: 'paylink',
    noEcho: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_INTERVAL_MS,
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    ...(protocol === 'tls:' && { tls: {} }),
  };
}

import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';

const RECONNECT_DELAY_MS = 500;

/** Hears Postgres's NOTIFY on a connection of its own. A wake-up may be lost with the connection, so after a reconnect everybody is woken. */
@Injectable()
export class Notifications implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Notifications.name);
  private readonly listeners = new Map<string, (() => void)[]>();
  private client?: pg.Client;
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(private readonly db: DataSource) {}

  /** Call before the application has started. */
  on(channel: string, listener: () => void): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { url } = this.db.options as { url: string };
    const client = new pg.Client({
      connectionString: url,
      application_name: 'paylink-notifications',
      keepAlive: true,
    });
    client.on('notification', ({ channel }) => this.wake(channel));
    client.on('error', (error) =>
      this.logger.warn(`Lost the connection for notifications: ${error.message}`),
    );
    client.on('end', () => this.reconnectLater());
    try {
      await client.connect();
      for (const channel of this.listeners.keys())
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      this.client = client;
      this.listeners.forEach((_, channel) => this.wake(channel));
    } catch (error) {
      this.logger.warn(`No connection for notifications: ${String(error)}`);
      await client.end().catch(() => undefined);
      this.reconnectLater();
    }
  }

  private reconnectLater(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), RECONNECT_DELAY_MS);
  }

  private wake(channel: string): void {
    this.listeners.get(channel)?.forEach((listener) => listener());
  }
}

import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { AppConfig } from '../../../common/config/app-config.js';
import { AccessService } from '../../access/index.js';
import type { EventBus } from './event-bus.js';
import { NatsBus } from './nats.bus.js';
import { ReaderLock } from './reader-lock.js';
import { RedisBus } from './redis.bus.js';
import { fromMessage, type Segment, toMessages } from './segment.js';

/**
 * With EVENT_BUS_URL one process at a time reads the log and sends what it read to the others. Without it, and while
 * the broker is down, every process reads for itself.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Relay.name);
  private readonly bus?: EventBus;
  private readonly lock?: ReaderLock;
  private wasUp?: boolean;
  private onSegment: (segment: Segment) => void = () => undefined;
  private onChange: () => void = () => undefined;

  constructor(
    db: DataSource,
    { EVENT_BUS_URL: url }: AppConfig,
    private readonly access: AccessService,
  ) {
    if (!url) return;
    const bus = busAt(new URL(url));
    this.bus = bus;
    this.lock = new ReaderLock(
      (db.options as { url: string }).url,
      () => bus.isUp,
      () => this.onChange(),
    );
  }

  /** Whether this process has to look into the log itself. */
  get isReading(): boolean {
    return !this.bus?.isUp || this.lock!.isHeld;
  }

  /** @param onSegment what another process has read; @param onChange whoever reads may be another now */
  listen(onSegment: (segment: Segment) => void, onChange: () => void): void {
    [this.onSegment, this.onChange] = [onSegment, onChange];
  }

  onApplicationBootstrap(): void {
    // Others may use the same broker; the name is one that they cannot guess.
    this.bus?.open(`paylink.events.${this.access.sign('event-bus', 'events')}`, {
      onMessage: (message) => this.take(message),
      onChange: () => this.tellChange(),
    });
    this.lock?.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.bus?.close(), this.lock?.stop()]);
  }

  /** Sends on what was read, where that is this process's office. */
  pass(segment: Segment): void {
    if (!this.bus?.isUp || !this.lock!.isHeld) return;
    for (const message of toMessages(segment)) this.bus.publish(message);
  }

  private tellChange(): void {
    const isUp = this.bus!.isUp;
    if (isUp !== this.wasUp) {
      if (isUp) this.logger.log('The event bus is up');
      else this.logger.warn('EVENT_BUS_URL: the broker is not reached; every process reads the log itself');
    }
    this.wasUp = isUp;
    this.onChange();
  }

  private take(message: string): void {
    try {
      this.onSegment(fromMessage(message));
    } catch (error) {
      this.logger.warn(`A message on the event bus that is none of ours: ${String(error)}`);
    }
  }
}

function busAt(url: URL): EventBus {
  return /^redis/.test(url.protocol) ? new RedisBus(url) : new NatsBus(url);
}

import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

import { Notifications } from '../../common/database/notifications.js';
import { Relay } from './bus/relay.js';
import type { Segment } from './bus/segment.js';
import { CursorExpiredError, isAfter, Position } from './cursor.js';
import { EventLog } from './event-log.js';
import type { PaymentLinkEvent } from './payment-link-event.model.js';

const PAGE_SIZE = 500;
/** A committed event may have to wait for an older transaction, whose end nobody announces: asked for ever less often. */
const UNSETTLED_RETRY_MS = { first: 3, last: 100, growth: 1.5 };
/** What was announced should come over the broker by then; else the log is read. */
const RELAY_LIMIT_MS = 200;
const SAFETY_INTERVAL_MS = 1_000;

/**
 * This process's place at the end of the log, moved on by what it reads, or by what another process has read and sent.
 * Every event passes here once, in order.
 */
@Injectable()
export class LogTail implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LogTail.name);
  private onEvent: (event: PaymentLinkEvent) => void = () => undefined;
  private onGap: () => void = () => undefined;
  private position?: Position;
  private isPumping = false;
  private isToPumpAgain = false;
  private unsettledReads = 0;
  private timer?: NodeJS.Timeout;
  private relayTimer?: NodeJS.Timeout;
  private isStopped = false;

  constructor(
    private readonly log: EventLog,
    private readonly relay: Relay,
    notifications: Notifications,
  ) {
    notifications.on('paylink_events', () => this.woken());
    relay.listen(
      (segment) => this.apply(segment),
      () => void this.pump(),
    );
  }

  /** @param onGap what comes next may not follow on what came last */
  listen(onEvent: (event: PaymentLinkEvent) => void, onGap: () => void = () => undefined): void {
    [this.onEvent, this.onGap] = [onEvent, onGap];
  }

  async onApplicationBootstrap(): Promise<void> {
    this.position = await this.log.end();
    void this.pump();
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.stopWaitingForRelay();
  }

  private woken(): void {
    if (this.relay.isReading) void this.pump();
    else this.relayTimer ??= setTimeout(() => void this.pump(), RELAY_LIMIT_MS);
  }

  /** Takes what follows this process's place; a segment that begins later shows that one was lost. */
  private apply({ before, events }: Segment): void {
    if (!this.position || this.isStopped) return;
    if (isAfter(before, this.position)) return void this.pump();
    this.stopWaitingForRelay();
    this.advance(events);
    this.pumpAfter(SAFETY_INTERVAL_MS);
  }

  private advance(events: PaymentLinkEvent[]): void {
    for (const event of events) {
      if (!isAfter(event.position, this.position!)) continue;
      this.position = event.position;
      this.onEvent(event);
    }
  }

  private async pump(): Promise<void> {
    if (!this.position || this.isStopped) return;
    this.isToPumpAgain = this.isPumping;
    if (this.isPumping) return;
    this.isPumping = true;
    clearTimeout(this.timer);
    this.stopWaitingForRelay();
    let isSettled = true;
    try {
      isSettled = await this.readOn().catch((error: unknown) => this.leap(error));
    } catch (error) {
      this.logger.warn(`The event log cannot be read: ${String(error)}`);
    }
    this.isPumping = false;
    if (this.isToPumpAgain) return this.pump();
    this.pumpAfter(this.pauseAfter(isSettled));
  }

  private pumpAfter(delayMs: number): void {
    if (this.isStopped || this.isPumping) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.pump(), delayMs);
  }

  private stopWaitingForRelay(): void {
    clearTimeout(this.relayTimer);
    this.relayTimer = undefined;
  }

  private pauseAfter(isSettled: boolean): number {
    if (isSettled || !this.relay.isReading) {
      this.unsettledReads = 0;
      return SAFETY_INTERVAL_MS;
    }
    const { first, last, growth } = UNSETTLED_RETRY_MS;
    return Math.min(first * growth ** this.unsettledReads++, last);
  }

  /** What comes next was dropped before this process had read it: whoever listens has to see for himself. */
  private async leap(error: unknown): Promise<boolean> {
    if (!(error instanceof CursorExpiredError)) throw error;
    this.position = await this.log.end();
    this.onGap();
    return true;
  }

  /** Reads all that can be read now; false when an older transaction keeps something back. */
  private async readOn(): Promise<boolean> {
    for (;;) {
      const before = this.position!;
      const { events, settled } = await this.log.read(before, PAGE_SIZE);
      if (events.length > 0) {
        this.unsettledReads = 0;
        this.advance(events);
        this.relay.pass({ before, events });
      }
      if (events.length < PAGE_SIZE) return settled;
    }
  }
}

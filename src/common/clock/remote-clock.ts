import { Injectable, Logger, OnModuleDestroy, OnModuleInit } from '@nestjs/common';

import { Clock } from './clock.js';

const POLL_INTERVAL_MS = 250;
const REQUEST_TIMEOUT_MS = 1_000;
/** Less than this is the network's doing, not a jump. */
const JUMP_MS = 900;

/** Follows the clock at an address that answers `{"now": "<ISO 8601>"}`, so that a journey of 50 hours is one call. */
@Injectable()
export class RemoteClock extends Clock implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(RemoteClock.name);
  private readonly listeners: (() => void)[] = [];
  private offsetMs = 0;
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(private readonly url: string) {
    super();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  override onJump(listener: () => void): void {
    this.listeners.push(listener);
  }

  async onModuleInit(): Promise<void> {
    await this.poll();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Reads the clock once; tells the listeners if it has jumped. */
  async follow(): Promise<void> {
    const response = await fetch(this.url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    const { now } = (await response.json()) as { now: string };
    const offsetMs = Date.parse(now) - Date.now();
    if (Number.isNaN(offsetMs)) throw new Error(`${this.url} does not answer with an instant`);
    const jumped = Math.abs(offsetMs - this.offsetMs) > JUMP_MS;
    if (jumped) this.offsetMs = offsetMs;
    if (jumped) this.listeners.forEach((listener) => listener());
  }

  private async poll(): Promise<void> {
    try {
      await this.follow();
    } catch (error) {
      this.logger.debug(`The clock cannot be read, time goes on as it was: ${String(error)}`);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.poll(), POLL_INTERVAL_MS);
  }
}

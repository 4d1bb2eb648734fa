import { setTimeout as delay } from 'node:timers/promises';

import type { Random } from '../chaos/random.js';
import type { LogEntry, Scene } from './scene.js';
import { openSocket, openStream, type Told } from './transports.js';

const PAUSE_LIMIT_MS = 100;

/** A client that drops at random, and goes on after its last cursor at whichever backend is up. */
export class DroppingSubscriber {
  readonly told: Told[] = [];
  drops = 0;
  private isStopped = false;
  private drop: () => void = () => undefined;
  private readonly ended: Promise<void>;

  /** @param types what it asks for; null: everything */
  constructor(
    private readonly scene: Scene,
    private readonly random: Random,
    readonly transport: 'socket' | 'stream',
    readonly types: string[] | null,
  ) {
    this.ended = this.live();
  }

  /** What it must have been told, of the whole log. */
  expected(log: LogEntry[]): LogEntry[] {
    return log.filter(({ type }) => this.types?.includes(type) ?? true);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.drop();
    await this.ended;
  }

  private async live(): Promise<void> {
    while (!this.isStopped) {
      const backend = this.random.pick(this.scene.backends);
      if (backend.isUp) await this.connection(backend.url);
      if (!this.isStopped) await delay(this.random.between(0, PAUSE_LIMIT_MS));
    }
  }

  /** One connection: until it has had enough events, enough time, or the other side ends it. */
  private async connection(url: string): Promise<void> {
    let eventsLeft = this.random.between(5, 300);
    const lifeMs = this.random.between(50, 1_500);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      let isOpen = true;
      const over = (): void => {
        isOpen = false;
        resolve();
      };
      const open = this.transport === 'socket' ? openSocket : openStream;
      const close = open(
        {
          url,
          key: this.scene.merchantKey,
          after: this.told.at(-1)?.cursor ?? 'start',
          types: this.types,
        },
        (event) => {
          if (!isOpen) return;
          this.told.push(event);
          // From the first event on, so that every connection brings it further, however busy the machine is.
          timer ??= setTimeout(() => this.drop(), lifeMs);
          if (--eventsLeft === 0) this.drop();
        },
        over,
      );
      this.drop = () => {
        over();
        close();
      };
    });
    clearTimeout(timer);
    this.drops++;
  }
}

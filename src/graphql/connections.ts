import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

import { Clock } from '../common/clock/clock.js';
import { AccessService, type Principal } from '../modules/access/index.js';

const RECHECK_INTERVAL_MS = 5_000;

export type RefusalCode = 'UNAUTHENTICATED' | 'FORBIDDEN';

/** A socket or stream that stays open: who opened it, and how it is ended. */
export interface Connection {
  principal: Principal;
  /** Its key or token is valid no longer. */
  refuse(code: RefusalCode, reason: string): void;
  /** This process ends; the client is to come again. */
  goAway(): void;
}

/** What is open, for as long as it may be: what was valid when it was opened may be so no longer. */
@Injectable()
export class Connections implements OnApplicationBootstrap {
  private readonly logger = new Logger(Connections.name);
  private readonly open = new Set<Connection>();
  private isEnding = false;

  constructor(
    private readonly access: AccessService,
    private readonly clock: Clock,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    const recheck = (): void =>
      void this.recheck().catch((error: unknown) =>
        this.logger.warn(`Keys cannot be checked: ${String(error)}`),
      );
    this.scheduler.addInterval('connections', setInterval(recheck, RECHECK_INTERVAL_MS));
    this.clock.onJump(recheck);
  }

  /** @returns what is to be called when it has ended */
  add(connection: Connection): () => void {
    if (this.isEnding) connection.goAway();
    this.open.add(connection);
    return () => void this.open.delete(connection);
  }

  /** This process ends: those that are open, and those that are just being opened. */
  end(): void {
    this.isEnding = true;
    for (const connection of this.open) connection.goAway();
  }

  private async recheck(): Promise<void> {
    const connections = [...this.open];
    const keyIds = new Set(connections.flatMap(({ principal }) => principal.keyId ?? []));
    const revoked = await this.access.revoked([...keyIds]);
    const now = this.clock.now();
    for (const connection of connections) {
      const { keyId, expiresAt } = connection.principal;
      if (expiresAt && expiresAt <= now)
        connection.refuse('UNAUTHENTICATED', 'The token has expired; get a new one');
      else if (keyId && revoked.has(keyId)) connection.refuse('FORBIDDEN', 'The key was revoked');
    }
  }
}

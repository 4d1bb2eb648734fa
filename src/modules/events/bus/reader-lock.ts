import { Logger } from '@nestjs/common';
import pg from 'pg';

/** Held by the one process that reads the log for all. */
const READER_LOCK = 0x50415945;
const TRY_INTERVAL_MS = 500;

/**
 * An advisory lock of a session: it ends with the process or its connection, whichever is first, and another process
 * has it soon after.
 */
export class ReaderLock {
  isHeld = false;
  private readonly logger = new Logger(ReaderLock.name);
  private client?: pg.Client;
  private timer?: NodeJS.Timeout;
  private isStopped = false;

  /** @param isWanted asked before each try; while it is not wanted, a held lock is given back */
  constructor(
    private readonly databaseUrl: string,
    private readonly isWanted: () => boolean,
    private readonly onHeld: () => void,
  ) {}

  start(): void {
    void this.round();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async round(): Promise<void> {
    try {
      await this.settle();
    } catch (error) {
      this.lose();
      if (!this.isStopped) this.logger.warn(`No lock for reading the log: ${String(error)}`);
    }
    if (!this.isStopped) this.timer = setTimeout(() => void this.round(), TRY_INTERVAL_MS);
  }

  private async settle(): Promise<void> {
    if (this.isWanted() === this.isHeld) return;
    const client = (this.client ??= await this.connect());
    if (this.isHeld) {
      this.isHeld = false;
      await client.query('SELECT pg_advisory_unlock($1)', [READER_LOCK]);
      return;
    }
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      READER_LOCK,
    ]);
    this.isHeld = rows[0]!.held;
    if (this.isHeld) this.onHeld();
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'paylink-log-reader',
      keepAlive: true,
    });
    client.on('error', () => this.lose());
    client.on('end', () => this.lose());
    await client.connect();
    return client;
  }

  private lose(): void {
    this.isHeld = false;
    this.client?.end().catch(() => undefined);
    this.client = undefined;
  }
}

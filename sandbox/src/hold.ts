import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Info } from './world.js';

interface Holder {
  pid: number;
  since: number;
  /** Null until it listens. */
  info: Info | null;
}

const startLimitMs = 10_000;
const answerLimitMs = 5_000;
const lookMs = 250;

/**
 * Who serves a state file, kept beside it: of several sandboxes on one file one serves it. Who held it and is gone
 * leaves its note behind, and loses the file by that.
 */
export class Hold {
  private readonly note: string;

  constructor(stateFile: string) {
    this.note = `${stateFile}.holder`;
  }

  /** Gives where another sandbox serves the file; null: it is held by this process now. */
  async take(): Promise<Info | null> {
    for (;;) {
      if (this.claim()) return null;
      const text = this.read();
      const other = text === null ? null : parsed(text);
      if (text !== null && (!other || (await isGone(other)))) this.remove(text);
      else if (other?.info) return other.info;
      else await delay(lookMs);
    }
  }

  /** As `take`, once the one that serves it is gone, or has made way for another. */
  async takeAfter(): Promise<Info | null> {
    await delay(lookMs);
    return this.take();
  }

  /** Tells the others where this process serves it. */
  publish(info: Info): void {
    renameSync(this.write(info), this.note);
  }

  private claim(): boolean {
    mkdirSync(dirname(this.note), { recursive: true });
    const draft = this.write(null);
    try {
      // A link appears whole or not at all, and not where one is.
      linkSync(draft, this.note);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  private write(info: Info | null): string {
    const draft = `${this.note}.${process.pid}`;
    const holder: Holder = { pid: process.pid, since: Date.now(), info };
    writeFileSync(draft, JSON.stringify(holder));
    return draft;
  }

  private read(): string | null {
    try {
      return readFileSync(this.note, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return null;
    }
  }

  /** Of several that saw it gone, one may hold the file by now. */
  private remove(text: string): void {
    if (this.read() === text) rmSync(this.note, { force: true });
  }
}

/** Null where the machine went down while it was written. */
function parsed(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

/** The number of a dead process may be another's by now, so the one that listened is asked. */
async function isGone({ pid, since, info }: Holder): Promise<boolean> {
  if (pid === process.pid || !isAlive(pid)) return true;
  if (!info) return Date.now() - since > startLimitMs;
  try {
    const signal = AbortSignal.timeout(answerLimitMs);
    const answer = await fetch(`${info.listening}/sandbox/info`, { signal });
    return ((await answer.json()) as Info).smtp !== info.smtp;
  } catch (error) {
    // Busy is not gone.
    return (error as Error).name !== 'TimeoutError';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

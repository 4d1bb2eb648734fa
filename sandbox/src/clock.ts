import { Queue } from './queue.js';

/** Work to be done at an instant; plain data, so that it can be kept in a file. */
export interface Job {
  /** Milliseconds since 1970 on this clock. */
  at: number;
  kind: string;
  data: unknown;
}

export type JobHandler = (data: unknown) => Promise<void> | void;

const longestTimerMs = 60 * 60 * 1000;

/**
 * The sandbox's own time: the real one plus what it was moved by, with the work that falls due on it.
 * Left alone it does due work as real time passes; `advance` does it in order before it returns.
 */
export class Clock {
  private offsetMs = 0;
  private heldAt: number | null = null;
  private queue = new Queue<Job>();
  private handlers = new Map<string, JobHandler>();
  private running = new Set<Promise<void>>();
  private moving: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;

  now(): number {
    return this.heldAt ?? Date.now() + this.offsetMs;
  }

  iso(ms: number = this.now()): string {
    return new Date(ms).toISOString();
  }

  handle(kind: string, handler: JobHandler): void {
    this.handlers.set(kind, handler);
  }

  schedule(at: number, kind: string, data: unknown): void {
    this.queue.push({ at, kind, data });
    this.arm();
  }

  /** Moves time on by so many seconds, doing what falls due on the way; resolves to the new now. */
  advance(seconds: number): Promise<number> {
    const moved = this.moving.then(() => this.move(seconds * 1000));
    this.moving = moved.catch(() => undefined);
    return moved;
  }

  /** Resolves when no move is under way. */
  async idle(): Promise<void> {
    await this.moving;
  }

  reset(): void {
    this.offsetMs = 0;
    this.heldAt = null;
    this.queue = new Queue<Job>();
    this.arm();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.queue = new Queue<Job>();
  }

  snapshot(): { offsetMs: number; jobs: Job[] } {
    return { offsetMs: this.offsetMs, jobs: this.queue.list() };
  }

  restore(kept: { offsetMs: number; jobs: Job[] }): void {
    this.offsetMs = kept.offsetMs;
    for (const job of kept.jobs) this.queue.push(job);
    this.arm();
  }

  /** Work that goes on by itself: a move waits for it at its end. */
  track(work: Promise<void>): void {
    const done: Promise<void> = work.finally(() => this.running.delete(done));
    this.running.add(done);
  }

  private async move(ms: number): Promise<number> {
    await Promise.all(this.running);
    const target = this.now() + ms;
    do {
      for (let next = this.queue.peek(); next && next.at <= target; next = this.queue.peek()) {
        // Time stands at the instant of the work while it is done, so that all it writes is dated right.
        this.heldAt = Math.max(next.at, this.now());
        this.queue.pop();
        await this.run(next);
      }
      await Promise.all(this.running);
    } while ((this.queue.peek()?.at ?? Infinity) <= target);
    this.offsetMs = target - Date.now();
    this.heldAt = null;
    this.arm();
    return target;
  }

  private async run(job: Job): Promise<void> {
    try {
      await this.handlers.get(job.kind)?.(job.data);
    } catch (error) {
      process.stderr.write(`job ${job.kind} failed: ${String(error)}\n`);
    }
  }

  private arm(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const next = this.queue.peek();
    if (!next || this.heldAt !== null) return;
    const waitMs = Math.min(Math.max(next.at - this.now(), 0), longestTimerMs);
    this.timer = setTimeout(() => this.runDue(), waitMs);
    this.timer.unref();
  }

  private runDue(): void {
    if (this.heldAt !== null) return;
    for (let next = this.queue.peek(); next && next.at <= this.now(); next = this.queue.peek()) {
      this.queue.pop();
      this.track(this.run(next));
    }
    this.arm();
  }
}

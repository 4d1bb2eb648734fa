import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { freePort } from '../support/ports.js';

const PROGRAM = join(import.meta.dirname, '../../dist/main.js');
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const KEPT_OUTPUT_CHARS = 20_000;

/** One real backend process at a port of its own, which it keeps over restarts. */
export class Backend {
  /** What it has said on stderr, all its lives together. */
  errors = '';
  deaths = 0;
  private child?: ChildProcess;
  private exited: Promise<void> = Promise.resolve();
  private isReady = false;
  private starting?: Promise<void>;

  constructor(
    readonly name: string,
    readonly port: number,
    private readonly env: Record<string, string>,
    /** Called when it ended and nobody had asked for that. */
    public onCrash: () => void = () => undefined,
  ) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Takes requests. */
  get isUp(): boolean {
    return this.isReady;
  }

  /** Resolves when it takes requests. @throws Error when it ends before, with what it said */
  start(env: Record<string, string> = {}): Promise<void> {
    this.starting ??= this.launch(env).finally(() => (this.starting = undefined));
    return this.starting;
  }

  private async launch(env: Record<string, string>): Promise<void> {
    if (this.isReady) return;
    await this.exited;
    const child = spawn(process.execPath, [PROGRAM], {
      env: { ...process.env, NODE_OPTIONS: '', PORT: String(this.port), ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    // Nobody outlives the run, however that ends.
    const endToo = (): boolean => child.kill('SIGKILL');
    process.once('exit', endToo);
    this.exited = once(child, 'exit').then(() => {
      process.off('exit', endToo);
      this.ended();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-KEPT_OUTPUT_CHARS);
    });
    const ready = new Promise<boolean>((resolve) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('is running')) resolve(true);
      });
    });
    const limit = delay(START_LIMIT_MS, false, { ref: false });
    this.isReady = await Promise.race([ready, this.exited.then(() => false), limit]);
    if (this.isReady) return;
    child.kill('SIGKILL');
    throw new Error(`${this.name} did not start: ${this.errors.slice(-2_000)}`);
  }

  /** Dies on whatever line it is. */
  async kill(): Promise<void> {
    await this.starting?.catch(() => undefined);
    this.isReady = false;
    this.child?.kill('SIGKILL');
    await this.exited;
  }

  /** Stands still with all that it holds. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Ends well; false when it did not within the limit, and was killed. */
  async stop(): Promise<boolean> {
    await this.starting?.catch(() => undefined);
    this.isReady = false;
    this.child?.kill('SIGTERM');
    const ended = await Promise.race([
      this.exited.then(() => true),
      delay(STOP_LIMIT_MS, false, { ref: false }),
    ]);
    if (!ended) await this.kill();
    return ended;
  }

  private ended(): void {
    this.deaths++;
    const isCrash = this.isReady;
    this.isReady = false;
    if (isCrash) this.onCrash();
  }
}

/** Backends of one installation: the same database, provider and keys. */
export async function makeBackends(count: number, env: Record<string, string>): Promise<Backend[]> {
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  return ports.map((port, index) => new Backend(`backend ${index}`, port, env));
}

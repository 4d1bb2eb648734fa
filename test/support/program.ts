import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

import { findServerProcess, hasEnded } from '../../src/common/database/embedded-postgres-process.js';
import { eventually } from './eventually.js';

const PROGRAM = join(import.meta.dirname, '../../dist/main.js');
const START_LIMIT_MS = 60_000;

/** The built program as a user runs it: `node dist/main.js`, with these variables. */
export class Program {
  stdout = '';
  stderr = '';
  private child?: ChildProcess;

  constructor(private readonly env: Record<string, string>) {}

  /** Resolves when it says that it is running. @throws Error with what it said, when it ends before */
  async start(): Promise<void> {
    const child = this.spawn();
    const said = eventually(
      () => {
        if (child.exitCode === null && !this.stdout.includes('is running'))
          throw new Error('not running yet');
      },
      { timeoutMs: START_LIMIT_MS },
    );
    await said;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${this.stderr}`);
  }

  /** Runs it to its end, which is to come by itself. */
  async fail(): Promise<number | null> {
    const child = this.spawn();
    const limit = delay(START_LIMIT_MS, null, { ref: false });
    const ended = await Promise.race([once(child, 'close'), limit]);
    if (!ended) child.kill('SIGKILL');
    return child.exitCode;
  }

  /** Of the program, of what it has started, and of the database in its folder. */
  async pids(): Promise<number[]> {
    const database = await findServerProcess(join(this.env['DATA_DIR']!, 'postgres', 'data'));
    const own = [this.child!.pid!, ...(await descendants(this.child!.pid!))];
    return [...new Set([...own, ...(database ? [database.pid] : [])])];
  }

  /** As a power cut: everything at once, and nobody can say goodbye. */
  async killEverything(): Promise<void> {
    const pids = await this.pids();
    for (const pid of pids) killIfAlive(pid);
    for (const pid of pids) await eventually(async () => expectEnded(await hasEnded(pid), pid));
  }

  /** Ends well. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.child!;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  private spawn(): ChildProcess {
    this.stdout = '';
    this.stderr = '';
    const child = spawn(process.execPath, [PROGRAM], {
      env: { PATH: process.env['PATH'], ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.child = child;
    return child;
  }
}

async function descendants(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const under = (parent: number): number[] =>
    processes.flatMap(([child, of]) => (of === parent ? [child!, ...under(child!)] : []));
  return under(pid);
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function expectEnded(ended: boolean, pid: number): void {
  if (!ended) throw new Error(`process ${pid} still lives`);
}

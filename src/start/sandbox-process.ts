import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(import.meta.dirname, '../../sandbox/dist/main.js');

/** Where the bundled sandbox listens: the three provider APIs, its mail catcher, its console. */
export interface SandboxProcess {
  listening: string;
  smtp: string;
  console: string;
  /** Another program on the same state runs it; when that one ends, this one's takes its place and addresses. */
  isShared?: boolean;
  stop(): Promise<void>;
}

/**
 * Starts the bundled sandbox as a process of its own, which joins the one that serves the state file already, if one
 * does; it ends with this one, however that ends.
 */
export async function startSandboxProcess(port: number, stateFile: string): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      SANDBOX_PORT: String(port),
      SANDBOX_STATE_FILE: process.env.SANDBOX_STATE_FILE ?? stateFile,
      SANDBOX_EXIT_WITH_PARENT: '1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await firstLine(child);
  const addresses = JSON.parse(line) as Omit<SandboxProcess, 'stop'>;
  return { ...addresses, stop: () => end(child) };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const exited = once(child, 'exit').then(([status]) => {
    throw new Error(
      `The bundled sandbox ended with status ${String(status)} before it listened. Is SANDBOX_PORT in use?`,
    );
  });
  const [line] = (await Promise.race([once(lines, 'line'), exited])) as [string];
  exited.catch(() => undefined);
  return line;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

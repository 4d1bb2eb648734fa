import { execFile } from 'node:child_process';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const UNWRITTEN_TIMEOUT_MS = 5_000;

/** A running server, or the trace of one that was killed. */
export interface ServerProcess {
  pid: number;
  /** 0 until the server has chosen it. */
  port: number;
}

/**
 * The server on a data folder, by the lock file that it keeps there.
 * The number in the file may by now belong to a stranger, or to a dead process that nobody has buried; then the file
 * is handed to this process, since PostgreSQL takes the number of its own parent for a leftover, and still checks the
 * rest of the file: whether anybody uses the shared memory that it names.
 * @returns nothing when there is no server and one may be started
 */
export async function findServerProcess(dataDir: string): Promise<ServerProcess | undefined> {
  const path = join(dataDir, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  if (text === '') await removeUnwritten(path);
  const [pid, , , port] = text.split('\n').map(Number);
  if (!pid || pid === process.pid || !isAlive(pid)) return undefined;
  if (await isStranger(pid, dataDir)) {
    await writeFile(path, text.replace(/^\d+/, String(process.pid)));
    return undefined;
  }
  return { pid, port: port || 0 };
}

/** A machine that went down may leave the file empty; a server that starts, for an instant only. */
async function removeUnwritten(path: string): Promise<void> {
  const { mtimeMs } = await stat(path);
  if (Date.now() - mtimeMs > UNWRITTEN_TIMEOUT_MS) await rm(path, { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process does nothing more; it may still be listed, where nobody buries it. */
export async function hasEnded(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return true;
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) [ZX] /.test(state);
}

/** Whether a process is certainly no server on that folder. */
async function isStranger(pid: number, dataDir: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  return (process.platform === 'linux' ? linuxArguments(pid) : psArguments(pid)).then(
    (command) => !command.includes(dataDir),
    () => false,
  );
}

async function linuxArguments(pid: number): Promise<string[]> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
}

async function psArguments(pid: number): Promise<string> {
  return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
}

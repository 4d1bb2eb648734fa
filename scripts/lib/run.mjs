import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The repository's root, where every command runs unless told otherwise. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Runs a Node program quietly.
 * @throws Error with everything that it wrote, when it ends with another status than 0
 */
export async function runQuietly(args, options = {}) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [status, signal] = await once(child, 'close');
  if (status !== 0) throw new Error(`${output.trim()}\n${args.join(' ')} ended with ${signal ?? status}`);
}

/** Runs a Node program in the foreground: it gets the terminal and the signals, and its status is the result. */
export async function runInForeground(args, options = {}) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  const [status, signal] = await ended(child);
  return signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : status;
}

/** Passes the signals that end this process on to a child, and waits for the child's end. */
export async function ended(child) {
  // The terminal sends Ctrl-C to the child as well: here it need only not end this process first.
  const onInterrupt = () => undefined;
  const onTerminate = () => child.kill('SIGTERM');
  process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate).on('SIGHUP', onTerminate);
  try {
    return await once(child, 'exit');
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate).off('SIGHUP', onTerminate);
  }
}

/** A killed npm takes its shell along, but not what the shell runs: this ends the process gently when they are gone. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

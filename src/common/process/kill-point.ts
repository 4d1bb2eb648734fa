/** `name` or `name:n`: where this process is to die, for tests of what a crash leaves behind. */
const [wanted, count = '1'] =
  process.env['NODE_ENV'] === 'production' ? [] : (process.env['PAYLINK_KILL_AT'] ?? '').split(':');
let left = Number(count);

/** A named place between two steps. Does nothing unless PAYLINK_KILL_AT names it: then the process dies at the n-th passing. */
export function killPoint(name: string): void {
  if (name !== wanted || --left > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal takes a moment; nothing more may happen until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

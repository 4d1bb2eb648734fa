import { setTimeout as delay } from 'node:timers/promises';

/**
 * Tries until the expectation holds, and returns what it gave.
 * @param options.timeoutMs 20 seconds by default; then the last failure is thrown as it is
 */
export async function eventually<Result>(
  attempt: () => Result | Promise<Result>,
  { timeoutMs = 20_000, intervalMs = 25 } = {},
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(intervalMs);
    }
  }
}

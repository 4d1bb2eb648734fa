const FIRST_DELAY_SECONDS = 5;
const MAX_DELAY_SECONDS = 3 * 3600;
const GIVE_UP_SECONDS = 3 * 24 * 3600;
/** Part of the delay by which it may be shorter or longer, so that a receiver that comes back is not met by all at once. */
const JITTER = 0.2;

export interface Failing {
  /** The failed attempts so far, this one counted. */
  attempts: number;
  /** When the first of them was. */
  since: Date;
  now: Date;
}

/**
 * When a message that failed is tried again: the delay doubles, so that after an outage it waits about as long again
 * at most, and the last attempt is three days after the first. Null: no more.
 * @param random from 0 to 1
 */
export function nextAttempt({ attempts, since, now }: Failing, random: number): Date | null {
  const endMs = since.getTime() + GIVE_UP_SECONDS * 1000;
  if (now.getTime() >= endMs) return null;
  const delaySeconds = Math.min(FIRST_DELAY_SECONDS * 2 ** (attempts - 1), MAX_DELAY_SECONDS);
  const delayMs = delaySeconds * (1 - JITTER + 2 * JITTER * random) * 1000;
  return new Date(Math.min(now.getTime() + delayMs, endMs));
}

import type { State } from '../state.js';

/** How long a key is honoured, from its first attempt (docs.klarna.com, idempotency). */
export const keyLifeMs = 24 * 60 * 60 * 1000;

/** Drops keys that are no longer honoured; they are kept in the order they came. */
export function forgetOldKeys(state: State, now: number): void {
  for (const [id, record] of state.keyed) {
    if (now - record.at < keyLifeMs) return;
    state.keyed.delete(id);
  }
}

import type { DataSource } from 'typeorm';

import { CallBudget, type CallCategory } from './call-budget.js';

/** A steady stream and a small burst, with room for what arrives bunched: no second should see more than the quota. */
const STEADY_SHARE = 0.8;
const BURST_SHARE = 0.1;
const LONGEST_WAIT_MS = 2_000;

/**
 * A token bucket in the database, so that all processes together stay under the account's quota. What the quota is, the
 * provider's answers tell; before the first that counts, nothing is held back.
 */
export class SharedCallBudget extends CallBudget {
  private readonly known = new Map<CallCategory, number>();

  constructor(private readonly db: DataSource) {
    super();
  }

  override async take(category: CallCategory): Promise<number | null> {
    if (!this.known.has(category)) return 0;
    const [[row]] = (await this.db.query(
      `UPDATE provider_budgets SET refilled_at = clock_timestamp(), tokens = -1 + least(
         greatest(1, limit_per_second * ${BURST_SHARE}),
         tokens + extract(epoch FROM clock_timestamp() - refilled_at) * limit_per_second * ${STEADY_SHARE})
       WHERE category = $1 RETURNING tokens, limit_per_second AS "limitPerSecond"`,
      [category],
    )) as [{ tokens: number; limitPerSecond: number }[], number];
    if (!row) return 0;
    const waitMs = Math.max(0, (-row.tokens / (row.limitPerSecond * STEADY_SHARE)) * 1000);
    if (waitMs <= LONGEST_WAIT_MS) return waitMs;
    await this.db.query('UPDATE provider_budgets SET tokens = tokens + 1 WHERE category = $1', [category]);
    return null;
  }

  /** An account that is not counted always has all of its quota left. */
  override async learn(category: CallCategory, limitPerSecond: number, remaining: number): Promise<void> {
    if (remaining >= limitPerSecond || this.known.get(category) === limitPerSecond) return;
    await this.db.query(
      `INSERT INTO provider_budgets (category, limit_per_second, tokens) VALUES ($1, $2, 1)
       ON CONFLICT (category) DO UPDATE SET limit_per_second = $2`,
      [category, limitPerSecond],
    );
    this.known.set(category, limitPerSecond);
  }
}

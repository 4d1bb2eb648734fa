/** The provider's quotas (docs.klarna.com, rate limits). */
export const liveQuota = { creates_per_second: 40, others_per_second: 200 };
export const playgroundQuota = { creates_per_second: 5, others_per_second: 50 };

export type Quota = typeof liveQuota;
export type Category = 'checkout-create' | 'hpp-create' | 'other';

interface Window {
  startedAt: number;
  used: number;
}

export interface Verdict {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Whole seconds. */
  resetSeconds: number;
}

const windowMs = 1000;

/** Counts calls per merchant and category in windows of a second of real time. Off until switched on. */
export class Limits {
  quota: Quota | null = null;
  private windows = new Map<string, Window>();
  private blockedUntil = new Map<string, number>();

  set(quota: Quota | null): void {
    this.quota = quota;
    this.windows.clear();
    this.blockedUntil.clear();
  }

  /** Counts one call; once a merchant is over one quota, all its calls are refused until the reset. */
  count(merchantId: string, category: Category, now = Date.now()): Verdict {
    const quota = this.quota ?? liveQuota;
    const limit = category === 'other' ? quota.others_per_second : quota.creates_per_second;
    if (!this.quota) return { allowed: true, limit, remaining: limit, resetSeconds: 1 };
    const blocked = this.blockedUntil.get(merchantId) ?? 0;
    if (now < blocked) return { allowed: false, limit, remaining: 0, resetSeconds: seconds(blocked - now) };
    const key = `${merchantId} ${category}`;
    let window = this.windows.get(key);
    if (!window || now - window.startedAt >= windowMs) {
      window = { startedAt: now, used: 0 };
      this.windows.set(key, window);
    }
    window.used += 1;
    const endsAt = window.startedAt + windowMs;
    const allowed = window.used <= limit;
    if (!allowed) this.blockedUntil.set(merchantId, endsAt);
    return {
      allowed,
      limit,
      remaining: Math.max(0, limit - window.used),
      resetSeconds: seconds(endsAt - now),
    };
  }
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** Which quota a call counts against. */
export function categoryOf(method: string, path: string): Category {
  if (method === 'POST' && path === '/checkout/v3/orders') return 'checkout-create';
  if (method === 'POST' && path === '/hpp/v1/sessions') return 'hpp-create';
  return 'other';
}

/** The provider counts these apart (docs.klarna.com, API: rate limit). */
export type CallCategory = 'checkout-create' | 'hpp-create' | 'other';

export function categoryOf(method: string, path: string): CallCategory {
  if (method === 'POST' && path === '/checkout/v3/orders') return 'checkout-create';
  if (method === 'POST' && path === '/hpp/v1/sessions') return 'hpp-create';
  return 'other';
}

/** Keeps calls within the account's quota. This one knows of no quota. */
export class CallBudget {
  /** Milliseconds to wait before the call; null: too long to wait for. */
  async take(_category: CallCategory): Promise<number | null> {
    return 0;
  }

  /** From the headers of an answer: so many calls a second, and how many are left now. */
  async learn(_category: CallCategory, _limitPerSecond: number, _remaining: number): Promise<void> {}
}

import type { TestApp } from './app.js';

export const ORDERS = '/checkout/v3/orders';
export const SESSIONS = '/hpp/v1/sessions';

/** The newest order and the newest session, as the provider got them. */
export async function lastSent(app: TestApp): Promise<{
  order: Record<string, unknown>;
  session: Record<string, unknown>;
}> {
  const calls = (await app.sandbox.requests()).filter(({ method }) => method === 'POST');
  const last = (path: string) => calls.findLast((call) => call.path === path)?.body;
  return { order: last(ORDERS) as never, session: last(SESSIONS) as never };
}

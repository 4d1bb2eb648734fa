import type { HppSession } from '../state.js';

/**
 * Fills the page's placeholders in a merchant's address. The order's id is known for a completed session
 * only; a checkout order has no authorization token, so that its tag becomes nothing.
 */
export function fillIn(url: string, session: HppSession): string {
  return url
    .replaceAll('{{session_id}}', session.id)
    .replaceAll('{{order_id}}', session.status === 'COMPLETED' ? session.orderId : '')
    .replaceAll('{{authorization_token}}', '');
}

export type Landing = 'success' | 'failure' | 'error' | 'back' | 'cancel';

/** Where to look when an address was not given: a technical error goes where a refusal goes, cancel and back are kin. */
const fallbacks: Record<Landing, Landing[]> = {
  success: ['success'],
  failure: ['failure'],
  error: ['error', 'failure'],
  back: ['back', 'cancel'],
  cancel: ['cancel'],
};

/** The address the consumer is sent to, or null for the page's own message. */
export function landingUrl(session: HppSession, landing: Landing): string | null {
  const name = fallbacks[landing].find((each) => session.merchantUrls[each]);
  return name ? fillIn(session.merchantUrls[name]!, session) : null;
}

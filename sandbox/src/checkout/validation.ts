import { isObject } from '../check.js';
import type { CheckoutOrder } from '../state.js';
import type { World } from '../world.js';
import { merchantUrl, optionsOf, presentOrder } from './orders.js';

/** What the merchant says to a purchase before it is authorized. */
export type Verdict =
  | { kind: 'approved' }
  /** The consumer is sent away to this address. */
  | { kind: 'elsewhere'; url: string }
  /** The consumer stays and is told. */
  | { kind: 'refused'; message: string | null };

const answerTimeoutMs = 3000;
/** How long a purchase that needs a positive answer waits for one. */
const patienceMs = 10_000;
const redirects = [301, 302, 303, 307];
const errorTypes = ['unsupported_shipping_address', 'address_error', 'approval_failed'];

/** Asks `merchant_urls.validation` (docs.kustom.co, validate order): silence approves unless success is required. */
export async function validate(world: World, order: CheckoutOrder): Promise<Verdict> {
  const url = merchantUrl(order, 'validation');
  if (!url) return { kind: 'approved' };
  const mustSucceed = optionsOf(order).require_validate_callback_success === true;
  const body = presentOrder(world, order);
  const entry = world.journal.callbacks.add({
    at: world.clock.iso(),
    url,
    body,
    status: null,
    attempt: 1,
    kind: 'validation',
  });
  const silence: Verdict = mustSucceed ? { kind: 'refused', message: null } : { kind: 'approved' };
  if (!world.callbacks.settings.deliver) {
    entry.dropped = true;
    return silence;
  }
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(mustSucceed ? patienceMs : answerTimeoutMs),
    });
    entry.status = answer.status;
    const location = answer.headers.get('location');
    if (redirects.includes(answer.status) && location) {
      await answer.body?.cancel();
      return { kind: 'elsewhere', url: new URL(location, url).href };
    }
    if (answer.status === 400) return { kind: 'refused', message: reason(await answer.text()) };
    await answer.body?.cancel();
    return answer.status === 200 ? { kind: 'approved' } : silence;
  } catch {
    return silence;
  }
}

/** The text for the consumer in a refusal, if it is well formed. */
function reason(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    if (!isObject(body) || !errorTypes.includes(String(body.error_type))) return null;
    return typeof body.error_text === 'string' ? body.error_text : null;
  } catch {
    return null;
  }
}

import { completeOrder, Purchase, typeAddresses } from '../checkout/complete.js';
import { validate } from '../checkout/validation.js';
import type { HppSession, HppStatus } from '../state.js';
import type { World } from '../world.js';
import { endSessionsOf, isEcommerce, isExpired, isFinal, moveSession, orderOf } from './sessions.js';
import { Landing, landingUrl } from './urls.js';

export const consumerActions = ['open', 'pay', 'decline', 'error', 'back', 'cancel', 'identify'] as const;
export type ConsumerAction = (typeof consumerActions)[number];

/** What the consumer sees after an action. */
export interface Outcome {
  status: HppStatus;
  /** Where the browser is sent; null when the page itself tells what happened. */
  redirect_url: string | null;
  /** What the merchant's refusal says, when a purchase was not allowed. */
  message?: string | null;
}

/** How long a clerk has for an identity check. */
const identificationLifeMs = 30 * 60 * 1000;

/** What the page offers in the state it is in. */
export function offers(world: World, session: HppSession): ConsumerAction[] {
  if (
    isFinal(session) ||
    isExpired(world, session) ||
    orderOf(world, session).status !== 'checkout_incomplete'
  )
    return [];
  const leave: ConsumerAction[] = isEcommerce(world, session) ? ['back', 'cancel'] : ['cancel'];
  if (session.status === 'MANUAL_ID_CHECK') return ['open', ...leave];
  const identify: ConsumerAction[] = isEcommerce(world, session) ? [] : ['identify'];
  return ['open', 'pay', 'decline', 'error', ...leave, ...identify];
}

/**
 * Does what a consumer does on the page. An action on a page that is not open yet, or was left, opens it first.
 * Resolves to null for an action that the page does not offer.
 */
export async function act(
  world: World,
  session: HppSession,
  action: ConsumerAction,
  purchase: Purchase = {},
): Promise<Outcome | null> {
  if (!offers(world, session).includes(action)) return null;
  const order = orderOf(world, session);
  order.touchedAt = world.clock.now();
  typeAddresses(order, purchase);
  if (session.status !== 'MANUAL_ID_CHECK') moveSession(world, session, 'IN_PROGRESS', true);
  switch (action) {
    case 'open':
      return { status: session.status, redirect_url: null };
    case 'pay':
      return pay(world, session, purchase);
    case 'decline':
      return end(world, session, 'FAILED', 'failure');
    case 'error':
      return end(world, session, 'ERROR', 'error');
    case 'back':
      return end(world, session, 'BACK', 'back');
    case 'cancel':
      // In e-commerce cancelling is going back: the consumer may return to the page.
      if (isEcommerce(world, session)) return end(world, session, 'BACK', 'back');
      return end(world, session, 'CANCELLED', 'cancel');
    case 'identify':
      session.identification = {
        challenge: world.random.reference(3),
        expiresAt: world.clock.now() + identificationLifeMs,
      };
      moveSession(world, session, 'MANUAL_ID_CHECK', true);
      return { status: session.status, redirect_url: null };
  }
}

function end(world: World, session: HppSession, status: HppStatus, landing: Landing): Outcome {
  moveSession(world, session, status, true);
  return { status, redirect_url: landingUrl(session, landing) };
}

async function pay(world: World, session: HppSession, purchase: Purchase): Promise<Outcome | null> {
  const order = orderOf(world, session);
  const verdict = await validate(world, order);
  if (verdict.kind === 'elsewhere') return { status: session.status, redirect_url: verdict.url };
  if (verdict.kind === 'refused')
    return { status: session.status, redirect_url: null, message: verdict.message };
  // While the merchant was asked, the page may have been closed to the consumer, or paid in another window.
  if (!offers(world, session).includes('pay')) return null;
  completeOrder(world, order, purchase);
  endSessionsOf(world, order, 'COMPLETED');
  return { status: session.status, redirect_url: landingUrl(session, 'success') };
}

/** A payment that was under way at the consumer's bank when the merchant ended the session, and goes through. */
export function payLate(world: World, session: HppSession): Outcome | null {
  const order = orderOf(world, session);
  if (session.status !== 'DISABLED' || order.status !== 'checkout_incomplete') return null;
  completeOrder(world, order, {});
  return { status: session.status, redirect_url: landingUrl(session, 'success') };
}

/** What the clerk found: the purchase goes through, or it is refused. */
export async function settleIdentity(
  world: World,
  session: HppSession,
  identified: boolean,
): Promise<Outcome | null> {
  if (session.status !== 'MANUAL_ID_CHECK') return null;
  moveSession(world, session, 'IN_PROGRESS', true);
  return identified ? pay(world, session, {}) : end(world, session, 'FAILED', 'failure');
}

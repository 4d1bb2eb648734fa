import type { Account } from '../accounts.js';
import { channelOf, orderExpiresAt } from '../checkout/orders.js';
import { Fault, isObject, Json } from '../check.js';
import { ApiError, badValue, notFound } from '../http/errors.js';
import type { CheckoutOrder, HppSession, HppStatus } from '../state.js';
import type { World } from '../world.js';
import { checkSession } from './schema.js';
import { reportStatus } from './status-callback.js';

const hourMs = 60 * 60 * 1000;
const finals: HppStatus[] = ['COMPLETED', 'CANCELLED', 'DISABLED'];

export const isFinal = (session: HppSession): boolean => finals.includes(session.status);

export const isExpired = (world: World, session: HppSession): boolean =>
  world.clock.now() >= session.expiresAt;

export const orderOf = (world: World, session: HppSession): CheckoutOrder =>
  world.state.orders.get(session.orderId)!;

/** In e-commerce the page offers "back", elsewhere a final "cancel". */
export const isEcommerce = (world: World, session: HppSession): boolean =>
  channelOf(orderOf(world, session)) === 'ECOMMERCE';

/** The order that a session is to host; only checkout orders are hosted here. */
function hostedOrder(world: World, account: Account, paymentSessionUrl: string): CheckoutOrder {
  const id = /\/checkout\/v3\/orders\/([^/]+)\/?$/.exec(new URL(paymentSessionUrl).pathname)?.[1];
  const order = id === undefined ? undefined : world.state.orders.get(id);
  const gone = notFound('Payment session was not found or has expired');
  if (!order || order.merchantId !== account.merchantId || order.status === 'checkout_aborted') throw gone;
  if (world.clock.now() >= orderExpiresAt(order) - hourMs) throw gone;
  if (order.status === 'checkout_complete') {
    throw new ApiError(400, 'CONSTRAINT_VIOLATION', ['Payment session is already completed']);
  }
  return order;
}

export function createSession(world: World, account: Account, given: Json): HppSession {
  const faults: Fault[] = [];
  checkSession(given, '', faults);
  const options = isObject(given.options) ? given.options : {};
  if (options.payment_method_category && options.payment_method_categories) {
    faults.push({
      path: 'options.payment_method_categories',
      note: 'not together with payment_method_category',
    });
  }
  if (faults.length) throw badValue(faults, 'CONSTRAINT_VIOLATION');
  const order = hostedOrder(world, account, given.payment_session_url as string);
  const now = world.clock.now();
  const session: HppSession = {
    id: world.random.uuid(),
    merchantId: account.merchantId,
    orderId: order.id,
    code: world.random.code(7),
    qrId: world.random.uuid(),
    moduleToken: world.random.uuid(),
    merchantUrls: (given.merchant_urls ?? {}) as Record<string, string>,
    options,
    status: 'WAITING',
    createdAt: now,
    updatedAt: now,
    // Fixed for good here, though the order may live longer if it is touched.
    expiresAt: orderExpiresAt(order) - hourMs,
    contact: null,
    identification: null,
  };
  world.state.addSession(session);
  order.sessionIds.push(session.id);
  return session;
}

/** The session of that id, or null when it is unknown, expired or somebody else's. */
export function findSession(world: World, account: Account, id: string): HppSession {
  const session = world.state.sessions.get(id);
  if (!session || session.merchantId !== account.merchantId || isExpired(world, session)) {
    throw notFound('Session was not found or has expired');
  }
  return session;
}

/** Moves a session; consumers' moves are told to the merchant. */
export function moveSession(world: World, session: HppSession, status: HppStatus, byConsumer: boolean): void {
  if (session.status === status) return;
  session.status = status;
  session.updatedAt = Math.max(world.clock.now(), session.updatedAt + 1);
  if (status !== 'MANUAL_ID_CHECK') session.identification = null;
  if (byConsumer) reportStatus(world, session);
  world.changed();
}

/** Carries the end of the payment session over to every open session on it. */
export function endSessionsOf(world: World, order: CheckoutOrder, status: 'COMPLETED' | 'CANCELLED'): void {
  for (const id of order.sessionIds) {
    const session = world.state.sessions.get(id);
    if (session && !isFinal(session) && !isExpired(world, session)) {
      moveSession(world, session, status, status === 'COMPLETED');
    }
  }
}

export function disableSession(world: World, session: HppSession): void {
  if (session.status === 'COMPLETED' || session.status === 'CANCELLED') {
    throw new ApiError(400, 'SESSION_COMPLETED', [`Session is already ${session.status.toLowerCase()}`]);
  }
  moveSession(world, session, 'DISABLED', false);
}

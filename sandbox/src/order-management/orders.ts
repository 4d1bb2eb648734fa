import type { Account } from '../accounts.js';
import { ApiError } from '../http/errors.js';
import type { Capture, ManagedOrder, Refund } from '../state.js';
import type { World } from '../world.js';
import type { Json } from '../check.js';
import { age, capturedOf, refundedOf, remainingOf } from './lifetime.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How a call words that an order or a capture is not there; they differ from call to call. */
export type MissingCode = 'NO_SUCH_ORDER' | 'NO_SUCH_CAPTURE' | 'NOT_FOUND';

/** The order of that id as it stands now. */
export function findManaged(world: World, account: Account, id: string, missing: MissingCode): ManagedOrder {
  if (!uuid.test(id)) throw new ApiError(400, 'INVALID_ORDER_ID', ['Order id must be a valid UUID']);
  const order = world.state.managed.get(id.toLowerCase());
  if (!order || order.merchantId !== account.merchantId) {
    throw new ApiError(404, missing, [`Order with id ${id} cannot be found`]);
  }
  age(order, world.clock.now());
  return order;
}

export function findCapture(order: ManagedOrder, id: string, missing: MissingCode): Capture {
  const capture = order.captures.find((each) => each.id === id);
  if (!capture) throw new ApiError(404, missing, [`Capture with id ${id} cannot be found`]);
  return capture;
}

export function findRefund(order: ManagedOrder, id: string): Refund {
  const refund = order.refunds.find((each) => each.id === id);
  if (!refund) throw new ApiError(404, 'NOT_FOUND', [`Refund with id ${id} cannot be found`]);
  return refund;
}

/** A refusal for the state an order is in. */
export const refusal = (code: string, message: string): ApiError => new ApiError(403, code, [message]);

export const notAllowed = (message: string): ApiError => refusal('NOT_ALLOWED', message);

export function presentCapture(world: World, capture: Capture): Json {
  return {
    ...capture.body,
    capture_id: capture.id,
    klarna_reference: capture.reference,
    captured_amount: capture.amount,
    captured_at: world.clock.iso(capture.at),
    refunded_amount: capture.refunded,
    shipping_info: capture.shippingInfo,
  };
}

export function presentRefund(world: World, refund: Refund): Json {
  return {
    ...refund.body,
    refund_id: refund.id,
    refunded_amount: refund.amount,
    refunded_at: world.clock.iso(refund.at),
  };
}

export function presentManaged(world: World, order: ManagedOrder): Json {
  return {
    ...order.body,
    order_id: order.id,
    status: order.status,
    fraud_status: order.fraud,
    order_amount: order.amount,
    original_order_amount: order.originalAmount,
    captured_amount: capturedOf(order),
    refunded_amount: refundedOf(order),
    remaining_authorized_amount: remainingOf(order),
    klarna_reference: order.reference,
    created_at: world.clock.iso(order.createdAt),
    expires_at: world.clock.iso(order.expiresAt),
    initial_payment_method: order.paymentMethod,
    captures: order.captures.map((each) => presentCapture(world, each)),
    refunds: order.refunds.map((each) => presentRefund(world, each)),
    shipping_info: order.shippingInfo,
  };
}

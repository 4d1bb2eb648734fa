import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Json } from '../check.js';
import { orderExpiresAt } from '../checkout/orders.js';
import { offers } from '../hpp/consumer.js';
import { presentCreated, presentSession } from '../hpp/present.js';
import { baseOf } from '../http/provide.js';
import { countOf } from './read.js';
import { age, capturedOf, refundedOf, remainingOf } from '../order-management/lifetime.js';
import type { CheckoutOrder, HppSession } from '../state.js';
import type { World } from '../world.js';

const newest = 50;

/** The newest of a map, newest first: 50, or as many as `last` says. */
function latest<T>(map: Map<string, T>, request: FastifyRequest): T[] {
  return [...map.values()].slice(-(countOf(request) ?? newest)).reverse();
}

function session(world: World, each: HppSession, base: string): Json {
  const order = world.state.orders.get(each.orderId)!;
  return {
    ...presentSession(world, each),
    checkout_order_id: each.orderId,
    order_amount: order.body.order_amount,
    purchase_currency: order.body.purchase_currency,
    redirect_url: presentCreated(world, each, base).redirect_url,
    expired: world.clock.now() >= each.expiresAt,
    offers: offers(world, each),
  };
}

function order(world: World, each: CheckoutOrder): Json {
  const managed = world.state.managed.get(each.id);
  if (managed) age(managed, world.clock.now());
  return {
    order_id: each.id,
    merchant_id: each.merchantId,
    checkout_status: each.status,
    merchant_reference1: each.body.merchant_reference1,
    order_amount: each.body.order_amount,
    purchase_currency: each.body.purchase_currency,
    locale: each.body.locale,
    expires_at: world.clock.iso(managed ? managed.expiresAt : orderExpiresAt(each)),
    ...(managed && {
      status: managed.status,
      fraud_status: managed.fraud,
      acknowledged: managed.acknowledged,
      captured_amount: capturedOf(managed),
      refunded_amount: refundedOf(managed),
      remaining_authorized_amount: remainingOf(managed),
    }),
  };
}

/** How often the console is told at most. */
const pauseMs = 200;

/** The newest sessions and orders, and what a click would do to each: for the console and for tests. */
export function overviewRoutes(app: FastifyInstance, world: World): void {
  app.get('/sandbox/sessions', async (request) => {
    const base = baseOf(world, request);
    return { sessions: latest(world.state.sessions, request).map((each) => session(world, each, base)) };
  });

  app.get('/sandbox/settings', async () => ({
    callbacks: world.callbacks.settings,
    limits: world.limits.quota ?? { off: true },
    faults: world.faults.list(),
  }));

  app.get('/sandbox/events', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write('data: hello\n\n');
    let timer: NodeJS.Timeout | null = null;
    const stop = world.watch(() => {
      timer ??= setTimeout(() => {
        timer = null;
        reply.raw.write('data: changed\n\n');
      }, pauseMs);
    });
    request.raw.on('close', () => {
      stop();
      if (timer) clearTimeout(timer);
    });
  });

  app.get('/sandbox/orders', async (request) => ({
    orders: latest(world.state.orders, request).map((each) => order(world, each)),
  }));
}

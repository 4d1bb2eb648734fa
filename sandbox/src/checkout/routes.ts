import type { FastifyInstance } from 'fastify';
import { endSessionsOf } from '../hpp/sessions.js';
import { bodyOf, Call, ok, provide } from '../http/provide.js';
import type { World } from '../world.js';
import { abortOrder, createOrder, findOrder, presentOrder, updateOrder } from './orders.js';

const theOrder = (call: Call) => findOrder(call.world, call.account, call.params.order_id!);

/** Checkout v3 (docs.klarna.com, kco: create, read, update, abort). */
export function checkoutRoutes(app: FastifyInstance, world: World): void {
  app.post(
    '/checkout/v3/orders',
    provide(world, (call) => {
      const order = createOrder(world, call.account, bodyOf(call));
      const location = `${call.base}/checkout/v3/orders/${order.id}`;
      return { status: 201, headers: { location }, body: presentOrder(world, order) };
    }),
  );

  app.get(
    '/checkout/v3/orders/:order_id',
    provide(world, (call) => ok(presentOrder(world, theOrder(call)))),
  );

  app.post(
    '/checkout/v3/orders/:order_id',
    provide(world, (call) => {
      const order = theOrder(call);
      updateOrder(world, call.account, order, bodyOf(call));
      return ok(presentOrder(world, order));
    }),
  );

  app.post(
    '/checkout/v3/orders/:order_id/abort',
    provide(world, (call) => {
      const order = theOrder(call);
      abortOrder(world, order);
      endSessionsOf(world, order, 'CANCELLED');
      return ok(presentOrder(world, order));
    }),
  );
}

import type { FastifyInstance } from 'fastify';
import { isObject, Json } from '../check.js';
import { bodyOf, Call, noContent, ok, Operation, provide } from '../http/provide.js';
import type { ManagedOrder } from '../state.js';
import type { World } from '../world.js';
import {
  cancel,
  extendAuthorization,
  release,
  updateAuthorization,
  updateCustomer,
  updateReferences,
} from './authorization.js';
import { capture, dueDateOptions, extendDueDate } from './captures.js';
import {
  findCapture,
  findManaged,
  findRefund,
  MissingCode,
  notAllowed,
  presentCapture,
  presentManaged,
  presentRefund,
} from './orders.js';
import { refund } from './refunds.js';
import { demand, shippingInfoBody } from './schema.js';

const root = '/ordermanagement/v1/orders/:order_id';

const theOrder = (call: Call, missing: MissingCode = 'NO_SUCH_ORDER'): ManagedOrder =>
  findManaged(call.world, call.account, call.params.order_id!, missing);

const theCapture = (call: Call, order: ManagedOrder, missing: MissingCode) =>
  findCapture(order, call.params.capture_id!, missing);

/** An operation that changes the order and answers 204. */
const change =
  (alter: (order: ManagedOrder, call: Call) => void): Operation =>
  (call) => {
    alter(theOrder(call), call);
    return noContent;
  };

function demandCaptures(order: ManagedOrder): void {
  if (order.captures.length === 0) throw notAllowed('Order has no captures');
}

/** The body of a call whose official description lets it be left out. */
const optionalBody = (call: Call): Json => (call.body === undefined ? {} : bodyOf(call));

/** Order Management v1 (docs.klarna.com, order management; the official description). */
export function orderManagementRoutes(app: FastifyInstance, world: World): void {
  const keyed = (operation: Operation) => provide(world, operation, { keyed: true });
  const plain = (operation: Operation) => provide(world, operation);

  app.get(
    root,
    plain((call) => ok(presentManaged(world, theOrder(call)))),
  );
  app.post(
    `${root}/acknowledge`,
    keyed(
      change((order) => {
        if (order.status === 'CANCELLED' || order.status === 'EXPIRED')
          throw notAllowed('Acknowledge not allowed');
        order.acknowledged = true;
      }),
    ),
  );
  app.patch(
    `${root}/authorization`,
    keyed(change((order, call) => updateAuthorization(order, bodyOf(call)))),
  );
  app.post(`${root}/cancel`, keyed(change((order) => cancel(order))));
  app.post(`${root}/release-remaining-authorization`, keyed(change((order) => release(order))));
  app.post(
    `${root}/extend-authorization-time`,
    keyed(change((order, call) => extendAuthorization(world, call.account, order))),
  );
  app.patch(
    `${root}/merchant-references`,
    keyed(change((order, call) => updateReferences(order, optionalBody(call)))),
  );
  app.patch(
    `${root}/customer-details`,
    keyed(change((order, call) => updateCustomer(order, optionalBody(call)))),
  );
  app.post(
    `${root}/shipping-info`,
    keyed(
      change((order, call) => {
        const body = demand(shippingInfoBody, bodyOf(call));
        order.shippingInfo.push(...(body.shipping_info as Json[]));
      }),
    ),
  );

  captureRoutes(app, world, plain, keyed);
  refundRoutes(app, world, plain, keyed);
}

type Route = (operation: Operation) => ReturnType<typeof provide>;

function captureRoutes(app: FastifyInstance, world: World, plain: Route, keyed: Route): void {
  const captures = `${root}/captures`;
  const one = `${captures}/:capture_id`;

  app.post(
    captures,
    keyed((call) => {
      const order = theOrder(call);
      const made = capture(world, call.account, order, bodyOf(call));
      const location = `${call.base}/ordermanagement/v1/orders/${order.id}/captures/${made.id}`;
      return { status: 201, headers: { 'capture-id': made.id, location } };
    }),
  );
  app.get(
    captures,
    plain((call) => ok(theOrder(call).captures.map((each) => presentCapture(world, each)))),
  );
  app.get(
    one,
    plain((call) => ok(presentCapture(world, theCapture(call, theOrder(call), 'NO_SUCH_ORDER')))),
  );
  app.post(
    `${one}/shipping-info`,
    keyed((call) => {
      const order = theOrder(call);
      const body = demand(shippingInfoBody, bodyOf(call));
      demandCaptures(order);
      theCapture(call, order, 'NO_SUCH_ORDER').shippingInfo.push(...(body.shipping_info as Json[]));
      return noContent;
    }),
  );
  app.post(
    `${one}/trigger-send-out`,
    keyed((call) => {
      const order = theOrder(call, 'NO_SUCH_CAPTURE');
      demandCaptures(order);
      const captured = theCapture(call, order, 'NO_SUCH_CAPTURE');
      captured.sendOuts += 1;
      sendPapers(world, order, captured.reference, captured.amount);
      return noContent;
    }),
  );
  app.get(
    `${one}/extend-due-date-options`,
    plain((call) => {
      const order = theOrder(call);
      theCapture(call, order, 'NO_SUCH_CAPTURE');
      return ok({ currency: order.body.purchase_currency, options: dueDateOptions(order) });
    }),
  );
  app.patch(
    `${one}/extend-due-date`,
    keyed((call) => {
      const order = theOrder(call);
      extendDueDate(order, theCapture(call, order, 'NO_SUCH_CAPTURE'), bodyOf(call));
      return noContent;
    }),
  );
}

function refundRoutes(app: FastifyInstance, world: World, plain: Route, keyed: Route): void {
  app.post(
    `${root}/refunds`,
    keyed((call) => {
      const order = theOrder(call, 'NOT_FOUND');
      const made = refund(world, order, bodyOf(call));
      const location = `${call.base}/ordermanagement/v1/orders/${order.id}/refunds/${made.id}`;
      return { status: 201, headers: { 'refund-id': made.id, location } };
    }),
  );
  app.get(
    `${root}/refunds/:refund_id`,
    plain((call) =>
      ok(presentRefund(world, findRefund(theOrder(call, 'NOT_FOUND'), call.params.refund_id!))),
    ),
  );
}

/** Sends the consumer the papers of a capture once more. */
function sendPapers(world: World, order: ManagedOrder, reference: string, amount: number): void {
  const address = order.body.billing_address;
  if (!isObject(address) || !address.email) return;
  world.journal.mail.add({
    at: world.clock.iso(),
    from: 'Klarna <noreply@klarna.example>',
    to: String(address.email),
    subject: `Your purchase ${reference}`,
    text: `Here are the details of your purchase ${reference}: ${amount} ${String(order.body.purchase_currency)} (minor units).`,
    html: null,
  });
}

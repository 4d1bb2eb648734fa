import type { FastifyInstance } from 'fastify';
import type { Purchase } from '../checkout/complete.js';
import { isObject } from '../check.js';
import { act, consumerActions } from '../hpp/consumer.js';
import { presentCreated } from '../hpp/present.js';
import { isExpired, orderOf } from '../hpp/sessions.js';
import { landingUrl } from '../hpp/urls.js';
import { baseOf } from '../http/provide.js';
import type { CheckoutOrder, HppSession } from '../state.js';
import type { World } from '../world.js';
import { html } from './html.js';
import { moduleRoutes } from './module.js';
import { notFoundPage, paymentPage } from './payment.js';

interface Params {
  region: string;
  code: string;
}

const path = '/:region(eu|na|oc)/hpp/payments/:code';

/** The consumer's pages: public, no script, forms that post and are answered with a redirect. */
export function pageRoutes(app: FastifyInstance, world: World): void {
  const sessionOf = (code: string) => world.state.sessions.get(world.state.publicIds.get(code) ?? '');

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );

  app.get<{ Params: Params; Querystring: { confirm?: string } }>(path, async (request, reply) => {
    const session = sessionOf(request.params.code);
    if (!session) return html(reply, 404, notFoundPage());
    await act(world, session, 'open');
    const page = paymentPage(world, session, { confirmCancel: request.query.confirm === 'cancel' });
    return html(reply, isGone(world, session) ? 410 : 200, page);
  });

  app.post<{ Params: Params }>(path, async (request, reply) => {
    const session = sessionOf(request.params.code);
    if (!session) return html(reply, 404, notFoundPage());
    const form = isObject(request.body) ? (request.body as Record<string, string>) : {};
    const action = consumerActions.find((each) => each === form.action);
    const outcome = action
      ? await act(world, session, action, purchaseOf(orderOf(world, session), form))
      : null;
    // A second press of the button lands where the first one did.
    const again = action === 'pay' && session.status === 'COMPLETED' ? landingUrl(session, 'success') : null;
    const target = outcome?.redirect_url ?? again;
    if (target) return reply.redirect(new URL(target).href, 303);
    const found = outcome !== null || session.status === 'COMPLETED';
    const refused = action === 'pay' && outcome?.status === 'IN_PROGRESS';
    return html(
      reply,
      found ? 200 : 404,
      paymentPage(world, session, { refused, message: outcome?.message }),
    );
  });

  moduleRoutes(app, world);

  app.get<{ Params: Params }>(`${path}/qr`, async (request, reply) => {
    const session = sessionOf(request.params.code);
    if (!session) return html(reply, 404, notFoundPage());
    const { default: QRCode } = await import('qrcode');
    const link = presentCreated(world, session, baseOf(world, request)).redirect_url as string;
    return reply.type('image/png').send(await QRCode.toBuffer(link, { type: 'png', width: 300, margin: 2 }));
  });
}

function isGone(world: World, session: HppSession): boolean {
  if (session.status === 'COMPLETED') return false;
  return session.status === 'DISABLED' || session.status === 'CANCELLED' || isExpired(world, session);
}

/** What was typed and ticked on the page; an address counts as typed when it differs from what was known. */
function purchaseOf(order: CheckoutOrder, form: Record<string, string>): Purchase {
  const known = isObject(order.body.billing_address) ? order.body.billing_address : {};
  const typed = ['email', 'postal_code'].filter((name) => form[name] && form[name] !== known[name]);
  const boxes = Object.keys(form).filter((name) => name.startsWith('box.'));
  return {
    checkboxes: Object.fromEntries(boxesOf(order).map((id) => [id, boxes.includes(`box.${id}`)])),
    ...(typed.length && {
      billing_address: {
        ...known,
        ...Object.fromEntries(typed.map((name) => [name, form[name]!.slice(0, 255)])),
      },
    }),
  };
}

function boxesOf(order: CheckoutOrder): string[] {
  const options = isObject(order.body.options) ? order.body.options : {};
  const many = Array.isArray(options.additional_checkboxes) ? options.additional_checkboxes : [];
  return ['additional_checkbox', ...many.map((box: { id: string }) => box.id)];
}

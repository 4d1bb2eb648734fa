import type { FastifyInstance, FastifyReply } from 'fastify';
import QRCode from 'qrcode';
import { act, ConsumerAction, consumerActions } from '../hpp/consumer.js';
import { presentCreated } from '../hpp/present.js';
import { landingUrl } from '../hpp/urls.js';
import { baseOf } from '../http/provide.js';
import type { World } from '../world.js';
import { notFoundPage, paymentPage } from './payment.js';

interface Params {
  region: string;
  code: string;
}

const html = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(page);

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

  app.get<{ Params: Params }>('/:region(eu|na|oc)/hpp/payments/:code', async (request, reply) => {
    const session = sessionOf(request.params.code);
    if (!session) return html(reply, 404, notFoundPage());
    await act(world, session, 'open');
    return html(reply, 200, paymentPage(world, session, null));
  });

  app.post<{ Params: Params }>('/:region(eu|na|oc)/hpp/payments/:code', async (request, reply) => {
    const session = sessionOf(request.params.code);
    if (!session) return html(reply, 404, notFoundPage());
    const form = (request.body ?? {}) as Record<string, string>;
    const action = consumerActions.find((each) => each === form.action) as ConsumerAction | undefined;
    const outcome = action ? await act(world, session, action) : null;
    // A second press of the button after the purchase went through.
    const again = action === 'pay' && session.status === 'COMPLETED' ? landingUrl(session, 'success') : null;
    const target = outcome?.redirect_url ?? again;
    if (target) return reply.redirect(new URL(target).href, 303);
    if (!outcome) return html(reply, 404, paymentPage(world, session, null));
    return html(reply, 200, paymentPage(world, session, outcome.message ?? null));
  });

  app.get<{ Params: Params }>('/:region(eu|na|oc)/hpp/payments/:code/qr', async (request, reply) => {
    const session = sessionOf(request.params.code);
    if (!session) return html(reply, 404, notFoundPage());
    const link = presentCreated(world, session, baseOf(world, request)).redirect_url as string;
    return reply.type('image/png').send(await QRCode.toBuffer(link, { type: 'png', width: 300, margin: 2 }));
  });
}

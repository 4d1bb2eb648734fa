import type { FastifyInstance } from 'fastify';
import { isObject } from '../check.js';
import { distribute } from '../hpp/distribution.js';
import { presentCreated } from '../hpp/present.js';
import { isExpired, isFinal, orderOf } from '../hpp/sessions.js';
import { ApiError } from '../http/errors.js';
import { baseOf } from '../http/provide.js';
import type { HppSession } from '../state.js';
import type { World } from '../world.js';
import { escapeHtml, money } from './format.js';
import { frame } from './frame.js';
import { html } from './html.js';
import { notFoundPage } from './payment.js';
import { pageStyle } from './style.js';

interface Route {
  Params: { region: string; profile: string; view: string };
  Querystring: { token?: string };
}

const path = '/:region(eu|na|oc)/hpp/distribution-module/:profile/:view';

/** The distribution module: where a clerk shows a session's QR code, or sends its link. The token is the key to it. */
export function moduleRoutes(app: FastifyInstance, world: World): void {
  const sessionOf = (token = ''): HppSession | null => {
    const session = world.state.sessions.get(world.state.publicIds.get(token) ?? '');
    return session?.moduleToken === token && !isExpired(world, session) ? session : null;
  };

  app.get<Route>(path, async (request, reply) => {
    const session = sessionOf(request.query.token);
    if (!session) return html(reply, 404, notFoundPage());
    return html(reply, 200, modulePage(world, session, baseOf(world, request), ''));
  });

  app.post<Route>(path, async (request, reply) => {
    const session = sessionOf(request.query.token);
    if (!session) return html(reply, 404, notFoundPage());
    const { method, ...contact } = isObject(request.body) ? request.body : {};
    const base = baseOf(world, request);
    try {
      const link = presentCreated(world, session, base).redirect_url as string;
      distribute(world, session, { method, contact_information: contact }, link);
      return html(reply, 200, modulePage(world, session, base, 'The link was sent.'));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return html(reply, 400, modulePage(world, session, base, error.message));
    }
  });
}

const field = (name: string, type: string, label: string, autocomplete: string): string =>
  `<label>${label}<input type="${type}" name="${name}" required autocomplete="${autocomplete}"></label>`;

const sendForm = (method: string, fields: string, label: string): string =>
  `<form method="post"><input type="hidden" name="method" value="${method}">${fields}<button>${label}</button></form>`;

function modulePage(world: World, session: HppSession, base: string, notice: string): string {
  const order = orderOf(world, session);
  const amount = money(order, Number(order.body.order_amount));
  const { qr_code_url } = presentCreated(world, session, base);
  const status = `<p class="shop">${escapeHtml(amount)} · ${session.status}</p>`;
  const told = notice ? `<p class="notice" role="status">${escapeHtml(notice)}</p>` : '';
  const sending = `<section class="end"><img src="${escapeHtml(String(qr_code_url))}" width="220" height="220" alt="QR code of the payment page"></section>
<section class="stack">${sendForm('email', field('email', 'email', 'E-mail', 'off'), 'Send by e-mail')}
${sendForm('sms', `<div class="fields">${field('phone', 'text', 'Telephone', 'off')}${field('phone_country', 'text', 'Country', 'off')}</div>`, 'Send by text message')}</section>`;
  const name = world.account(session.merchantId).name;
  const body = `<header><h1>${escapeHtml(name)}</h1>${status}</header>${told}${isFinal(session) ? '' : sending}`;
  return frame('en', name, pageStyle({}), body);
}

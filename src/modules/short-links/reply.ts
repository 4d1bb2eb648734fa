import type { FastifyReply } from 'fastify';

import type { RenderedPage } from './pages/link-page.js';

export async function show(reply: FastifyReply, { httpStatus, headers, html }: RenderedPage): Promise<void> {
  await ours(reply).status(httpStatus).headers(headers).type('text/html; charset=utf-8').send(html);
}

export async function redirect(reply: FastifyReply, url: string, httpStatus: 302 | 303): Promise<void> {
  await ours(reply).redirect(url, httpStatus);
}

/** A link leads elsewhere tomorrow, and its address is nobody else's business. */
function ours(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
  });
}

import type { FastifyReply } from 'fastify';

/** No script runs on these pages; pictures are the merchant's, from anywhere. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; base-uri 'none'; frame-ancestors 'none'";

/** Sends a page that runs no script and is kept nowhere. */
export const html = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply
    .code(status)
    .headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': policy,
    })
    .type('text/html; charset=utf-8')
    .send(page);

import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { page } from '../../common/html/page.js';
import type { Return } from '../payment-links/index.js';
import { ConsumerService, Destination } from './consumer.service.js';

/** Which link under a printed one this browser was given. */
const OWN_CODE = /(?:^|;\s*)paylink=([\w-]{22})(?:;|$)/;
const OWN_CODE_SECONDS = 47 * 3600;

/** What consumers open, and where the provider's page sends them back to. */
@Controller('l/:code')
export class ShortLinkController {
  constructor(private readonly consumers: ConsumerService) {}

  @Get()
  async open(
    @Param('code') code: string,
    @Headers('cookie') cookie: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const destination = await this.consumers.open(code, OWN_CODE.exec(cookie ?? '')?.[1]);
    if (destination.ownCode) {
      const cookieFor = `Path=/l/${encodeURIComponent(code)}; Max-Age=${OWN_CODE_SECONDS}; HttpOnly; SameSite=Lax`;
      void reply.header('set-cookie', `paylink=${destination.ownCode}; ${cookieFor}`);
    }
    await go(reply, destination);
  }

  @Get('return/:where(success|cancel|back|failure|error)')
  async back(
    @Param('code') code: string,
    @Param('where') where: Return,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await go(reply, await this.consumers.back(code, where));
  }
}

async function go(reply: FastifyReply, destination: Destination): Promise<void> {
  // A link leads elsewhere tomorrow, and its address is nobody else's business.
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  if ('redirectTo' in destination) {
    await reply.redirect(destination.redirectTo, 302);
    return;
  }
  const { httpStatus, ...content } = destination.page;
  if (content.refreshSeconds) void reply.header('retry-after', content.refreshSeconds);
  await reply.status(httpStatus).type('text/html; charset=utf-8').send(page(content));
}

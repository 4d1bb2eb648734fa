import { Controller, Get, Headers, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { PaymentLink, PaymentLinksRepository, type Return } from '../payment-links/index.js';
import { BrokenPageFilter } from './broken-page.filter.js';
import { ConsumerService, Destination } from './consumer.service.js';
import { LinkPages } from './link-pages.js';
import { NewLinkRequests } from './new-link-requests.service.js';
import { redirect, show } from './reply.js';

/** Which link under a printed one this browser was given. */
const OWN_CODE = /(?:^|;\s*)paylink=([\w-]{22})(?:;|$)/;
const OWN_CODE_SECONDS = 47 * 3600;

/** What consumers open, and where the provider's page sends them back to. */
@Controller('l/:code')
@UseFilters(BrokenPageFilter)
export class ShortLinkController {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly links: PaymentLinksRepository,
    private readonly requests: NewLinkRequests,
    private readonly pages: LinkPages,
  ) {}

  @Get()
  async open(
    @Param('code') code: string,
    @Headers('cookie') cookie: string | undefined,
    @Headers('accept-language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const destination = await this.consumers.open(code, OWN_CODE.exec(cookie ?? '')?.[1]);
    if (destination.ownCode) {
      const cookieFor = `Path=/l/${encodeURIComponent(code)}; Max-Age=${OWN_CODE_SECONDS}; HttpOnly; SameSite=Lax`;
      void reply.header('set-cookie', `paylink=${destination.ownCode}; ${cookieFor}`);
    }
    await this.go(reply, destination, language);
  }

  @Get('return/:where(success|cancel|back|failure|error)')
  async back(
    @Param('code') code: string,
    @Param('where') where: Return,
    @Query('order') orderId: string | string[] | undefined,
    @Headers('accept-language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.go(reply, await this.consumers.back(code, where, [orderId].flat()[0]), language);
  }

  /** The answer is another page, so that looking at it again asks for nothing. */
  @Post('new-link')
  async ask(@Param('code') code: string, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.find(code);
    if (link) await this.requests.record(link);
    await redirect(reply, `/l/${encodeURIComponent(code)}/new-link`, 303);
  }

  @Get('new-link')
  async asked(@Param('code') code: string, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.find(code);
    if (link && (await this.requests.wasMade(link)))
      return show(reply, await this.pages.render('asked', link));
    await redirect(reply, `/l/${encodeURIComponent(code)}`, 303);
  }

  private find(code: string): Promise<PaymentLink | null> {
    return this.links.byCode(code);
  }

  private async go(reply: FastifyReply, destination: Destination, language?: string): Promise<void> {
    if ('redirectTo' in destination) return redirect(reply, destination.redirectTo, 302);
    await show(
      reply,
      await this.pages.render(destination.page, destination.link, language, destination.orderId),
    );
  }
}

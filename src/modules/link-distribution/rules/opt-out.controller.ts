import {
  Controller,
  Get,
  Header,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { markup } from '../../../common/html/markup.js';
import { contentSecurityPolicy, page, PAGE_STYLE } from '../../../common/html/page.js';
import { linkStrings } from '../templates/link-strings.js';
import { OptOutsService } from './opt-outs.service.js';

const STYLE = `${PAGE_STYLE}
button { margin-top: 1.5rem; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; background: var(--ink); color: var(--card); font: inherit; }
`;

/**
 * Where a recipient says that they want no more e-mails: their mail program by one POST (RFC 8058), they themselves by
 * a button. Opening the address changes nothing, since mail scanners open every address.
 */
@Controller('optout/:token')
export class OptOutController {
  constructor(private readonly optOuts: OptOutsService) {}

  @Get()
  @Header('cache-control', 'no-store')
  async ask(
    @Param('token') token: string,
    @Query('lang') lang: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, token, lang, 'unsubscribeAsk');
  }

  @Post()
  @HttpCode(200)
  async optOut(
    @Param('token') token: string,
    @Query('lang') lang: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (await this.optOuts.merchantOf(token)) await this.optOuts.optOutByToken(token);
    await this.show(reply, token, lang, 'unsubscribed');
  }

  private async show(
    reply: FastifyReply,
    token: string,
    lang: unknown,
    text: 'unsubscribeAsk' | 'unsubscribed',
  ): Promise<void> {
    const merchant = await this.optOuts.merchantOf(token);
    if (merchant === null) throw new NotFoundException();
    const { strings, language } = linkStrings(typeof lang === 'string' ? lang : 'en');
    const button = markup`<form method="post"><button>${strings.unsubscribe}</button></form>`;
    const body = markup`<main>
<h1>${strings.unsubscribe}</h1>
<p>${strings[text].replace('{merchant}', () => merchant)}</p>
${text === 'unsubscribeAsk' ? button : ''}
</main>`;
    await reply
      .header('content-security-policy', contentSecurityPolicy({ style: STYLE }))
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(page({ lang: language, title: strings.unsubscribe, style: STYLE, body }));
  }
}

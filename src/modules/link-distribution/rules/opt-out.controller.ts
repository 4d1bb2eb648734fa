import { Controller, Get, Header, NotFoundException, Param, Post } from '@nestjs/common';

import { page } from '../../../common/html/page.js';
import { OptOutsService } from './opt-outs.service.js';

/**
 * Where a recipient says that they want no more e-mails: their mail program by one POST (RFC 8058), they themselves by
 * a button. Opening the address changes nothing, since mail scanners open every address.
 */
@Controller('optout/:token')
export class OptOutController {
  constructor(private readonly optOuts: OptOutsService) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('referrer-policy', 'no-referrer')
  async ask(@Param('token') token: string): Promise<string> {
    const merchant = await this.merchant(token);
    const content = page({
      title: 'Unsubscribe',
      text: `${merchant} will not write to you about payment links any more.`,
    });
    const button = `<form method="post" style="margin-top:1.5rem"><button style="font:inherit;padding:.6rem 1.2rem">Unsubscribe</button></form>`;
    return content.replace('</main>', `${button}\n</main>`);
  }

  @Post()
  @Header('content-type', 'text/html; charset=utf-8')
  async optOut(@Param('token') token: string): Promise<string> {
    const merchant = await this.merchant(token);
    await this.optOuts.optOutByToken(token);
    return page({
      title: 'Unsubscribed',
      text: `${merchant} will not write to you about payment links any more.`,
    });
  }

  private async merchant(token: string): Promise<string> {
    const name = await this.optOuts.merchantOf(token);
    if (name === null) throw new NotFoundException();
    return name;
  }
}

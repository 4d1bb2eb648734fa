import { Controller, Get, Header } from '@nestjs/common';

import { page } from './common/html/page.js';

/** The provider demands an address of the merchant's terms; this one stands in until TERMS_URL is set. */
@Controller('terms')
export class TermsController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  terms(): string {
    return page({
      title: 'Terms',
      text: 'The merchant has not given the address of its terms. Ask the shop that sent you the link.',
    });
  }
}

import { Controller, Get, Header } from '@nestjs/common';

import { markup } from './common/html/markup.js';
import { contentSecurityPolicy, page, PAGE_STYLE } from './common/html/page.js';

/** The provider demands an address of the merchant's terms; this one stands in until TERMS_URL is set. */
@Controller('terms')
export class TermsController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', contentSecurityPolicy({ style: PAGE_STYLE }))
  terms(): string {
    return page({
      lang: 'en',
      title: 'Terms',
      style: PAGE_STYLE,
      body: markup`<main>
<h1>Terms</h1>
<p>The merchant has not given the address of its terms. Ask the shop that sent you the link.</p>
</main>`,
    });
  }
}

import { Controller, Get, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { linkPage } from './pages/link-page.js';
import { preferredLanguage } from './pages/page-strings.js';
import { show } from './reply.js';

/** Addresses that were copied with too much or too little. */
@Controller('l')
export class StrayAddressController {
  @Get(['', '*'])
  async unknown(
    @Headers('accept-language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await show(reply, linkPage('unknown', preferredLanguage(language)));
  }
}

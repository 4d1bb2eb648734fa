import { Controller, Get, Headers, Param, Query, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Clock } from '../../../common/clock/clock.js';
import { PaymentLinksRepository, QrErrorCorrection } from '../../payment-links/index.js';
import { BrokenPageFilter } from '../broken-page.filter.js';
import { LinkPages } from '../link-pages.js';
import { endOf } from '../pages/page-kinds.js';
import { show } from '../reply.js';
import { printSheetPage } from './print-sheet.js';
import { PrintSheets } from './print-sheets.service.js';

/** A link on paper, while it can be paid: it shows no more than who holds the link can see anyway. */
@Controller('l/:code/print')
@UseFilters(BrokenPageFilter)
export class PrintSheetController {
  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly sheets: PrintSheets,
    private readonly pages: LinkPages,
    private readonly clock: Clock,
  ) {}

  @Get()
  async print(
    @Param('code') code: string,
    @Query('errorCorrection') errorCorrection: string | undefined,
    @Headers('accept-language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const link = await this.links.byCode(code);
    if (!link) return show(reply, await this.pages.render('unknown', null, language));
    const end = endOf(link, this.clock.now());
    if (end) return show(reply, await this.pages.render(end, link));
    const level = Object.values(QrErrorCorrection).find((known) => known === errorCorrection);
    await show(reply, printSheetPage(await this.sheets.of(link, level ?? QrErrorCorrection.M)));
  }
}

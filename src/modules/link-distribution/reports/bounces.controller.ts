import {
  BadRequestException,
  Body,
  Controller,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';

import { DeliveryReportsService } from './delivery-reports.service.js';
import { ReportAddresses } from './report-addresses.js';

/** Takes `{"messageId": "<…>", "reason": "550 no such user"}` from whatever the merchant's mail provider tells bounces to. */
@Controller('callbacks/bounce/:merchantId/:secret')
export class BouncesController {
  constructor(
    private readonly addresses: ReportAddresses,
    private readonly reports: DeliveryReportsService,
  ) {}

  @Post()
  @HttpCode(204)
  async receive(
    @Param('merchantId') merchantId: string,
    @Param('secret') secret: string,
    @Body() body?: { messageId?: unknown; reason?: unknown },
  ): Promise<void> {
    if (!this.addresses.isOfBounces(merchantId, secret)) throw new NotFoundException();
    const { messageId, reason } = body ?? {};
    if (typeof messageId !== 'string')
      throw new BadRequestException('Give messageId, and reason where there is one.');
    const id = /^<?([^@>]+)/.exec(messageId)?.[1] ?? '';
    const why = typeof reason === 'string' ? reason : 'No reason given.';
    await this.reports.record({ id, merchantId }, { state: 'undelivered', reason: why });
  }
}

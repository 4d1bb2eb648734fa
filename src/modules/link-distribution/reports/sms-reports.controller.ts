import {
  Body,
  Controller,
  ForbiddenException,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';

import { SmsSender } from '../senders/sms/sms.sender.js';
import { DeliveryReportsService } from './delivery-reports.service.js';
import { ReportAddresses } from './report-addresses.js';

/** Takes what the SMS provider of SMS_URL tells of a message, as a form. */
@Controller('callbacks/sms/:sendingId/:secret')
export class SmsReportsController {
  constructor(
    private readonly addresses: ReportAddresses,
    private readonly sms: SmsSender,
    private readonly reports: DeliveryReportsService,
  ) {}

  @Post()
  @HttpCode(204)
  async receive(
    @Param('sendingId') sendingId: string,
    @Param('secret') secret: string,
    @Headers() headers: Record<string, string | undefined>,
    @Body() body?: unknown,
  ): Promise<void> {
    if (!this.addresses.isOfSms(sendingId, secret)) throw new NotFoundException();
    const url = this.addresses.ofSms(sendingId);
    const report = this.sms.readReport({ url, headers, form: fieldsOf(body) });
    if (report === 'forged') throw new ForbiddenException();
    if (report) await this.reports.record({ id: sendingId }, report);
  }
}

function fieldsOf(body: unknown): Record<string, string> {
  const fields = Object.entries(body ?? {}).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(fields) as Record<string, string>;
}

import { Module } from '@nestjs/common';

import { HppModule } from '../hpp/index.js';
import { KlarnaModule } from '../klarna/index.js';
import { MerchantsModule } from '../merchants/index.js';
import { DistributionService } from './distribution.service.js';
import { LinkDistributionResolver } from './link-distribution.resolver.js';
import { PaidYet } from './reminders/paid-yet.js';
import { RemindersJob } from './reminders/reminders.job.js';
import { RemindersRepository } from './reminders/reminders.repository.js';
import { RemindersService } from './reminders/reminders.service.js';
import { BouncesController } from './reports/bounces.controller.js';
import { BouncesResolver } from './reports/bounces.resolver.js';
import { DeliveryReportsService } from './reports/delivery-reports.service.js';
import { ReportAddresses } from './reports/report-addresses.js';
import { SmsReportsController } from './reports/sms-reports.controller.js';
import { OptOutController } from './rules/opt-out.controller.js';
import { OptOutsResolver } from './rules/opt-outs.resolver.js';
import { OptOutsService } from './rules/opt-outs.service.js';
import { SendLimits } from './rules/send-limits.js';
import { SendingRulesService } from './rules/sending.rules.js';
import { SendingSettingsResolver } from './rules/sending-settings.resolver.js';
import { SendingSettingsService } from './rules/sending-settings.service.js';
import { SendLinkHandler } from './send-link.handler.js';
import { LinkSender } from './senders/link.sender.js';
import { MailSender } from './senders/mail.sender.js';
import { SmsSender } from './senders/sms/sms.sender.js';
import { MessageTemplatesResolver } from './templates/message-templates.resolver.js';
import { MessageTemplatesService } from './templates/message-templates.service.js';

@Module({
  imports: [HppModule, KlarnaModule, MerchantsModule],
  controllers: [OptOutController, BouncesController, SmsReportsController],
  providers: [
    MailSender,
    SmsSender,
    LinkSender,
    SendLinkHandler,
    DistributionService,
    LinkDistributionResolver,
    MessageTemplatesService,
    MessageTemplatesResolver,
    SendingRulesService,
    SendingSettingsService,
    SendingSettingsResolver,
    SendLimits,
    OptOutsService,
    OptOutsResolver,
    PaidYet,
    RemindersRepository,
    RemindersService,
    RemindersJob,
    ReportAddresses,
    DeliveryReportsService,
    BouncesResolver,
  ],
  exports: [DistributionService],
})
export class LinkDistributionModule {}

import { Module } from '@nestjs/common';

import { HppModule } from '../hpp/index.js';
import { KlarnaModule } from '../klarna/index.js';
import { MerchantsModule } from '../merchants/index.js';
import { DistributionService } from './distribution.service.js';
import { LinkDistributionResolver } from './link-distribution.resolver.js';
import { SendLinkHandler } from './send-link.handler.js';
import { MailSender } from './senders/mail.sender.js';
import { SmsSender } from './senders/sms.sender.js';

@Module({
  imports: [HppModule, KlarnaModule, MerchantsModule],
  providers: [MailSender, SmsSender, SendLinkHandler, DistributionService, LinkDistributionResolver],
  exports: [DistributionService],
})
export class LinkDistributionModule {}

import { Module } from '@nestjs/common';

import { HppModule } from '../hpp/index.js';
import { MerchantsModule } from '../merchants/index.js';
import { PaymentLinksModule } from '../payment-links/index.js';
import { ConsumerService } from './consumer.service.js';
import { ShortLinkController } from './short-link.controller.js';

@Module({
  imports: [HppModule, MerchantsModule, PaymentLinksModule],
  controllers: [ShortLinkController],
  providers: [ConsumerService],
})
export class ShortLinksModule {}

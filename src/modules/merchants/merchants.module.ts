import { Module } from '@nestjs/common';

import { MerchantsResolver } from './merchants.resolver.js';
import { MerchantsService } from './merchants.service.js';

@Module({
  providers: [MerchantsService, MerchantsResolver],
  exports: [MerchantsService],
})
export class MerchantsModule {}

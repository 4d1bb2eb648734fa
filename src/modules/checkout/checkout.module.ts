import { Module } from '@nestjs/common';

import { KlarnaModule } from '../klarna/index.js';
import { CheckoutOrdersService } from './checkout-orders.service.js';

@Module({
  imports: [KlarnaModule],
  providers: [CheckoutOrdersService],
  exports: [CheckoutOrdersService],
})
export class CheckoutModule {}

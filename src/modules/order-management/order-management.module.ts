import { Module } from '@nestjs/common';

import { KlarnaModule } from '../klarna/index.js';
import { AcknowledgeOrderHandler } from './acknowledge-order.handler.js';
import { MoneyHandlers } from './money.handlers.js';
import { MoneyService } from './money.service.js';
import { OrderManagementResolver } from './order-management.resolver.js';
import { OrderSync } from './order.sync.js';
import { OrdersRepository } from './orders.repository.js';
import { VoidOrderHandler } from './void-order.handler.js';

@Module({
  imports: [KlarnaModule],
  providers: [
    OrdersRepository,
    OrderSync,
    MoneyService,
    MoneyHandlers,
    VoidOrderHandler,
    AcknowledgeOrderHandler,
    OrderManagementResolver,
  ],
  exports: [OrdersRepository, OrderSync],
})
export class OrderManagementModule {}

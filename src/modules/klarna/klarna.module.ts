import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';

import { DataSource } from 'typeorm';

import { AppConfig } from '../../common/config/app-config.js';
import { CallBudget } from './call-budget.js';
import { KlarnaCheckoutApi } from './klarna-checkout.api.js';
import { KlarnaHppApi } from './klarna-hpp.api.js';
import { KlarnaHttpClient } from './klarna-http.client.js';
import { klarnaHttpOptions } from './klarna-http.options.js';
import { KlarnaOrderManagementApi } from './klarna-order-management.api.js';
import { SharedCallBudget } from './shared-call-budget.js';

@Module({
  imports: [HttpModule.registerAsync({ inject: [AppConfig], useFactory: klarnaHttpOptions })],
  providers: [
    {
      provide: CallBudget,
      inject: [{ token: DataSource, optional: true }],
      useFactory: (db?: DataSource) => (db ? new SharedCallBudget(db) : new CallBudget()),
    },
    KlarnaHttpClient,
    KlarnaCheckoutApi,
    KlarnaHppApi,
    KlarnaOrderManagementApi,
  ],
  exports: [KlarnaCheckoutApi, KlarnaHppApi, KlarnaOrderManagementApi],
})
export class KlarnaModule {}

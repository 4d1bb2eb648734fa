import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

import { ClockModule } from './common/clock/clock.module.js';
import { AppConfig } from './common/config/app-config.js';
import { Notifications } from './common/database/notifications.js';
import { ErrorFilter } from './common/errors/error.filter.js';
import { MoneyResolver } from './common/money/money.resolver.js';
import { AccessModule, AccessService } from './modules/access/index.js';
import { BatchesModule } from './modules/batches/index.js';
import { EventsModule } from './modules/events/index.js';
import { MerchantsModule } from './modules/merchants/index.js';
import { ObservabilityModule } from './modules/observability/index.js';
import { OperationsModule } from './modules/operations/index.js';
import { PaymentLinksModule } from './modules/payment-links/index.js';
import { ReconciliationModule } from './modules/reconciliation/index.js';
import { ShortLinksModule } from './modules/short-links/index.js';
import { WebhooksModule } from './modules/webhooks/index.js';
import { GraphqlTransportModule } from './graphql/graphql-transport.module.js';
import { graphqlOptions } from './graphql/graphql.options.js';
import { TermsController } from './terms.controller.js';

/** Settings and the database's announcements, for every room. */
@Global()
@Module({})
class FloorModule {
  static for(config: AppConfig): DynamicModule {
    return {
      module: FloorModule,
      providers: [{ provide: AppConfig, useValue: config }, Notifications, MoneyResolver],
      exports: [AppConfig, Notifications],
    };
  }
}

/** The composition root: the only list of all rooms. */
@Module({})
export class AppModule {
  /** @param config complete: with the addresses and keys that were left to us filled in */
  static for(config: AppConfig, database: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [
        FloorModule.for(config),
        ClockModule,
        TypeOrmModule.forRootAsync({
          useFactory: () => database.options,
          dataSourceFactory: () => Promise.resolve(database),
        }),
        ScheduleModule.forRoot(),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          inject: [AccessService],
          useFactory: graphqlOptions,
        }),
        GraphqlTransportModule,
        AccessModule,
        MerchantsModule,
        EventsModule,
        OperationsModule,
        PaymentLinksModule,
        BatchesModule,
        ShortLinksModule,
        ReconciliationModule,
        WebhooksModule,
        ObservabilityModule,
      ],
      controllers: [TermsController],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    };
  }
}

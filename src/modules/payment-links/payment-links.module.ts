import { Module } from '@nestjs/common';

import { CheckoutModule } from '../checkout/index.js';
import { HppModule } from '../hpp/index.js';
import { KlarnaModule } from '../klarna/index.js';
import { LinkDistributionModule } from '../link-distribution/index.js';
import { OrderManagementModule } from '../order-management/index.js';
import { AbortOrderHandler } from './abort-order.handler.js';
import { CallbacksController } from './callbacks.controller.js';
import { CallbacksService } from './callbacks.service.js';
import { CheckOrderHandler } from './check-order.handler.js';
import { CloseSessionHandler } from './close-session.handler.js';
import { CreatePaymentLinkService } from './create-payment-link.service.js';
import { DuplicatePaymentLinkService } from './duplicate-payment-link.service.js';
import { DisableSessionService } from './disable-session.service.js';
import { LinkAddresses } from './link-addresses.js';
import { LinkCompleter } from './link-completer.js';
import { LinkRefresher } from './link.refresher.js';
import { OpenSessionHandler } from './open-session.handler.js';
import {
  AlreadyPaidPaymentLinkField,
  EventPaymentLinkField,
  NotAllowedPaymentLinkField,
  PaymentLinkFields,
  ReferenceTakenPaymentLinkField,
} from './payment-link.fields.js';
import { PaymentLinkRules } from './payment-link.rules.js';
import { PaymentLinksQuery } from './payment-links.query.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { PaymentLinksResolver } from './payment-links.resolver.js';
import { PaymentLinksService } from './payment-links.service.js';
import { ReadCheckboxesHandler } from './read-checkboxes.handler.js';
import { ReadingPace } from './reading-pace.js';
import { ReturnedPayments } from './returned-payments.js';
import { ReusableLinks } from './reusable-links.js';
import { SecondOrders } from './second-orders.js';
import { SessionEnder } from './session-ender.js';
import { UpdateLinkHandler } from './update-link.handler.js';
import { UpdatePaymentLinkService } from './update-payment-link.service.js';

@Module({
  imports: [KlarnaModule, CheckoutModule, HppModule, OrderManagementModule, LinkDistributionModule],
  controllers: [CallbacksController],
  providers: [
    PaymentLinksRepository,
    PaymentLinksQuery,
    PaymentLinksService,
    PaymentLinksResolver,
    PaymentLinkFields,
    EventPaymentLinkField,
    NotAllowedPaymentLinkField,
    AlreadyPaidPaymentLinkField,
    ReferenceTakenPaymentLinkField,
    CreatePaymentLinkService,
    DuplicatePaymentLinkService,
    UpdatePaymentLinkService,
    DisableSessionService,
    PaymentLinkRules,
    UpdateLinkHandler,
    LinkAddresses,
    LinkRefresher,
    LinkCompleter,
    ReusableLinks,
    ReturnedPayments,
    ReadingPace,
    SecondOrders,
    SessionEnder,
    CallbacksService,
    CheckOrderHandler,
    OpenSessionHandler,
    CloseSessionHandler,
    AbortOrderHandler,
    ReadCheckboxesHandler,
  ],
  exports: [
    LinkAddresses,
    LinkRefresher,
    PaymentLinksRepository,
    CreatePaymentLinkService,
    ReturnedPayments,
    ReusableLinks,
  ],
})
export class PaymentLinksModule {}

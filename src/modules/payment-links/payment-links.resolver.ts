import { Args, ID, Int, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';

import { ofPage, ofReading } from '../../common/graphql/field-cost.js';
import { Allow, CurrentPrincipal, EVERYONE, type Principal } from '../access/index.js';
import { CreatePaymentLinkInput } from './create-payment-link.input.js';
import { CreatePaymentLinkService } from './create-payment-link.service.js';
import { DisableSessionInput } from './disable-session.input.js';
import { DisableSessionService } from './disable-session.service.js';
import { DuplicatePaymentLinkInput } from './duplicate-payment-link.input.js';
import { DuplicatePaymentLinkService } from './duplicate-payment-link.service.js';
import { PaymentLink } from './payment-link.entity.js';
import {
  CreatePaymentLinkResult,
  DisableSessionResult,
  PaymentLinkConnection,
  PaymentLinkFilter,
  DuplicatePaymentLinkResult,
  UpdatePaymentLinkResult,
} from './payment-links.models.js';
import { PaymentLinksQuery } from './payment-links.query.js';
import { PaymentLinksService } from './payment-links.service.js';
import { UpdatePaymentLinkInput } from './update-payment-link.input.js';
import { UpdatePaymentLinkService } from './update-payment-link.service.js';

@Resolver(() => PaymentLink)
export class PaymentLinksResolver {
  constructor(
    private readonly links: PaymentLinksService,
    private readonly query: PaymentLinksQuery,
    private readonly creation: CreatePaymentLinkService,
    private readonly duplication: DuplicatePaymentLinkService,
    private readonly updating: UpdatePaymentLinkService,
    private readonly disabling: DisableSessionService,
  ) {}

  @Allow(EVERYONE)
  @Query(() => PaymentLink, { nullable: true, description: 'Null: there is none, or it is not yours.' })
  paymentLink(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<PaymentLink | null> {
    return this.links.find(principal, id);
  }

  @Query(() => PaymentLink, {
    nullable: true,
    description: 'The link that the storefront created under its own reference.',
  })
  paymentLinkByReference(
    @CurrentPrincipal() principal: Principal,
    @Args('reference') reference: string,
  ): Promise<PaymentLink | null> {
    return this.links.findByReference(principal, reference);
  }

  @Query(() => PaymentLinkConnection, {
    complexity: ofPage(200),
    description: 'Newest first, 1 to 200 at a time.',
  })
  paymentLinks(
    @CurrentPrincipal() principal: Principal,
    @Args('filter', { nullable: true }) filter?: PaymentLinkFilter,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first?: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<PaymentLinkConnection> {
    return this.query.list(principal, { filter, first: first ?? 50, after });
  }

  @Allow(EVERYONE)
  @Query(() => PaymentLink, {
    nullable: true,
    complexity: ofReading,
    description:
      'Reads the session at the provider now, stores what it finds, and returns the link: the outcome to trust after a redirect. Error PROVIDER_UNAVAILABLE where it cannot be read.',
  })
  paymentLinkOutcome(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<PaymentLink | null> {
    return this.links.outcome(principal, id);
  }

  @Mutation(() => CreatePaymentLinkResult, {
    description: 'Makes an order, a hosted session and a stable link.',
  })
  createPaymentLink(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: CreatePaymentLinkInput,
  ): Promise<PaymentLink> {
    return this.creation.create(principal, input);
  }

  @Mutation(() => DuplicatePaymentLinkResult, {
    description: 'A new link that offers what another offered, whatever became of that one.',
  })
  duplicatePaymentLink(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: DuplicatePaymentLinkInput,
  ): Promise<PaymentLink> {
    return this.duplication.duplicate(principal, input);
  }

  @Mutation(() => UpdatePaymentLinkResult, {
    description:
      'Changes a link that nobody has paid; the order at the provider is changed, not a second one made. A consumer who paid first wins: the answer is then AlreadyPaid. With maxPayments above 1, new lines or a new end also end the pages that consumers have open; opening the link again gives a page of the new offer, and a payment made before its page was ended counts, for what it was offered at.',
  })
  updatePaymentLink(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: UpdatePaymentLinkInput,
  ): Promise<PaymentLink> {
    return this.updating.update(principal, input);
  }

  @Mutation(() => DisableSessionResult, {
    description:
      'Disables the hosted session and the link. A consumer who paid first wins: the answer is then AlreadyPaid.',
  })
  disableSession(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: DisableSessionInput,
  ): Promise<PaymentLink> {
    return this.disabling.disable(principal, input);
  }

  @Allow(EVERYONE)
  @Subscription(() => PaymentLink, {
    description: 'One link: its current state first, then every change.',
    resolve: (link: PaymentLink) => link,
  })
  paymentLinkStatusChanged(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<AsyncIterableIterator<PaymentLink>> {
    return this.links.follow(principal, id);
  }
}

import { Args, Context, ID, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { AlreadyPaid, NotAllowed, ReferenceTaken } from '../../common/errors/expected-errors.js';
import { batched } from '../../common/graphql/batch.js';
import { ofPage, ofQrCode } from '../../common/graphql/field-cost.js';
import { JSONObjectScalar, UrlScalar } from '../../common/graphql/scalars.js';
import { Money } from '../../common/money/money.model.js';
import { AccessService, CurrentPrincipal, type Principal, Role } from '../access/index.js';
import { OrderLine } from '../checkout/index.js';
import { PaymentLinkEvent } from '../events/index.js';
import { HostedSession, HostedSessionsRepository } from '../hpp/index.js';
import { Distribution, DistributionService, qrCodeDataUri } from '../link-distribution/index.js';
import { Order, OrdersRepository } from '../order-management/index.js';
import { LinkAddresses } from './link-addresses.js';
import { PaymentLink } from './payment-link.entity.js';
import { CheckboxAnswer, QrCodeFormat, QrErrorCorrection } from './payment-links.models.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

const PAYMENTS_MAX = 1_000;

/** What a link shows beside its own columns. */
@Resolver(() => PaymentLink)
export class PaymentLinkFields {
  constructor(
    private readonly addresses: LinkAddresses,
    private readonly access: AccessService,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly orders: OrdersRepository,
    private readonly distributionsOf: DistributionService,
  ) {}

  @ResolveField(() => UrlScalar, {
    description:
      'Stable address to hand to the consumer. It outlives any one hosted session: opening it always leads to a payable page until the link ends.',
  })
  url(@Parent() link: PaymentLink): string {
    return this.addresses.url(link);
  }

  @ResolveField(() => String, {
    complexity: ofQrCode,
    description:
      'The QR code of url with its quiet zone, as a data: URI; size in pixels, brought to between 64 and 2048.',
  })
  qrCode(
    @Parent() link: PaymentLink,
    @Args('format', { type: () => QrCodeFormat, nullable: true, defaultValue: QrCodeFormat.SVG })
    format: QrCodeFormat,
    @Args('size', { type: () => Int, nullable: true, defaultValue: 256 }) size: number,
    @Args('errorCorrection', {
      type: () => QrErrorCorrection,
      nullable: true,
      defaultValue: QrErrorCorrection.M,
    })
    errorCorrection: QrErrorCorrection,
  ): Promise<string> {
    return qrCodeDataUri(this.addresses.url(link), {
      format: format ?? QrCodeFormat.SVG,
      sizePx: size ?? 256,
      errorCorrection: errorCorrection ?? QrErrorCorrection.M,
    });
  }

  @ResolveField(() => Money)
  amount(@Parent() { amountMinor, currency, locale }: PaymentLink): Money {
    return Money.of(amountMinor, currency, locale);
  }

  @ResolveField(() => Money)
  taxAmount(@Parent() { taxAmountMinor, currency, locale }: PaymentLink): Money {
    return Money.of(taxAmountMinor, currency, locale);
  }

  @ResolveField(() => [OrderLine])
  orderLines(@Parent() { lines }: PaymentLink): OrderLine[] {
    return lines.map((line) => OrderLine.of(line));
  }

  @ResolveField(() => JSONObjectScalar, { nullable: true, description: 'Not shown to a client token.' })
  metadata(
    @Parent() { metadata }: PaymentLink,
    @CurrentPrincipal() { role }: Principal,
  ): Record<string, unknown> | null {
    return role === Role.CLIENT ? null : metadata;
  }

  @ResolveField(() => [CheckboxAnswer], {
    nullable: true,
    description:
      'How the consumer left the checkboxes; null until they have paid, and where there are none. Not shown to a client token.',
  })
  checkboxes(
    @Parent() { checkboxAnswers }: PaymentLink,
    @CurrentPrincipal() { role }: Principal,
  ): CheckboxAnswer[] | null {
    return role === Role.CLIENT ? null : checkboxAnswers;
  }

  @ResolveField(() => [PaymentLink], {
    complexity: ofPage(PAYMENTS_MAX),
    description:
      'Of maxPayments above 1: the links under which consumers have paid, each with its order; oldest first. first is brought to between 1 and 1000. Not shown to a client token.',
  })
  async payments(
    @Parent() { id, maxPayments }: PaymentLink,
    @CurrentPrincipal() { role }: Principal,
    @Context() context: object,
    @Args('first', { type: () => Int, defaultValue: 100 }) first: number,
    @Args('after', { type: () => ID, nullable: true, description: 'The payment after which to go on.' })
    after: string | null,
  ): Promise<PaymentLink[]> {
    if (maxPayments === 1 || role === Role.CLIENT) return [];
    const page = { first: Math.min(Math.max(first, 1), PAYMENTS_MAX), after: after ?? null };
    const load = (ids: string[]) => this.links.paidChildren(ids, page);
    return (await batched(context, `payments ${page.first} ${page.after}`, id, load)) ?? [];
  }

  @ResolveField(() => PaymentLink, {
    nullable: true,
    description: 'The printed link, of one that a consumer was given under it. Not shown to a client token.',
  })
  async parent(
    @Parent() { parentId }: PaymentLink,
    @CurrentPrincipal() { role }: Principal,
    @Context() context: object,
  ): Promise<PaymentLink | null> {
    return parentId === null || role === Role.CLIENT ? null : loadLink(this.links, context, parentId);
  }

  @ResolveField(() => HostedSession, {
    nullable: true,
    description: 'The hosted session that url leads to now.',
  })
  async session(@Parent() { id }: PaymentLink, @Context() context: object): Promise<HostedSession | null> {
    return (await batched(context, 'session', id, (ids) => this.sessions.currentOf(ids))) ?? null;
  }

  @ResolveField(() => Order, {
    nullable: true,
    description: 'The order at Order Management, once the consumer has paid.',
  })
  async order(@Parent() { id }: PaymentLink, @Context() context: object): Promise<Order | null> {
    return (await batched(context, 'order', id, (ids) => this.orders.ofLinks(ids))) ?? null;
  }

  @ResolveField(() => [Distribution])
  async distributions(@Parent() { id }: PaymentLink, @Context() context: object): Promise<Distribution[]> {
    return (await batched(context, 'distributions', id, (ids) => this.distributionsOf.ofLinks(ids))) ?? [];
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Token for a browser, for an hour: reads and follows this link, and nothing else. A client token gets none.',
  })
  async clientToken(
    @Parent() { merchantId, id }: PaymentLink,
    @CurrentPrincipal() { role }: Principal,
  ): Promise<string | null> {
    return role === Role.CLIENT ? null : this.access.clientToken(merchantId, id);
  }
}

const loadLink = (links: PaymentLinksRepository, context: object, id: string): Promise<PaymentLink> =>
  batched(context, 'paymentLink', id, (ids) => links.byIds(ids)) as Promise<PaymentLink>;

@Resolver(() => PaymentLinkEvent)
export class EventPaymentLinkField {
  constructor(private readonly links: PaymentLinksRepository) {}

  @ResolveField(() => PaymentLink, { description: 'The link as it stands now.' })
  paymentLink(
    @Parent() { paymentLinkId }: PaymentLinkEvent,
    @Context() context: object,
  ): Promise<PaymentLink> {
    return loadLink(this.links, context, paymentLinkId);
  }
}

@Resolver(() => NotAllowed)
export class NotAllowedPaymentLinkField {
  constructor(private readonly links: PaymentLinksRepository) {}

  @ResolveField(() => PaymentLink)
  paymentLink(@Parent() { paymentLinkId }: NotAllowed, @Context() context: object): Promise<PaymentLink> {
    return loadLink(this.links, context, paymentLinkId);
  }
}

@Resolver(() => AlreadyPaid)
export class AlreadyPaidPaymentLinkField {
  constructor(private readonly links: PaymentLinksRepository) {}

  @ResolveField(() => PaymentLink)
  paymentLink(@Parent() { paymentLinkId }: AlreadyPaid, @Context() context: object): Promise<PaymentLink> {
    return loadLink(this.links, context, paymentLinkId);
  }
}

@Resolver(() => ReferenceTaken)
export class ReferenceTakenPaymentLinkField {
  constructor(private readonly links: PaymentLinksRepository) {}

  @ResolveField(() => PaymentLink, { description: 'The link that has the reference.' })
  paymentLink(@Parent() { paymentLinkId }: ReferenceTaken, @Context() context: object): Promise<PaymentLink> {
    return loadLink(this.links, context, paymentLinkId);
  }
}

import { Args, Int, Query, Resolver, Subscription } from '@nestjs/graphql';

import { ofPage } from '../../common/graphql/field-cost.js';
import { CursorScalar } from '../../common/graphql/scalars.js';
import { CurrentPrincipal, type Principal } from '../access/index.js';
import { EventsService } from './events.service.js';
import { EventConnection, EventFilter, PaymentLinkEvent } from './payment-link-event.model.js';

@Resolver(() => PaymentLinkEvent)
export class EventsResolver {
  constructor(private readonly events: EventsService) {}

  @Query(() => EventConnection, {
    name: 'events',
    complexity: ofPage(1_000),
    description:
      'The event log after a cursor: what a client that cannot hold a subscription polls. Without a cursor: from `start`. Errors: INVALID_INPUT, for a filter that cannot be; INVALID_CURSOR; CURSOR_EXPIRED: events after it were dropped by age. Then begin anew at `start`, and once that is answered read `paymentLinks`.',
  })
  page(
    @CurrentPrincipal() principal: Principal,
    @Args('after', { type: () => CursorScalar, nullable: true }) after?: string,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 100, description: '1 to 1000' })
    first?: number,
    @Args('filter', { nullable: true }) filter?: EventFilter,
  ): Promise<EventConnection> {
    return this.events.page(principal, { after, first: first ?? 100, filter });
  }

  @Subscription(() => PaymentLinkEvent, {
    description:
      "The merchant's event log: everything after the cursor, then live. Without a cursor: live from now. Errors: INVALID_INPUT, for a filter that cannot be; INVALID_CURSOR; CURSOR_EXPIRED, at once or on the way: events after it were dropped by age. Then follow anew, without a cursor or from `start`, and once that stands read `paymentLinks`.",
    resolve: (event: PaymentLinkEvent) => event,
  })
  paymentLinkEvents(
    @CurrentPrincipal() principal: Principal,
    @Args('after', { type: () => CursorScalar, nullable: true }) after?: string,
    @Args('filter', { nullable: true }) filter?: EventFilter,
  ): AsyncIterableIterator<PaymentLinkEvent> {
    return this.events.follow(principal, { after, filter });
  }
}

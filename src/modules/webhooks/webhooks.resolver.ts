import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { batched } from '../../common/graphql/batch.js';
import { CursorScalar } from '../../common/graphql/scalars.js';
import { Allow, CurrentPrincipal, type Principal, Role } from '../access/index.js';
import { WebhookDeliveriesQuery, type Backlog } from './webhook-deliveries.query.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import {
  CreateWebhookEndpointInput,
  UpdateWebhookEndpointInput,
  WebhookDeliveryFilter,
} from './webhook.inputs.js';
import { WebhookRedeliveryService } from './webhook-redelivery.service.js';
import {
  CreateWebhookEndpointResult,
  DeleteWebhookEndpointResult,
  RedeliverWebhookResult,
  RedeliverWebhooksAfterResult,
  RotateWebhookSecretResult,
  SendTestWebhookResult,
  UpdateWebhookEndpointResult,
  WebhookDeliveryConnection,
  WebhookRedelivery,
} from './webhook.results.js';

const MERCHANT_ALONE = [Role.MERCHANT];

@Resolver(() => WebhookEndpoint)
export class WebhooksResolver {
  constructor(
    private readonly endpoints: WebhookEndpointsService,
    private readonly redelivery: WebhookRedeliveryService,
    private readonly deliveries: WebhookDeliveriesQuery,
  ) {}

  @Allow(MERCHANT_ALONE)
  @Query(() => [WebhookEndpoint], { description: 'Oldest first.' })
  webhookEndpoints(@CurrentPrincipal() principal: Principal): Promise<WebhookEndpoint[]> {
    return this.endpoints.list(principal);
  }

  @Allow(MERCHANT_ALONE)
  @Query(() => WebhookDeliveryConnection, {
    description: 'The log of attempts of the last 30 days, newest first, 1 to 200 at a time.',
  })
  webhookDeliveries(
    @CurrentPrincipal() principal: Principal,
    @Args('filter', { nullable: true }) filter?: WebhookDeliveryFilter,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first?: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<WebhookDeliveryConnection> {
    return this.deliveries.list(principal, { filter, first: first ?? 50, after });
  }

  @Allow(MERCHANT_ALONE)
  @Mutation(() => CreateWebhookEndpointResult, {
    description: 'An endpoint for the events from now on. Its secret is shown in this answer alone.',
  })
  createWebhookEndpoint(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: CreateWebhookEndpointInput,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.create(principal, input);
  }

  @Allow(MERCHANT_ALONE)
  @Mutation(() => UpdateWebhookEndpointResult, {
    description: 'Changes the address or the types of events; pauses, or goes on.',
  })
  updateWebhookEndpoint(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: UpdateWebhookEndpointInput,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.update(principal, input);
  }

  @Allow(MERCHANT_ALONE)
  @Mutation(() => DeleteWebhookEndpointResult, { description: 'Its log of attempts goes with it.' })
  deleteWebhookEndpoint(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.delete(principal, id);
  }

  @Allow(MERCHANT_ALONE)
  @Mutation(() => RotateWebhookSecretResult, {
    description: 'A new secret, shown in this answer alone. The old one signs beside it for 24 hours.',
  })
  rotateWebhookSecret(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.rotateSecret(principal, id);
  }

  @Allow(MERCHANT_ALONE)
  @Mutation(() => RedeliverWebhookResult, {
    description: 'Sends an event again to the endpoints that it was for, or to one of them.',
  })
  async redeliverWebhook(
    @CurrentPrincipal() principal: Principal,
    @Args('eventId', { type: () => ID }) eventId: string,
    @Args('endpointId', { type: () => ID, nullable: true }) endpointId?: string,
  ): Promise<WebhookRedelivery> {
    const endpoints = await this.redelivery.redeliver(principal, eventId, endpointId);
    return Object.assign(new WebhookRedelivery(), { endpoints });
  }

  @Allow(MERCHANT_ALONE)
  @Mutation(() => RedeliverWebhooksAfterResult, {
    description:
      'Sends everything after a cursor (again), in order, to every endpoint or to one; also what came before the endpoint was made. With `start` everything that is kept.',
  })
  async redeliverWebhooksAfter(
    @CurrentPrincipal() principal: Principal,
    @Args('cursor', { type: () => CursorScalar }) cursor: string,
    @Args('endpointId', { type: () => ID, nullable: true }) endpointId?: string,
  ): Promise<WebhookRedelivery> {
    const endpoints = await this.redelivery.redeliverAfter(principal, cursor, endpointId);
    return Object.assign(new WebhookRedelivery(), { endpoints });
  }

  @Allow(MERCHANT_ALONE)
  @Mutation(() => SendTestWebhookResult, {
    description: 'Sends an event of type webhook.test now, once, and tells how it went.',
  })
  sendTestWebhook(
    @CurrentPrincipal() principal: Principal,
    @Args('endpointId', { type: () => ID }) endpointId: string,
  ): Promise<WebhookDelivery> {
    return this.redelivery.test(principal, endpointId);
  }

  @ResolveField(() => Int, { description: 'Events that wait to be delivered.' })
  async pending(@Parent() { id }: WebhookEndpoint, @Context() context: object): Promise<number> {
    return (await this.backlog(context, id))?.pending ?? 0;
  }

  @ResolveField(() => Int, { description: 'Events that were given up after three days.' })
  async parked(@Parent() { id }: WebhookEndpoint, @Context() context: object): Promise<number> {
    return (await this.backlog(context, id))?.parked ?? 0;
  }

  private backlog(context: object, id: string): Promise<Backlog | undefined> {
    return batched(context, 'webhookBacklog', id, (ids) => this.deliveries.backlogs(ids));
  }
}

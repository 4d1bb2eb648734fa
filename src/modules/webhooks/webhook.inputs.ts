import { Field, ID, InputType } from '@nestjs/graphql';
import { IsEnum, IsIn, IsOptional } from 'class-validator';

import { UrlScalar } from '../../common/graphql/scalars.js';
import { IsWebAddress } from '../../common/validation/decorators.js';
import { EVENT_TYPES, KNOWN_EVENT_TYPES } from '../events/index.js';
import { WebhookDeliveryStatus } from './webhook-delivery.entity.js';
import { WebhookEndpointStatus } from './webhook-endpoint.entity.js';

@InputType()
export class CreateWebhookEndpointInput {
  @Field(() => UrlScalar, { description: 'https, and reached over the internet.' })
  @IsWebAddress()
  url: string;

  @Field(() => [String], { nullable: true, description: 'Default: all, those to come included.' })
  @IsOptional()
  @IsIn(EVENT_TYPES, KNOWN_EVENT_TYPES)
  eventTypes?: string[] | null;
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateWebhookEndpointInput {
  @Field(() => ID)
  id: string;

  @Field(() => UrlScalar, { nullable: true, description: 'What waits is sent there at once.' })
  @IsOptional()
  @IsWebAddress()
  url?: string | null;

  @Field(() => [String], { nullable: true, description: 'For later events; null or empty: all.' })
  @IsOptional()
  @IsIn(EVENT_TYPES, KNOWN_EVENT_TYPES)
  eventTypes?: string[] | null;

  @Field(() => WebhookEndpointStatus, { nullable: true })
  @IsOptional()
  @IsEnum(WebhookEndpointStatus)
  status?: WebhookEndpointStatus | null;
}

@InputType({ description: 'What is given must match.' })
export class WebhookDeliveryFilter {
  @Field(() => ID, { nullable: true })
  endpointId?: string | null;

  @Field(() => ID, { nullable: true })
  eventId?: string | null;

  @Field(() => ID, { nullable: true })
  paymentLinkId?: string | null;

  @Field(() => [WebhookDeliveryStatus], { nullable: true })
  status?: WebhookDeliveryStatus[] | null;
}

import { createUnionType, Field, ObjectType } from '@nestjs/graphql';

import { ErrorCode, ExpectedError, InvalidInput, NotFound } from '../../common/errors/expected-errors.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

@ObjectType({ description: 'Is sent again, in order; to a paused endpoint once it is active.' })
export class WebhookRedelivery {
  @Field(() => [WebhookEndpoint], { description: 'Those that it is sent to.' })
  endpoints: WebhookEndpoint[];
}

@ObjectType()
export class WebhookDeliveryPageInfo {
  @Field()
  hasNextPage: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType({ description: 'Newest first.' })
export class WebhookDeliveryConnection {
  @Field(() => [WebhookDelivery])
  nodes: WebhookDelivery[];

  @Field(() => WebhookDeliveryPageInfo)
  pageInfo: WebhookDeliveryPageInfo;
}

@ObjectType({
  implements: () => [ExpectedError],
  description: 'Events after the cursor were dropped by age, so nothing was sent.',
})
export class CursorExpired extends ExpectedError {
  constructor() {
    super(
      ErrorCode.CURSOR_EXPIRED,
      'Events after this cursor are no longer kept, and nothing was sent. Give a later cursor, or "start" for all that is kept.',
    );
  }
}

export const CreateWebhookEndpointResult = createUnionType({
  name: 'CreateWebhookEndpointResult',
  types: () => [WebhookEndpoint, InvalidInput] as const,
});

export const UpdateWebhookEndpointResult = createUnionType({
  name: 'UpdateWebhookEndpointResult',
  types: () => [WebhookEndpoint, InvalidInput, NotFound] as const,
});

export const DeleteWebhookEndpointResult = createUnionType({
  name: 'DeleteWebhookEndpointResult',
  types: () => [WebhookEndpoint, NotFound] as const,
});

export const RotateWebhookSecretResult = createUnionType({
  name: 'RotateWebhookSecretResult',
  types: () => [WebhookEndpoint, NotFound] as const,
});

export const RedeliverWebhookResult = createUnionType({
  name: 'RedeliverWebhookResult',
  types: () => [WebhookRedelivery, NotFound] as const,
});

export const RedeliverWebhooksAfterResult = createUnionType({
  name: 'RedeliverWebhooksAfterResult',
  types: () => [WebhookRedelivery, NotFound, CursorExpired] as const,
});

export const SendTestWebhookResult = createUnionType({
  name: 'SendTestWebhookResult',
  description: 'A failed test is a WebhookDelivery with an error; it is not tried again.',
  types: () => [WebhookDelivery, NotFound] as const,
});

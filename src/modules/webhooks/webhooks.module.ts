import { Module } from '@nestjs/common';

import { WebhookAddresses } from './webhook-addresses.js';
import { WebhookClaimsRepository } from './webhook-claims.repository.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhookDeliveriesQuery } from './webhook-deliveries.query.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookIntake } from './webhook-intake.js';
import { WebhookQueueRepository } from './webhook-queue.repository.js';
import { WebhookRedeliveryService } from './webhook-redelivery.service.js';
import { WebhookSender } from './webhook.sender.js';
import { WebhooksResolver } from './webhooks.resolver.js';
import { WebhooksWorker } from './webhooks.worker.js';

@Module({
  providers: [
    WebhookAddresses,
    WebhookEndpointsRepository,
    WebhookQueueRepository,
    WebhookClaimsRepository,
    WebhookEndpointsService,
    WebhookRedeliveryService,
    WebhookDeliveriesQuery,
    WebhookIntake,
    WebhookSender,
    WebhookDeliverer,
    WebhooksWorker,
    WebhooksResolver,
  ],
})
export class WebhooksModule {}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { NotFound, Refusal } from '../../common/errors/expected-errors.js';
import { isUuid } from '../../common/payment-link-record.js';
import type { Principal } from '../access/index.js';
import { EventLog, fromCursor } from '../events/index.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookQueueRepository } from './webhook-queue.repository.js';
import { CursorExpired } from './webhook.results.js';
import { WebhooksWorker } from './webhooks.worker.js';

/** Sending again, and sending to try. */
@Injectable()
export class WebhookRedeliveryService {
  constructor(
    private readonly db: DataSource,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly queue: WebhookQueueRepository,
    private readonly log: EventLog,
    private readonly deliverer: WebhookDeliverer,
    private readonly worker: WebhooksWorker,
  ) {}

  /** One event, to every endpoint that it was for, or to the one given. @throws Refusal NotFound */
  async redeliver(
    { merchantId }: Principal,
    eventId: string,
    endpointId?: string | null,
  ): Promise<WebhookEndpoint[]> {
    const endpoints = await this.mine(merchantId, endpointId);
    const endpointIds = endpoints.map(({ id }) => id);
    const had = isUuid(eventId)
      ? await this.db.transaction((tx) => this.queue.redeliver(tx, { merchantId, eventId, endpointIds }))
      : [];
    if (had.length === 0) throw new Refusal(new NotFound('An event that was sent to the webhook endpoint'));
    this.worker.wake();
    return endpoints.filter(({ id }) => had.includes(id));
  }

  /** Everything after a cursor, also what came before the endpoint was. @throws Refusal NotFound, CursorExpired; GraphQLError INVALID_CURSOR */
  async redeliverAfter(
    { merchantId }: Principal,
    cursor: string,
    endpointId?: string | null,
  ): Promise<WebhookEndpoint[]> {
    const position = fromCursor(cursor);
    const endpoints = await this.mine(merchantId, endpointId);
    await this.db.transaction(async (tx) => {
      if (!(await this.log.hold(tx, merchantId, position))) throw new Refusal(new CursorExpired());
      for (const { id } of endpoints) {
        await this.endpoints.rewind(tx, id, position);
        await this.queue.retryNow(tx, id);
      }
    });
    this.worker.wake();
    return endpoints;
  }

  /** @throws Refusal NotFound */
  async test({ merchantId }: Principal, endpointId: string): Promise<WebhookDelivery> {
    const [endpoint] = await this.mine(merchantId, endpointId);
    return this.deliverer.test(endpoint!);
  }

  private async mine(merchantId: string, endpointId?: string | null): Promise<WebhookEndpoint[]> {
    const endpoints = await this.endpoints.list(merchantId, endpointId);
    if (endpoints.length === 0) throw new Refusal(new NotFound('The webhook endpoint'));
    return endpoints;
  }
}

import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { InputFault, NotFound, Refusal } from '../../common/errors/expected-errors.js';
import { inputFaults, refuseFaults } from '../../common/validation/check-input.js';
import type { Principal } from '../access/index.js';
import { EventLog } from '../events/index.js';
import { newSecret, rotate } from './signature.js';
import { WebhookAddresses } from './webhook-addresses.js';
import { WebhookEndpoint, WebhookEndpointStatus } from './webhook-endpoint.entity.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { CreateWebhookEndpointInput, UpdateWebhookEndpointInput } from './webhook.inputs.js';
import { WebhookQueueRepository } from './webhook-queue.repository.js';
import { WebhooksWorker } from './webhooks.worker.js';

const MAX_ENDPOINTS = 20;
const { ACTIVE } = WebhookEndpointStatus;

/** What merchants do with their endpoints. */
@Injectable()
export class WebhookEndpointsService {
  constructor(
    private readonly db: DataSource,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly queue: WebhookQueueRepository,
    private readonly addresses: WebhookAddresses,
    private readonly log: EventLog,
    private readonly worker: WebhooksWorker,
    private readonly clock: Clock,
  ) {}

  list({ merchantId }: Principal): Promise<WebhookEndpoint[]> {
    return this.endpoints.list(merchantId);
  }

  /** An endpoint for all events from now on. @throws Refusal InvalidInput */
  async create({ merchantId }: Principal, input: CreateWebhookEndpointInput): Promise<WebhookEndpoint> {
    refuseFaults(await this.faultsOf(inputFaults(CreateWebhookEndpointInput, input), input.url));
    if ((await this.endpoints.list(merchantId)).length >= MAX_ENDPOINTS) {
      refuseFaults([
        { path: 'url', message: `There are ${MAX_ENDPOINTS} endpoints already; delete one first.` },
      ]);
    }
    const now = this.clock.now();
    const secret = newSecret();
    const endpoint = Object.assign(new WebhookEndpoint(), {
      id: randomUUID(),
      merchantId,
      url: input.url,
      eventTypes: input.eventTypes ?? [],
      status: ACTIVE,
      secrets: [secret],
      createdAt: now,
      updatedAt: now,
    });
    await this.endpoints.insert(endpoint, await this.log.end());
    return showing(endpoint);
  }

  /** @throws Refusal InvalidInput, NotFound */
  async update(principal: Principal, input: UpdateWebhookEndpointInput): Promise<WebhookEndpoint> {
    refuseFaults(await this.faultsOf(inputFaults(UpdateWebhookEndpointInput, input), input.url));
    const { url, eventTypes, status } = input;
    const updated = await this.db.transaction(async (tx) => {
      const { id } = await this.lock(tx, principal, input.id);
      // The receiver is another one, or is said to be well again.
      if (url || status === ACTIVE) await this.queue.retryNow(tx, id);
      return this.endpoints.save(tx, id, {
        ...(url && { url }),
        ...(eventTypes !== undefined && { eventTypes: eventTypes ?? [] }),
        ...(status && { status, pausedReason: null }),
      });
    });
    this.worker.wake();
    return updated;
  }

  /** @throws Refusal NotFound */
  async delete(principal: Principal, id: string): Promise<WebhookEndpoint> {
    return this.db.transaction(async (tx) => {
      const endpoint = await this.lock(tx, principal, id);
      await this.endpoints.delete(tx, endpoint.id);
      return endpoint;
    });
  }

  /** @throws Refusal NotFound */
  async rotateSecret(principal: Principal, id: string): Promise<WebhookEndpoint> {
    return this.db.transaction(async (tx) => {
      const { secrets } = await this.lock(tx, principal, id);
      return showing(await this.endpoints.save(tx, id, { secrets: rotate(secrets, this.clock.now()) }));
    });
  }

  private async lock(
    tx: Parameters<WebhookEndpointsRepository['lock']>[0],
    { merchantId }: Principal,
    id: string,
  ): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.lock(tx, merchantId, id);
    if (!endpoint) throw new Refusal(new NotFound('The webhook endpoint'));
    return endpoint;
  }

  private async faultsOf(faults: InputFault[], url: string | null | undefined): Promise<InputFault[]> {
    if (!url || faults.some(({ path }) => path === 'url')) return faults;
    const message = await this.addresses.faultOf(url);
    return message ? [...faults, { path: 'url', message }] : faults;
  }
}

/** With the newest secret, for the one answer that may hold it. */
function showing(endpoint: WebhookEndpoint): WebhookEndpoint {
  return Object.assign(endpoint, { secret: endpoint.secrets[0]!.secret });
}

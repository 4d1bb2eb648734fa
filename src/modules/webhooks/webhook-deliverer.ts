import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { nextAttempt } from './retry-schedule.js';
import { signedHeaders } from './signature.js';
import { testEvent, webhookBody } from './webhook-body.js';
import { Claim, WebhookClaimsRepository } from './webhook-claims.repository.js';
import { WebhookDelivery, WebhookDeliveryStatus } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookSender } from './webhook.sender.js';

const GONE = 410;
const { SUCCEEDED, FAILED, PARKED } = WebhookDeliveryStatus;

interface Outgoing {
  eventId: string;
  body: string;
  endpoint: Pick<WebhookEndpoint, 'url' | 'secrets'>;
}

type Attempt = Pick<WebhookDelivery, 'startedAt' | 'durationMs' | 'responseCode' | 'error'>;

/** Attempts: signs, sends, and records how it ended. */
@Injectable()
export class WebhookDeliverer {
  constructor(
    private readonly db: DataSource,
    private readonly claims: WebhookClaimsRepository,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  /** One attempt at the message that was claimed. Returns the one to go on with, if there is one. */
  async attempt(claim: Claim): Promise<Claim | null> {
    const { eventId, body, endpointId, merchantId, eventType, paymentLinkId, attempts, failingSince } = claim;
    const made = await this.send({ eventId, body, endpoint: claim });
    const failing = { attempts: attempts + 1, since: failingSince ?? made.startedAt, now: this.clock.now() };
    const nextAttemptAt = made.error === null ? null : nextAttempt(failing, Math.random());
    const failure = nextAttemptAt ? FAILED : PARKED;
    const delivery = {
      ...made,
      endpointId,
      merchantId,
      eventId,
      eventType,
      paymentLinkId,
      attempt: attempts + 1,
      status: made.error === null ? SUCCEEDED : failure,
      nextAttemptAt,
    };
    const pausedReason = made.responseCode === GONE ? 'The receiver answered 410 Gone.' : null;
    return this.claims.settle(claim, delivery, pausedReason);
  }

  /** Sends the test event once, whether or not the endpoint is paused. */
  async test(endpoint: WebhookEndpoint): Promise<WebhookDelivery> {
    const event = testEvent(endpoint.id, this.clock.now());
    const made = await this.send({ eventId: event.id, body: webhookBody(event), endpoint });
    return this.db.manager.save(
      this.db.manager.create(WebhookDelivery, {
        ...made,
        endpointId: endpoint.id,
        merchantId: endpoint.merchantId,
        eventId: event.id,
        eventType: event.type,
        attempt: 1,
        status: made.error === null ? SUCCEEDED : PARKED,
        paymentLinkId: null,
        nextAttemptAt: null,
      }),
    );
  }

  private async send({ eventId, body, endpoint }: Outgoing): Promise<Attempt> {
    const startedAt = this.clock.now();
    const message = { id: eventId, sentAt: new Date(), body };
    const headers = signedHeaders(message, endpoint.secrets, startedAt);
    return { startedAt, ...(await this.sender.post(endpoint.url, headers, body)) };
  }
}

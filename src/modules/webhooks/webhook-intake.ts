import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { CursorExpiredError, EventLog, EventRetentionJob } from '../events/index.js';
import { Behind, WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookQueueRepository } from './webhook-queue.repository.js';

const PAGE_SIZE = 200;
/** Of an endpoint that is far behind, as one whose events are sent again; then other endpoints have their turn. */
const MAX_PAGES = 5;

/** What is left to take in: nothing, what an older transaction keeps back, or what can be read at once. */
export type Left = 'nothing' | 'unsettled' | 'more';

/** Makes messages of the event log, for each endpoint in commit order. Any number of processes may do so at once. */
@Injectable()
export class WebhookIntake {
  private readonly logger = new Logger(WebhookIntake.name);

  constructor(
    private readonly db: DataSource,
    private readonly log: EventLog,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly queue: WebhookQueueRepository,
    retention: EventRetentionJob,
  ) {
    retention.keepFor((tx) => this.endpoints.places(tx));
  }

  /** Takes in what can be read now, of each endpoint so much at a time that nobody waits for long. */
  async takeIn(): Promise<Left> {
    const left = new Set<Left>();
    for (const endpoint of await this.endpoints.behind()) left.add(await this.takeInOrLeap(endpoint));
    return (['more', 'unsettled'] as const).find((each) => left.has(each)) ?? 'nothing';
  }

  /** One that was paused for longer than events are kept goes on with the first that there is. */
  private async takeInOrLeap(endpoint: Behind): Promise<Left> {
    try {
      return await this.takeInFor(endpoint);
    } catch (error) {
      if (!(error instanceof CursorExpiredError)) throw error;
      this.logger.warn(`Webhook endpoint ${endpoint.id} was paused for longer than events are kept`);
      const position = await this.log.floor(endpoint.merchantId);
      await this.endpoints.advance(this.db.manager, endpoint, position);
      return this.takeInFor({ ...endpoint, position });
    }
  }

  private async takeInFor(endpoint: Behind): Promise<Left> {
    let { position } = endpoint;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { events, settled } = await this.log.read(position, PAGE_SIZE, {
        merchantId: endpoint.merchantId,
      });
      const last = events.at(-1);
      const end = settled ? 'nothing' : 'unsettled';
      if (!last) return end;
      const { eventTypes } = endpoint;
      const chosen = events.filter(({ type }) => eventTypes.length === 0 || eventTypes.includes(type));
      const isOurs = await this.db.transaction(async (tx) => {
        const hasAdvanced = await this.endpoints.advance(tx, { ...endpoint, position }, last.position);
        if (hasAdvanced && chosen.length > 0) await this.queue.add(tx, endpoint.id, chosen);
        return hasAdvanced;
      });
      // Another process is at it, or the endpoint was set back or paused: the next look goes on from there.
      if (!isOurs) return 'nothing';
      position = last.position;
      if (events.length < PAGE_SIZE) return end;
    }
    return 'more';
  }
}

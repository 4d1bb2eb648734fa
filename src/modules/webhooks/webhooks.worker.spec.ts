import { setImmediate as othersTurn } from 'node:timers/promises';

import type { SchedulerRegistry } from '@nestjs/schedule';
import type { DataSource } from 'typeorm';

import type { Clock } from '../../common/clock/clock.js';
import type { Notifications } from '../../common/database/notifications.js';
import type { EventLog, EventRetentionJob, PaymentLinkEvent, Position } from '../events/index.js';
import type { WebhookClaimsRepository } from './webhook-claims.repository.js';
import type { WebhookDeliverer } from './webhook-deliverer.js';
import type { Behind, WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookIntake } from './webhook-intake.js';
import type { WebhookQueueRepository } from './webhook-queue.repository.js';
import { WebhooksWorker } from './webhooks.worker.js';

const EVENTS = 10_000n;

describe('the worker of webhooks', () => {
  /** Of the one endpoint, set back to the start of a long log. */
  let place: Position;
  /** Where that stood whenever what is due was started. */
  let placesAtStarts: bigint[];
  let worker: WebhooksWorker;

  beforeEach(() => {
    place = { xid: 1n, seq: 0n };
    placesAtStarts = [];
    const log = {
      read: async ({ seq }: Position, limit: number) => {
        const count = Math.min(limit, Number(EVENTS - seq));
        const events = Array.from({ length: count }, (_, index) => ({
          position: { xid: 1n, seq: seq + BigInt(index + 1) },
        }));
        return { events: events as PaymentLinkEvent[], settled: true };
      },
    } as unknown as EventLog;
    const endpoints = {
      behind: async () =>
        place.seq < EVENTS ? [{ id: 'one', merchantId: 'merchant', eventTypes: [], position: place }] : [],
      advance: async (_tx: unknown, _from: Behind, to: Position) => {
        place = to;
        return true;
      },
    } as unknown as WebhookEndpointsRepository;
    const claims = {
      claimDue: async () => {
        placesAtStarts.push(place.seq);
        return [];
      },
    } as unknown as WebhookClaimsRepository;
    const queue = { add: async () => undefined } as unknown as WebhookQueueRepository;
    const db = { transaction: (work: (tx: object) => unknown) => work({}) } as unknown as DataSource;
    const intake = new WebhookIntake(db, log, endpoints, queue, {
      keepFor: () => undefined,
    } as unknown as EventRetentionJob);
    worker = new WebhooksWorker(
      intake,
      queue,
      claims,
      {} as WebhookDeliverer,
      {} as SchedulerRegistry,
      {} as Clock,
      { on: () => undefined } as unknown as Notifications,
    );
  });

  it('starts what is due while one endpoint has much to take in, and takes all of it in', async () => {
    worker.wake();
    while (placesAtStarts.at(-1) !== EVENTS) await othersTurn();

    expect(placesAtStarts[0]).toBeLessThan(EVENTS / 5n);
    await worker.beforeApplicationShutdown();
  });
});

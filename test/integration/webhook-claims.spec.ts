import { DataSource } from 'typeorm';

import { type Claim, WebhookClaimsRepository } from '../../src/modules/webhooks/webhook-claims.repository.js';
import {
  type WebhookDelivery,
  WebhookDeliveryStatus,
} from '../../src/modules/webhooks/webhook-delivery.entity.js';
import { WebhookEndpointsRepository } from '../../src/modules/webhooks/webhook-endpoints.repository.js';
import { WebhookIntake } from '../../src/modules/webhooks/webhook-intake.js';
import { WebhookQueueRepository } from '../../src/modules/webhooks/webhook-queue.repository.js';
import { WebhooksWorker } from '../../src/modules/webhooks/webhooks.worker.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { WebhookClient } from '../support/webhook-client.js';

const WEBHOOK_TIMEOUT_MS = 5_000;
/** Longer than an attempt may take. */
const LEASE_SECONDS = 10;

/** What an attempt leaves behind, where others are at the same endpoint meanwhile. */
describe('the end of an attempt', () => {
  let app: TestApp;
  let db: DataSource;
  let claims: WebhookClaimsRepository;
  let endpoints: WebhookEndpointsRepository;
  let webhooks: WebhookClient;

  beforeAll(async () => {
    app = await startApp({ WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_TIMEOUT_MS: String(WEBHOOK_TIMEOUT_MS) });
    // Attempts are made by hand here.
    await app.nest.get(WebhooksWorker).beforeApplicationShutdown();
    db = app.nest.get(DataSource);
    claims = app.nest.get(WebhookClaimsRepository);
    endpoints = app.nest.get(WebhookEndpointsRepository);
    webhooks = new WebhookClient(app.merchant);
  });
  afterAll(() => app.stop());
  afterEach(async () => {
    for (const { id } of await webhooks.list()) await webhooks.delete(id);
  });

  /** The first of two messages of a link, which was tried three times. */
  async function aClaim(): Promise<Claim> {
    const { id: endpointId } = await webhooks.create({ url: 'http://127.0.0.1:9/hooks' });
    const { id } = await app.shop.anOpenLink();
    await app.shop.disable({ paymentLinkId: id });
    await eventually(async () => {
      await app.nest.get(WebhookIntake).takeIn();
      expect((await webhooks.endpoint(endpointId)).pending).toBeGreaterThan(1);
    });
    await db.query(`UPDATE webhook_lanes SET attempts = 3, failing_since = now() - interval '3 days'`);
    const [claim] = await claims.claimDue(1);
    return claim!;
  }

  function delivery(claim: Claim, status: WebhookDeliveryStatus): Partial<WebhookDelivery> {
    const { endpointId, merchantId, eventId, eventType, paymentLinkId, attempts } = claim;
    return {
      ...{ endpointId, merchantId, eventId, eventType, paymentLinkId, status },
      ...{ attempt: attempts + 1, startedAt: new Date(), durationMs: 1 },
      ...{ responseCode: null, error: null, nextAttemptAt: null },
    };
  }

  /** What was begun waits for a lock. */
  const isHeldUp = () =>
    eventually(async () => {
      const waiting = await app.database.query('SELECT FROM pg_locks WHERE NOT granted');
      expect(waiting).toHaveLength(1);
    });

  it('gives nothing up where the merchant has moved the endpoint since it began', async () => {
    const claim = await aClaim();
    await db.transaction((tx) => app.nest.get(WebhookQueueRepository).retryNow(tx, claim.endpointId));

    const next = await claims.settle(claim, delivery(claim, WebhookDeliveryStatus.PARKED), null);

    expect(next).toMatchObject({ messageId: claim.messageId, attempts: 0 });
    expect(await webhooks.endpoint(claim.endpointId)).toMatchObject({ parked: 0 });
    expect((await webhooks.deliveries({ endpointId: claim.endpointId })).nodes).toMatchObject([
      { status: 'FAILED', nextAttemptAt: expect.any(String) },
    ]);
  });

  it('pauses an endpoint that is being deleted without standing in the way', async () => {
    const claim = await aClaim();

    const settled = await db.transaction(async (tx) => {
      await endpoints.lock(tx, claim.merchantId, claim.endpointId);
      const settling = claims
        .settle(claim, delivery(claim, WebhookDeliveryStatus.FAILED), 'The receiver answered 410 Gone.')
        .catch((error: unknown) => error);
      await isHeldUp();
      await endpoints.delete(tx, claim.endpointId);
      return { settling };
    });

    expect(await settled.settling).toBeNull();
    expect(await webhooks.list()).toEqual([]);
  });

  it('goes on with a lease that counts from when it is written', async () => {
    const claim = await aClaim();

    const { settling } = await db.transaction(async (tx) => {
      await tx.query('SELECT FROM webhook_lanes WHERE id = $1 FOR UPDATE', [claim.laneId]);
      const settling = claims.settle(claim, delivery(claim, WebhookDeliveryStatus.SUCCEEDED), null);
      await isHeldUp();
      await tx.query('SELECT pg_sleep($1)', [LEASE_SECONDS / 2]);
      return { settling };
    });
    const next = await settling;
    const [lane] = await db.query<{ left: number }[]>(
      `SELECT extract(epoch FROM leased_until - clock_timestamp())::float AS left FROM webhook_lanes WHERE id = $1`,
      [claim.laneId],
    );

    expect(next!.messageId).not.toBe(claim.messageId);
    expect(lane!.left).toBeGreaterThan(LEASE_SECONDS / 2 + 1);
  });
});

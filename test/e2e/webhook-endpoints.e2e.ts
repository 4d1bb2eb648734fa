import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { WebhookClient } from '../support/webhook-client.js';
import { verified, WebhookReceiver } from '../support/webhook-receiver.js';
import { WebhookScene } from '../support/webhook-scene.js';

const DAY_SECONDS = 24 * 3600;

describe('webhook endpoints', () => {
  let scene: WebhookScene;

  beforeAll(async () => {
    scene = await WebhookScene.start();
  });
  afterAll(() => scene.stop());
  beforeEach(() => scene.open());
  afterEach(() => scene.close());

  describe('are looked after', () => {
    it('by rotating the secret: both sign for a day', async () => {
      const rotated = await scene.webhooks.rotate(scene.endpoint.id);
      const during = await scene.app.shop.anOpenLink();
      await scene.arrived([during]);
      await scene.app.sandbox.advance(DAY_SECONDS + 60);
      await eventually(async () => {
        const link = await scene.app.shop.anOpenLink();
        await scene.arrived([link]);
        expect(() => verified(scene.receiver.received.at(-1)!, scene.endpoint.secret)).toThrow(
          'No matching signature',
        );
      });

      expect(rotated.secret).toMatch(/^whsec_/);
      expect(rotated.secret).not.toBe(scene.endpoint.secret);
      const webhook = scene.receiver.received.find(({ event }) => event.paymentLinkId === during.id)!;
      expect(verified(webhook, scene.endpoint.secret)).toEqual(verified(webhook, rotated.secret));
      expect(() => verified(scene.receiver.received.at(-1)!, rotated.secret)).not.toThrow();
      expect((await scene.webhooks.endpoint(scene.endpoint.id)).secret).toBeNull();
    });

    it('by pausing: nothing is sent, and nothing is missed', async () => {
      await scene.webhooks.update({ id: scene.endpoint.id, status: 'PAUSED' });
      const link = await scene.aPaidLink();
      const test = await scene.webhooks.test(scene.endpoint.id);
      const whilePaused = scene.receiver.received.length;

      await scene.webhooks.update({ id: scene.endpoint.id, status: 'ACTIVE' });
      await scene.arrived([link]);

      expect(test).toMatchObject({ __typename: 'WebhookDelivery', status: 'SUCCEEDED' });
      expect(whilePaused).toBe(1);
    });

    it('by the receiver: 410 pauses the endpoint', async () => {
      scene.receiver.behaviour = () => 410;
      const link = await scene.app.shop.anOpenLink();

      const paused = await eventually(async () => {
        const found = await scene.webhooks.endpoint(scene.endpoint.id);
        expect(found.status).toBe('PAUSED');
        return found;
      });
      scene.receiver.behaviour = () => 200;
      await scene.webhooks.update({ id: scene.endpoint.id, status: 'ACTIVE' });
      await scene.arrived([link]);

      expect(paused).toMatchObject({ pausedReason: 'The receiver answered 410 Gone.', pending: 1 });
      expect(await scene.webhooks.endpoint(scene.endpoint.id)).toMatchObject({
        status: 'ACTIVE',
        pausedReason: null,
      });
    });

    it('by moving to another address, where what waits arrives at once', async () => {
      scene.receiver.behaviour = () => 500;
      const link = await scene.app.shop.anOpenLink();
      await eventually(() => expect(scene.receiver.received).toHaveLength(1));
      const other = await scene.aReceiver();

      await scene.webhooks.update({ id: scene.endpoint.id, url: other.url });

      await eventually(() => expect(other.typesOf(link.id)).toEqual(['payment_link.created']));
    });

    it('by sending again: one event, or everything after a cursor, in order', async () => {
      const links = await Promise.all([scene.aPaidLink(), scene.aPaidLink()]);
      await scene.arrived(links);
      const events = await scene.eventsOf(...links);
      scene.receiver.received.length = 0;

      const one = await scene.webhooks.redeliver(events[2]!.id);
      await eventually(() => expect(scene.receiver.received).toHaveLength(1));
      const redelivered = scene.receiver.received.splice(0);
      await scene.webhooks.redeliverAfter(events[0]!.cursor, scene.endpoint.id);
      await eventually(() => expect(scene.receiver.received).toHaveLength(events.length - 1));

      expect(one).toEqual({ __typename: 'WebhookRedelivery', endpoints: [{ id: scene.endpoint.id }] });
      expect(redelivered[0]!.headers['webhook-id']).toBe(events[2]!.id);
      for (const { id } of links) {
        const expected = events.slice(1).filter(({ paymentLinkId }) => paymentLinkId === id);
        expect(scene.receiver.typesOf(id)).toEqual(expected.map(({ type }) => type));
      }
    });

    it('from before the endpoint was made, after the cursor "start"', async () => {
      const link = await scene.aPaidLink();
      const other = await scene.aReceiver();
      const late = await scene.webhooks.create({ url: other.url });

      await scene.webhooks.redeliverAfter('start', late.id);

      await eventually(async () =>
        expect(other.typesOf(link.id)).toEqual(await scene.app.shop.history(link.id)),
      );
    });

    it('by a test event, which tells how it went and is not repeated', async () => {
      const good = await scene.webhooks.test(scene.endpoint.id);
      scene.receiver.behaviour = () => 500;
      const bad = await scene.webhooks.test(scene.endpoint.id);

      expect(good).toMatchObject({
        eventType: 'webhook.test',
        status: 'SUCCEEDED',
        responseCode: 204,
        error: null,
      });
      expect(good.durationMs).toBeGreaterThanOrEqual(0);
      expect(bad).toMatchObject({ status: 'PARKED', responseCode: 500, nextAttemptAt: null });
      expect(verified(scene.receiver.received[0]!, scene.endpoint.secret)).toMatchObject({
        type: 'webhook.test',
        data: { paymentLinkId: null, data: { endpointId: scene.endpoint.id } },
      });
    });

    it('with a log of attempts, page by page', async () => {
      const link = await scene.aPaidLink();
      await scene.arrived([link]);
      const all = (await scene.webhooks.deliveries({ endpointId: scene.endpoint.id })).nodes;

      const first = await scene.webhooks.deliveries({ endpointId: scene.endpoint.id }, { first: 2 });
      const rest = await scene.webhooks.deliveries(
        { endpointId: scene.endpoint.id },
        { after: first.pageInfo.endCursor! },
      );

      expect([...first.nodes, ...rest.nodes]).toEqual(all);
      expect(first.pageInfo.hasNextPage).toBe(true);
      expect(rest.pageInfo.hasNextPage).toBe(false);
      expect(all.map(({ eventType }) => eventType).reverse()).toEqual(await scene.app.shop.history(link.id));
    });

    it('with a merchant key alone', async () => {
      for (const client of [scene.app.storefront, scene.app.anonymous]) {
        const { errors } = await client.send('{ webhookEndpoints { id } }');
        expect(errors?.[0]?.extensions.code).toBe(
          client === scene.app.storefront ? 'FORBIDDEN' : 'UNAUTHENTICATED',
        );
      }
    });

    it('without what cannot be used', async () => {
      const wrong = await scene.webhooks.create({ url: 'ftp://example.com', eventTypes: ['order.eaten'] });
      const secretive = await scene.webhooks.create({
        url: scene.receiver.url.replace('127', 'me:secret@127'),
      });

      expect(wrong.faults.map(({ path }) => path)).toEqual(['url', 'eventTypes']);
      expect(secretive).toMatchObject({ __typename: 'InvalidInput', faults: [{ path: 'url' }] });
      expect(await scene.webhooks.update({ id: 'nobody', status: 'PAUSED' })).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await scene.webhooks.test('')).toMatchObject({ code: 'NOT_FOUND' });
    });
  });
});

describe('webhook endpoints in private networks', () => {
  let app: TestApp;
  let webhooks: WebhookClient;

  beforeAll(async () => {
    app = await startApp();
    webhooks = new WebhookClient(app.merchant);
  });
  afterAll(() => app.stop());

  it.each([
    'http://127.0.0.1:8080/hooks',
    'https://10.1.2.3/hooks',
    'https://192.168.0.1/hooks',
    'https://100.64.0.1/hooks',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f000001/hooks',
    'https://[::1]/hooks',
    'https://[fd00::1]/hooks',
    'https://[::ffff:10.0.0.1]/hooks',
    'https://localhost/hooks',
  ])('are refused: %s', async (url) => {
    const refused = await webhooks.create({ url });

    expect(refused).toMatchObject({ __typename: 'InvalidInput', faults: [{ path: 'url' }] });
    expect(refused.faults[0]!.message).toContain('private network');
  });

  it('are refused again when they are called, also by a name that leads there since', async () => {
    const receiver = await WebhookReceiver.start();
    const { id } = await webhooks.create({ url: 'https://hooks.example.invalid/paylink' });
    const errors: (string | null)[] = [];

    for (const url of [receiver.url, receiver.url.replace('127.0.0.1', 'localhost')]) {
      await app.database.query('UPDATE webhook_endpoints SET url = $1 WHERE id = $2', [url, id]);
      errors.push((await webhooks.test(id)).error);
    }
    await receiver.stop();

    expect(new Set(errors)).toEqual(new Set(['The address leads into a private network.']));
    expect(receiver.received).toEqual([]);
  });

  it('are no excuse for sending in the clear', async () => {
    const refused = await webhooks.create({ url: 'http://93.184.215.14/hooks' });

    expect(refused.faults).toEqual([
      { path: 'url', message: 'Use https: events are not sent in the clear.' },
    ]);
  });
});

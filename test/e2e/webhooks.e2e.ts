import { eventually } from '../support/eventually.js';
import { anotherShop } from '../support/merchants.js';
import { WebhookClient } from '../support/webhook-client.js';
import { type Behaviour, verified } from '../support/webhook-receiver.js';
import { WEBHOOK_TIMEOUT_MS, WebhookScene } from '../support/webhook-scene.js';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const CLOSED = 'The connection was closed before the answer was complete.';

describe('webhooks', () => {
  let scene: WebhookScene;

  beforeAll(async () => {
    scene = await WebhookScene.start();
  });
  afterAll(() => scene.stop());
  beforeEach(() => scene.open());
  afterEach(() => scene.close());

  describe('carry the event log', () => {
    it('signed, with the same body as the log, in order per link', async () => {
      const links = await Promise.all([scene.aPaidLink(), scene.aPaidLink(), scene.aPaidLink()]);
      await Promise.all(links.map(({ id }) => scene.app.shop.capture({ paymentLinkId: id })));

      await scene.arrived(links);

      const events = await scene.eventsOf(...links);
      expect(scene.receiver.received).toHaveLength(events.length);
      for (const event of events) {
        const webhook = scene.receiver.received.find(({ headers }) => headers['webhook-id'] === event.id)!;
        expect(verified(webhook, scene.endpoint.secret)).toEqual({
          type: event.type,
          timestamp: expect.any(String),
          data: expect.objectContaining(event),
        });
      }
    });

    it('whose signature fails for a body that was changed, and for another secret', async () => {
      const link = await scene.app.shop.anOpenLink();
      await scene.arrived([link]);
      const [webhook] = scene.receiver.received;

      const changed = { ...webhook!, text: webhook!.text.replace('OPEN', 'COMPLETED') };

      expect(() => verified(changed, scene.endpoint.secret)).toThrow('No matching signature');
      expect(() => verified(webhook!, `whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow(
        'No matching signature',
      );
    });

    it('in the types that were chosen', async () => {
      const other = await scene.aReceiver();
      const chosen = await scene.webhooks.create({ url: other.url, eventTypes: ['payment_link.completed'] });
      const link = await scene.aPaidLink();

      await scene.arrived([link]);
      await eventually(() => expect(other.typesOf(link.id)).toEqual(['payment_link.completed']));
      await scene.webhooks.update({ id: chosen.id, eventTypes: [] });
      await scene.app.shop.capture({ paymentLinkId: link.id });

      await eventually(() =>
        expect(other.typesOf(link.id)).toEqual(['payment_link.completed', 'order.captured']),
      );
    });

    it('of their own merchant alone', async () => {
      const other = await anotherShop(scene.app);
      const theirs = await other.anOpenLink();
      const ours = await scene.app.shop.anOpenLink();

      await scene.arrived([ours]);

      expect(scene.receiver.typesOf(theirs.id)).toEqual([]);
      const strangers = new WebhookClient(other.client);
      expect(await strangers.list()).toEqual([]);
      expect((await strangers.deliveries()).nodes).toEqual([]);
      expect(await strangers.rotate(scene.endpoint.id)).toMatchObject({ __typename: 'NotFound' });
      expect(await strangers.delete(scene.endpoint.id)).toMatchObject({ __typename: 'NotFound' });
      expect(await strangers.redeliver((await scene.eventsOf(ours))[0]!.id)).toMatchObject({
        __typename: 'NotFound',
      });
    });
  });

  describe('reach a receiver that was not well', () => {
    const FAILURES: { title: string; behaviour: Behaviour; error: string; responseCode: number | null }[] = [
      { title: 'answered 500', behaviour: 500, error: 'HTTP 500: no, sorry', responseCode: 500 },
      {
        title: 'hung',
        behaviour: 'hang',
        error: `No complete answer within ${WEBHOOK_TIMEOUT_MS} ms.`,
        responseCode: null,
      },
      { title: 'redirected', behaviour: 'redirect', error: 'HTTP 307', responseCode: 307 },
      { title: 'wanted another protocol', behaviour: 'upgrade', error: CLOSED, responseCode: null },
      { title: 'closed early', behaviour: 'close', error: CLOSED, responseCode: null },
      {
        title: 'broke off in the middle of its answer',
        behaviour: 'break off',
        error: CLOSED,
        responseCode: null,
      },
    ];

    it.each(FAILURES)('$title', async ({ behaviour, error, responseCode }) => {
      scene.receiver.behaviour = () => behaviour;
      const links = await Promise.all([scene.aPaidLink(), scene.aPaidLink()]);
      const failed = await eventually(async () => {
        const { nodes } = await scene.webhooks.deliveries({
          endpointId: scene.endpoint.id,
          status: ['FAILED'],
        });
        expect(new Set(nodes.map(({ paymentLinkId }) => paymentLinkId)).size).toBe(2);
        return nodes;
      });

      expect(failed[0]).toMatchObject({ error, responseCode, nextAttemptAt: expect.any(String) });
      // A later event waits for the earlier one of its link.
      expect(new Set(scene.receiver.received.map(({ event }) => event.type))).toEqual(
        new Set(['payment_link.created']),
      );
      expect(scene.receiver.redirected).toBe(0);

      scene.receiver.behaviour = () => 200;
      await scene.arrivedInTime(links);
      scene.receiver.taken.forEach((webhook) =>
        expect(() => verified(webhook, scene.endpoint.secret)).not.toThrow(),
      );
    });

    it('was down for an hour', async () => {
      const attempts = async (): Promise<number> =>
        (await scene.webhooks.deliveries({ endpointId: scene.endpoint.id }, { first: 200 })).nodes.length;
      await scene.receiver.stop();
      const links = await Promise.all([scene.aPaidLink(), scene.aPaidLink()]);
      for (let jumps = 0; jumps < 6; jumps += 1) {
        const before = await attempts();
        await scene.app.sandbox.advance(HOUR_SECONDS / 6);
        await eventually(async () => expect(await attempts()).toBeGreaterThan(before));
      }
      const { nodes: refused } = await scene.webhooks.deliveries({
        endpointId: scene.endpoint.id,
        status: ['FAILED'],
      });

      await scene.receiver.listen();
      await scene.arrivedInTime(links);

      expect(refused[0]).toMatchObject({ error: 'The connection was refused.', responseCode: null });
      const bodies = new Map(
        scene.receiver.received.map(({ headers, text }) => [headers['webhook-id'], text]),
      );
      scene.receiver.received.forEach(({ headers, text }) =>
        expect(bodies.get(headers['webhook-id'])).toBe(text),
      );
    });

    it('with the same body and id on every attempt', async () => {
      scene.receiver.behaviour = () => (scene.receiver.received.length === 0 ? 503 : 200);
      const link = await scene.app.shop.anOpenLink();
      await eventually(() => expect(scene.receiver.received).toHaveLength(1));

      await scene.arrivedInTime([link]);

      const [first, second] = scene.receiver.received;
      expect(second!.text).toBe(first!.text);
      expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    });

    it('while other links go on', async () => {
      const bad = await scene.app.shop.anOpenLink();
      await scene.arrived([bad]);
      scene.receiver.behaviour = ({ event }) => (event.paymentLinkId === bad.id ? 500 : 200);
      await scene.app.shop.disable({ paymentLinkId: bad.id });

      const good = await scene.aPaidLink();

      await eventually(async () =>
        expect(scene.receiver.typesOf(good.id)).toEqual(await scene.app.shop.history(good.id)),
      );
      expect(scene.receiver.typesOf(bad.id)).toEqual(['payment_link.created']);
    });
  });

  it('are parked after three days, and later events of the link go on', async () => {
    scene.receiver.behaviour = ({ event }) => (event.type === 'payment_link.created' ? 500 : 200);
    const link = await scene.aPaidLink();
    await eventually(async () =>
      expect((await scene.webhooks.deliveries({ paymentLinkId: link.id })).nodes).toHaveLength(1),
    );

    await scene.app.sandbox.advance(3 * DAY_SECONDS - HOUR_SECONDS);
    await eventually(async () =>
      expect((await scene.webhooks.deliveries({ paymentLinkId: link.id })).nodes).toHaveLength(2),
    );
    const waiting = await scene.webhooks.endpoint(scene.endpoint.id);
    await scene.app.sandbox.advance(HOUR_SECONDS);
    await eventually(async () =>
      expect(await scene.webhooks.endpoint(scene.endpoint.id)).toMatchObject({ parked: 1, pending: 0 }),
    );

    expect(waiting.parked).toBe(0);
    const { nodes } = await scene.webhooks.deliveries({ paymentLinkId: link.id, status: ['PARKED'] });
    expect(nodes).toMatchObject([{ eventType: 'payment_link.created', attempt: 3, nextAttemptAt: null }]);
    const [created, ...later] = await scene.eventsOf(link);
    expect(scene.receiver.typesOf(link.id)).toEqual(later.map(({ type }) => type));

    scene.receiver.behaviour = () => 200;
    await scene.webhooks.redeliver(created!.id);
    await eventually(() => expect(scene.receiver.typesOf(link.id)).toContain('payment_link.created'));
    expect(await scene.webhooks.endpoint(scene.endpoint.id)).toMatchObject({ parked: 0 });
  });

  describe('with two backends on one database', () => {
    it('are delivered once', async () => {
      const other = await scene.anotherBackend();
      const links = await Promise.all(Array.from({ length: 5 }, () => scene.aPaidLink()));

      await scene.arrived(links);
      await other.close();

      const events = await scene.eventsOf(...links);
      expect(scene.receiver.received.map(({ event }) => event.id).sort()).toEqual(
        events.map(({ id }) => id).sort(),
      );
    });

    it('are taken over from one that died over them, once its lease has ended', async () => {
      scene.receiver.behaviour = () => 500;
      const link = await scene.app.shop.anOpenLink();
      await eventually(async () =>
        expect((await scene.webhooks.deliveries({ paymentLinkId: link.id })).nodes).toHaveLength(1),
      );
      scene.receiver.behaviour = () => 200;
      const [lane] = await scene.app.database.query<{ leased_until: Date }>(
        `UPDATE webhook_lanes SET next_attempt_at = 'epoch', lease = gen_random_uuid(), leased_until = now() + interval '1 second'
         RETURNING leased_until`,
      );

      await scene.arrived([link]);

      const [taken] = scene.receiver.taken;
      expect(taken!.at.getTime()).toBeGreaterThanOrEqual(lane!.leased_until.getTime());
    });
  });
});

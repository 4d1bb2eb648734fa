import { World } from '../chaos/world.js';
import { readTruth, type ProviderMoney } from '../chaos/truth.js';
import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { Sandbox } from '../support/sandbox.js';
import { withSandbox } from '../support/sandbox-of-spec.js';
import type { Link, Shop } from '../support/shop.js';

const PART = 5_000;
const MORE_THAN_A_DAY_SECONDS = 25 * 3_600;

describe('money that moved when a process died', () => {
  let sandbox: Sandbox;
  let world: World;
  let shop: Shop;

  withSandbox((started) => (sandbox = started));

  beforeEach(async () => {
    world = await World.start(sandbox, 1);
    shop = world.shopAt(0);
    await backend().start();
  });
  afterEach(() => world.end());

  const backend = () => world.backends[0]!;

  /** Paid and acknowledged: nothing is in flight that could pass a kill point. */
  async function aPaidLink(): Promise<Link> {
    const { id } = await shop.anOpenLink();
    const { session } = await shop.link(id);
    await sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);
    return eventually(async () => {
      const link = await shop.link(id);
      if (!link.order?.acknowledgedAt) throw new Error(`not acknowledged: ${JSON.stringify(link)}`);
      return link;
    });
  }

  async function atProvider(name: string): Promise<ProviderMoney[]> {
    const { orders } = await readTruth(world);
    return name === 'capture' ? orders[0]!.captures : orders[0]!.refunds;
  }

  const known = async (id: string, name: string) => {
    const { order } = await shop.link(id);
    return name === 'capture' ? order.captures : order.refunds;
  };

  /** Once at the provider, once with us, and told once. */
  async function expectOnce(id: string, name: string): Promise<void> {
    await eventually(
      async () =>
        expect(await known(id, name)).toMatchObject([{ status: 'SUCCEEDED', amount: { amount: PART } }]),
      { timeoutMs: 45_000 },
    );
    expect(await atProvider(name)).toMatchObject([{ amount: PART }]);
    const told = `order.${name}d`.replace('refundd', 'refunded');
    expect((await shop.history(id)).filter((type) => type === told)).toHaveLength(1);
  }

  const RUINS = [
    ['capture', 'the reply was lost', loseReply],
    ['refund', 'the reply was lost', loseReply],
    ['capture', 'the process died before it recorded the answer', dieAfterCall],
    ['refund', 'the process died before it recorded the answer', dieAfterCall],
  ] as const;

  async function loseReply(name: 'capture' | 'refund', paymentLinkId: string): Promise<void> {
    await sandbox.faults([{ match: `POST /ordermanagement/v1/orders/*/${name}s`, kind: 'lost_reply' }]);
    const asked = await shop[name]({ paymentLinkId, amount: PART, idempotencyKey: 'the-one' });
    expect(asked).toMatchObject({ status: 'OUTCOME_UNKNOWN' });
    await backend().kill();
  }

  async function dieAfterCall(name: 'capture' | 'refund', paymentLinkId: string): Promise<void> {
    await backend().kill();
    await backend().start({ PAYLINK_KILL_AT: 'after-call' });
    await expect(shop[name]({ paymentLinkId, amount: PART, idempotencyKey: 'the-one' })).rejects.toThrow();
    // Its socket breaks before its end is known: waits for that.
    await backend().kill();
  }

  const prepare = async (name: 'capture' | 'refund'): Promise<string> => {
    const { id } = await aPaidLink();
    if (name === 'refund') await shop.capture({ paymentLinkId: id });
    return id;
  };

  it.each(RUINS)('%s: once, though %s', async (name, _, ruin) => {
    const id = await prepare(name);

    await ruin(name, id);
    expect(await atProvider(name)).toHaveLength(1);
    await backend().start();

    await expectOnce(id, name);
    const again = await shop[name]({ paymentLinkId: id, amount: PART, idempotencyKey: 'the-one' });
    expect(again).toMatchObject({ status: 'SUCCEEDED', amount: { amount: PART } });
    await expectOnce(id, name);
  });

  it.each(RUINS)(
    '%s: once, though %s and the provider has forgotten the key since',
    async (name, _, ruin) => {
      const id = await prepare(name);

      await ruin(name, id);
      await sandbox.advance(MORE_THAN_A_DAY_SECONDS);
      await backend().start();

      await expectOnce(id, name);
    },
  );

  it.each(['capture', 'refund'] as const)(
    '%s: is not taken for another of its amount, when the provider has forgotten their keys',
    async (name) => {
      const id = await prepare(name);
      const calls = `POST /ordermanagement/v1/orders/*/${name}s`;
      const ask = (reference: string) => shop[name]({ paymentLinkId: id, amount: 1_000, reference });
      const unmade = ['unmade 1', 'unmade 2', 'unmade 3'];
      await sandbox.faults([{ match: calls, kind: 'status', status: 503, times: unmade.length }]);
      const asked = await Promise.all(unmade.map(ask));
      await sandbox.faults([{ match: calls, kind: 'lost_reply' }]);
      asked.push(await ask('made'));
      await backend().kill();
      expect(asked.map(({ status }) => status)).toEqual(Array(4).fill('OUTCOME_UNKNOWN'));
      expect(await atProvider(name)).toMatchObject([{ reference: 'made' }]);

      await sandbox.advance(MORE_THAN_A_DAY_SECONDS);
      await backend().start();

      await eventually(
        async () =>
          expect((await known(id, name)).map(({ status }) => status)).toEqual(Array(4).fill('SUCCEEDED')),
        { timeoutMs: 45_000 },
      );
      const ours = await world.rows<{ id: string; reference: string }>(
        `SELECT coalesce(result->>'captureId', result->>'refundId') AS id, input->>'reference' AS reference
         FROM operations WHERE kind = $1 AND amount_minor = 1000 ORDER BY 1`,
        [name.toUpperCase()],
      );
      const theirs = (await atProvider(name)).map((each) => ({ id: each.id, reference: each.reference }));
      expect(ours).toEqual(theirs.sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
  );

  it('is made by itself after a restart, though the first try of its key had found the provider away', async () => {
    const create = () => shop.create({ idempotencyKey: 'the-link' });
    await sandbox.faults([{ match: 'POST /checkout/v3/orders', kind: 'status', status: 503, times: 2 }]);
    expect(await create()).toMatchObject({ __typename: 'ProviderUnavailable' });
    await sandbox.clearFaults();
    await backend().kill();
    await backend().start({ PAYLINK_KILL_AT: 'after-call' });
    await expect(create()).rejects.toThrow();
    await backend().kill();

    await backend().start();

    await eventually(async () => {
      const [newest] = (await shop.links()).nodes;
      expect(newest).toMatchObject({ status: 'OPEN' });
    });
    expect(await create()).toMatchObject({ __typename: 'PaymentLink', status: 'OPEN' });
  });

  it('answers a key again after the provider has forgotten it, and asks nothing of the provider', async () => {
    const { id } = await aPaidLink();
    const input = { paymentLinkId: id, amount: PART, idempotencyKey: 'the-one' };
    const first = await shop.capture(input);
    await sandbox.advance(MORE_THAN_A_DAY_SECONDS);

    expect(await shop.capture(input)).toEqual(first);

    await expectOnce(id, 'capture');
    const calls = (await sandbox.requests()).filter(({ path }) => path.endsWith('/captures'));
    expect(calls).toHaveLength(1);
  });
});

describe('one link, whatever comes when', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    // Nothing is found by looking now and then: what is found here, a hint has brought.
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
    shop = app.shop;
  });
  afterAll(() => app.stop());
  afterEach(async () => {
    await app.sandbox.clearFaults();
    await app.sandbox.callbacks({ deliver: true });
  });

  const completed = (id: string): Promise<void> =>
    eventually(async () => expect((await shop.link(id)).status).toBe('COMPLETED'));

  /** Paid, and nobody was told: the three ways to learn of it, for the test to use. */
  async function paidSilently(): Promise<{ link: Link; hints: Record<Hint, () => Promise<number>> }> {
    await app.sandbox.callbacks({ deliver: false });
    const link = await shop.anOpenLink();
    const { redirect_url } = await app.sandbox.consumer(link.session.id, 'pay');
    const callback = await eventually(async () => {
      const sent = (await app.sandbox.sentCallbacks()).filter(({ url }) => url.includes(link.id));
      const ofPayment = sent.find(({ body }) => JSON.stringify(body).includes('"COMPLETED"'));
      if (!ofPayment) throw new Error(`no callback of the payment among ${JSON.stringify(sent)}`);
      return ofPayment;
    });
    const order = (await app.sandbox.requests()).findLast(
      ({ path, body }) => path === '/checkout/v3/orders' && JSON.stringify(body).includes(link.id),
    )!;
    const { push } = (order.body as { merchant_urls: { push: string } }).merchant_urls;
    const pushUrl = push.replace('{checkout.order.id}', link.session.checkoutOrderId);
    return {
      link,
      hints: {
        push: () => post(pushUrl),
        redirect: async () => (await visit(redirect_url!)).status,
        callback: () => post(callback.url, callback.body),
      },
    };
  }

  type Hint = 'push' | 'redirect' | 'callback';
  const ORDERS: Hint[][] = [
    ['push', 'redirect', 'callback'],
    ['push', 'callback', 'redirect'],
    ['redirect', 'push', 'callback'],
    ['redirect', 'callback', 'push'],
    ['callback', 'push', 'redirect'],
    ['callback', 'redirect', 'push'],
  ];

  async function expectAdoptedOnce(link: Link): Promise<void> {
    await completed(link.id);
    const acknowledgements = await eventually(async () => {
      const calls = (await app.sandbox.requests()).filter(({ path }) => path.endsWith('/acknowledge'));
      const ofLink = calls.filter(({ path }) => path.includes(link.session.checkoutOrderId));
      expect(ofLink.length).toBeGreaterThan(0);
      return ofLink;
    });
    expect(acknowledgements).toHaveLength(1);
    await eventually(async () => expect(await shop.history(link.id)).toContain('order.acknowledged'));
    const types = await shop.history(link.id);
    for (const type of ['payment_link.completed', 'order.authorized', 'order.acknowledged'])
      expect(types.filter((each) => each === type)).toHaveLength(1);
  }

  it.each(ORDERS)('is completed and its order taken in once: %s, then %s, then %s', async (...order) => {
    const { link, hints } = await paidSilently();

    await hints[order[0]!]();
    await completed(link.id);
    for (const hint of order.slice(1)) await hints[hint]();

    await expectAdoptedOnce(link);
  });

  it('is completed and its order taken in once when all come at the same time', async () => {
    const { link, hints } = await paidSilently();

    await Promise.all(Object.values(hints).map((hint) => hint()));

    await expectAdoptedOnce(link);
  });

  it('takes the same callback a hundred times for one', async () => {
    const { link, hints } = await paidSilently();

    const statuses = await Promise.all(Array.from({ length: 100 }, () => hints.callback()));

    expect(new Set(statuses)).toEqual(new Set([200]));
    await expectAdoptedOnce(link);
  });

  it("does not believe a callback about somebody else's session", async () => {
    const { link: paid } = await paidSilently();
    const other = await shop.anOpenLink();
    const sent = (await app.sandbox.sentCallbacks()).findLast(({ url }) => url.includes(paid.id))!;
    const secretOfPaid = new URL(sent.url).pathname.split('/').at(-1)!;
    const addressOfOther = sent.url.replace(paid.id, other.id);

    // The secret of one link opens no other's address.
    expect(await post(addressOfOther, sent.body)).toBe(404);

    const statusUpdate = await addressOf(other);
    expect(statusUpdate).not.toContain(secretOfPaid);
    expect(await post(statusUpdate, sent.body)).toBe(200);
    await eventually(async () => {
      const reads = (await app.sandbox.requests()).filter(
        ({ method, path }) => method === 'GET' && path.endsWith(other.session.id),
      );
      expect(reads).not.toHaveLength(0);
    });
    expect((await shop.link(other.id)).status).toBe('OPEN');
    expect((await shop.link(paid.id)).status).toBe('OPEN');
  });

  async function addressOf(link: Link): Promise<string> {
    const call = (await app.sandbox.requests()).findLast(
      ({ path, body }) => path === '/hpp/v1/sessions' && JSON.stringify(body).includes(link.id),
    )!;
    return (call.body as { merchant_urls: { status_update: string } }).merchant_urls.status_update;
  }

  it('is paid when the consumer was faster than disableSession', async () => {
    const { link } = await paidSilently();

    expect(await shop.disable({ paymentLinkId: link.id })).toMatchObject({
      __typename: 'AlreadyPaid',
      paymentLink: { id: link.id, status: 'COMPLETED' },
    });
    await expectAdoptedOnce(link);
  });

  it('cannot be paid when disableSession was faster', async () => {
    const link = await shop.anOpenLink();

    expect(await shop.disable({ paymentLinkId: link.id })).toMatchObject({ status: 'DISABLED' });

    await expect(app.sandbox.consumer(link.session.id, 'pay')).rejects.toMatchObject({ status: 409 });
    expect((await shop.outcome(link.id)).status).toBe('DISABLED');
  });

  it('is either paid or disabled, and both sides agree, when the two happen at once', async () => {
    for (let round = 0; round < 8; round++) {
      const link = await shop.anOpenLink();

      const [paid, disabled] = await Promise.all([
        app.sandbox.consumer(link.session.id, 'pay').then(
          () => true,
          () => false,
        ),
        shop.disable({ paymentLinkId: link.id }),
      ]);

      expect(disabled.__typename).toBe(paid ? 'AlreadyPaid' : 'PaymentLink');
      expect((await shop.outcome(link.id)).status).toBe(paid ? 'COMPLETED' : 'DISABLED');
    }
  });

  it('leaves a log that ends with the state, when it is looked at, sent and disabled at once', async () => {
    const differing: string[] = [];
    const work = async (): Promise<void> => {
      for (let round = 0; round < 15; round++) {
        const { id, session } = await shop.anOpenLink();
        await Promise.all([
          app.sandbox.consumer(session.id, 'open').catch(() => undefined),
          shop.tryToRead('outcome', { id }),
          shop.disable({ paymentLinkId: id }),
          shop.send(id, { method: 'EMAIL', email: 'consumer@shop.example' }),
        ]);
        // An event is read once no older transaction runs any more, a moment after the state it tells of.
        await eventually(async () => {
          const link = await shop.link(id);
          const { nodes } = await shop.events({ filter: { paymentLinkIds: [id] } });
          const state = `${link.status}, session ${link.session.status}`;
          const told = nodes.map((event) => `${event.type}: ${event.status}, session ${event.sessionStatus}`);
          expect(`${state}; ${told.at(-1)}`).toMatch(new RegExp(`^(.*); .*: \\1$`));
        }).catch((error: Error) => differing.push(error.message));
      }
    };

    await Promise.all([work(), work(), work()]);

    expect(differing).toEqual([]);
  });

  it('has one payable session when the reply to the making of the first was lost', async () => {
    await app.sandbox.faults([{ match: 'POST /hpp/v1/sessions', kind: 'lost_reply' }]);

    const created = await shop.create({ idempotencyKey: 'lost-session' });

    expect(created).toMatchObject({ __typename: 'PaymentLink', status: 'CREATING' });
    await eventually(async () => expect((await shop.link(created.id)).status).toBe('OPEN'));
    const link = await shop.link(created.id);
    const { sessions } = await readTruth({ sandbox: app.sandbox });
    const ofLink = sessions.filter(({ linkId }) => linkId === link.id);
    expect(ofLink).toHaveLength(2);
    expect(ofLink.filter(({ isPayable }) => isPayable)).toMatchObject([{ id: link.session.id }]);
    expect(await shop.history(link.id)).toEqual(['operation.outcome_unknown', 'payment_link.created']);
    expect(await shop.create({ idempotencyKey: 'lost-session' })).toMatchObject({ id: link.id });
  });

  it('has one payable session in the end, though the other was not ended when that was asked', async () => {
    await app.sandbox.faults([
      { match: 'POST /hpp/v1/sessions', kind: 'lost_reply' },
      { match: 'POST /checkout/v3/orders/*/abort', kind: 'status', status: 500, times: 2 },
    ]);

    const created = await shop.create();
    await eventually(async () => expect((await shop.link(created.id)).status).toBe('OPEN'));

    const { session } = await shop.link(created.id);
    await eventually(async () => {
      const { sessions } = await readTruth({ sandbox: app.sandbox });
      const payable = sessions.filter(({ linkId, isPayable }) => linkId === created.id && isPayable);
      expect(payable).toMatchObject([{ id: session.id }]);
    });
  });
});

async function post(url: string, body: unknown = {}): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.status;
}

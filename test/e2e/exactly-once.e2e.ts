import { readTruth } from '../chaos/truth.js';
import { type TestApp, startApp, startBeside } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { Link, Shop } from '../support/shop.js';

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

  it("takes no other link's order for its own, whoever names it", async () => {
    const { link: paid } = await paidSilently();
    const { link: other } = await paidSilently();
    for (const { id } of [paid, other]) await shop.outcome(id);
    const made = (await app.sandbox.requests()).findLast(
      ({ path, body }) => path === '/checkout/v3/orders' && JSON.stringify(body).includes(other.id),
    )!;
    const { push } = (made.body as { merchant_urls: { push: string } }).merchant_urls;

    expect(await post(push.replace('{checkout.order.id}', paid.session.checkoutOrderId))).toBe(200);

    const looked = await app.database.query(
      `SELECT id FROM operations WHERE payment_link_id = $1 AND kind = 'CHECK_ORDER'`,
      [other.id],
    );
    expect(looked).toEqual([]);
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
    const beside = await startBeside(app);
    const differing: string[] = [];
    const work = async (): Promise<void> => {
      for (let round = 0; round < 15; round++) {
        const { id, session } = await shop.anOpenLink();
        await Promise.all([
          app.sandbox.consumer(session.id, 'open').catch(() => undefined),
          shop.tryToRead('outcome', { id }),
          beside.shop.tryToRead('outcome', { id }),
          shop.disable({ paymentLinkId: id }),
          beside.shop.send(id, { method: 'EMAIL', email: 'consumer@shop.example' }),
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

    await Promise.all([work(), work(), work()]).finally(() => beside.stop());

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

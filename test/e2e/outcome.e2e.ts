import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { type Link, type Shop } from '../support/shop.js';

const QUIET = { RECONCILE_INTERVAL_MS: '3600000' };
const URLS = {
  success: 'https://shop.example/thanks?session={{session_id}}&order={{order_id}}',
  failure: 'https://shop.example/declined?session={{session_id}}',
  back: 'https://shop.example/basket?session={{session_id}}',
};

/** Where the link's callbacks of one kind are received, as the provider was told. */
async function callbackUrl(app: TestApp, link: Link, kind: 'session' | 'push'): Promise<string> {
  const calls = await app.sandbox.requests();
  const text = JSON.stringify(calls.map(({ body }) => body));
  return new RegExp(`[^"]+/callbacks/${kind}/${link.id}/[^"]+`).exec(text)![0];
}

const post = (url: string, body: unknown = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the outcome', () => {
  describe('where nothing else tells it', () => {
    let app: TestApp;
    let shop: Shop;

    // The job sleeps and the provider's callbacks are lost: each spec leaves one way alone.
    beforeAll(async () => {
      app = await startApp(QUIET);
      shop = app.shop;
    });
    beforeEach(() => app.sandbox.callbacks({ deliver: false }));
    afterAll(() => app.stop());

    const statusOf = async ({ id }: Link): Promise<string> => (await shop.link(id)).status;
    const becomes = (link: Link, status: string): Promise<void> =>
      eventually(async () => expect(await statusOf(link)).toBe(status));
    const pay = async (link: Link): Promise<string> =>
      (await app.sandbox.consumer(link.session.id, 'pay')).redirect_url!;
    const acknowledgements = async ({ session }: Link) =>
      (await app.sandbox.requests()).filter(
        ({ path, status }) => path.endsWith(`/${session.checkoutOrderId}/acknowledge`) && status === 204,
      );

    it('is read once more for all who come back at the same time, whoever they are', async () => {
      const { session, url } = await shop.anOpenLink();
      const readings = async () =>
        (await app.sandbox.requests()).filter(
          ({ method, path }) => method === 'GET' && path === `/hpp/v1/sessions/${session.id}`,
        );
      const before = (await readings()).length;
      // The last has come before the first reading is over.
      await app.sandbox.faults([{ match: 'GET /hpp/v1/sessions/*', kind: 'slow', delay_ms: 500, times: 50 }]);

      const visits = await Promise.all(Array.from({ length: 50 }, () => visit(`${url}/return/back`)));
      await app.sandbox.clearFaults();

      expect(new Set(visits.map(({ status }) => status))).toEqual(new Set([200]));
      const made = (await readings()).length - before;
      expect(made).toBeGreaterThan(0);
      expect(made).toBeLessThanOrEqual(3);
    });

    it('comes by the return address, which reads before it sends the consumer on to the shop', async () => {
      const link = await shop.anOpenLink({ redirectUrls: URLS });

      const returned = await visit(await pay(link));

      expect(returned).toMatchObject({
        status: 302,
        location: `https://shop.example/thanks?session=${link.session.id}&order=${link.session.checkoutOrderId}`,
      });
      expect(await shop.link(link.id)).toMatchObject({
        status: 'COMPLETED',
        session: { status: 'COMPLETED' },
        order: { id: link.session.checkoutOrderId, status: 'AUTHORIZED', fraudStatus: 'ACCEPTED' },
      });
    });

    it('comes by the status callback', async () => {
      const link = await shop.anOpenLink();
      const { id } = link.session;
      const url = await callbackUrl(app, link, 'session');
      await pay(link);
      expect(await statusOf(link)).toBe('OPEN');

      const answer = await post(url, { event_id: 'e', session: { session_id: id, status: 'COMPLETED' } });

      expect(answer.status).toBe(200);
      await becomes(link, 'COMPLETED');
    });

    it('comes by the callbacks that the provider itself sends', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.callbacks({ deliver: true });

      await pay(link);

      await becomes(link, 'COMPLETED');
    });

    it('comes by the push of the completed order', async () => {
      const link = await shop.anOpenLink();
      const sentAbout = async () =>
        (await app.sandbox.sentCallbacks()).filter(({ url }) => url.includes(link.id));
      await pay(link);
      await eventually(async () => expect(await sentAbout()).toHaveLength(2));
      await app.sandbox.callbacks({ deliver: true });

      await app.sandbox.advance(3 * 60);

      await becomes(link, 'COMPLETED');
      const sent = await sentAbout();
      expect(sent.filter(({ status }) => status !== null)).toEqual([
        expect.objectContaining({ url: expect.stringContaining('/callbacks/push/'), status: 200 }),
      ]);
    });

    it('comes by asking for it', async () => {
      const link = await shop.anOpenLink();
      await pay(link);

      const outcome = await shop.outcome(link.id);

      expect(outcome).toMatchObject({ status: 'COMPLETED', order: { status: 'AUTHORIZED' } });
    });

    it('is one payment, one event and one acknowledgement, however often it is told', async () => {
      const link = await shop.anOpenLink();
      const url = await callbackUrl(app, link, 'session');
      const returnUrl = await pay(link);

      await Promise.all([
        ...Array.from({ length: 5 }, () => post(url)),
        ...Array.from({ length: 5 }, () => visit(returnUrl)),
        ...Array.from({ length: 5 }, () => shop.outcome(link.id)),
      ]);

      await eventually(async () => expect((await shop.link(link.id)).order.acknowledgedAt).not.toBeNull());
      const history = await shop.history(link.id, 'order.acknowledged');
      expect(history.filter((type) => type === 'payment_link.completed')).toHaveLength(1);
      expect(history.filter((type) => type === 'order.authorized')).toHaveLength(1);
      expect(history.filter((type) => type === 'order.acknowledged')).toHaveLength(1);
      expect(await acknowledgements(link)).toHaveLength(1);
    });

    it('is not acknowledged at the provider before it is kept here', async () => {
      const link = await shop.anOpenLink();
      await app.database.query('ALTER TABLE orders RENAME TO orders_away');
      await pay(link);

      const answer = await shop.tryToRead('outcome', { id: link.id });

      expect(answer.errors).toHaveLength(1);
      expect(await acknowledgements(link)).toHaveLength(0);

      await app.database.query('ALTER TABLE orders_away RENAME TO orders');
      await shop.outcome(link.id);
      await eventually(async () => expect(await acknowledgements(link)).toHaveLength(1));
    });

    it('is acknowledged though the first attempt fails', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.faults([{ match: 'POST /ordermanagement/v1/orders/*/acknowledge', kind: 'status' }]);
      await pay(link);

      await shop.outcome(link.id);

      await eventually(async () => expect((await shop.link(link.id)).order.acknowledgedAt).not.toBeNull());
      expect(await acknowledgements(link)).toHaveLength(1);
    });

    it('is not believed of a browser that only says so', async () => {
      const link = await shop.anOpenLink({ redirectUrls: URLS });

      const forged = await visit(`${link.url}/return/success`);

      expect(forged).toMatchObject({ status: 200, location: null });
      expect(forged.html).toMatch(/bekräftas/);
      expect(await statusOf(link)).toBe('OPEN');
      expect(await acknowledgements(link)).toHaveLength(0);
    });

    it('is not believed of a callback that only says so', async () => {
      const link = await shop.anOpenLink();
      const url = await callbackUrl(app, link, 'session');
      const reads = (await app.sandbox.requests()).length;

      await post(url, { session: { session_id: link.session.id, status: 'COMPLETED', order_id: 'forged' } });

      // Read at the provider, where it is unpaid.
      await eventually(async () =>
        expect((await app.sandbox.requests()).slice(reads)).toContainEqual(
          expect.objectContaining({
            method: 'GET',
            path: `/hpp/v1/sessions/${link.session.id}`,
            status: 200,
          }),
        ),
      );
      expect(await statusOf(link)).toBe('OPEN');
    });

    it.each([
      ['none at all', undefined],
      ['JSON that is none', '{'],
    ])('comes by a push that announces JSON, and whose body is %s', async (_, body) => {
      const link = await shop.anOpenLink();
      const url = await callbackUrl(app, link, 'push');
      await pay(link);

      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', headers, body });

      expect(answer.status).toBe(200);
      await becomes(link, 'COMPLETED');
    });

    it('is not asked for by a callback with a secret that is wrong, or of another link', async () => {
      const [link, other] = [await shop.anOpenLink(), await shop.anOpenLink()];
      const url = await callbackUrl(app, link, 'session');
      const secretOfOther = (await callbackUrl(app, other, 'session')).split('/').at(-1)!;
      const reads = (await app.sandbox.requests()).length;

      const answers = await Promise.all([
        post(url.replace(/[^/]+$/, 'wrong')),
        post(url.replace(/[^/]+$/, secretOfOther)),
        post(url.replace(link.id, other.id)),
        post(url.replace(link.id, '00000000-0000-4000-8000-000000000000')),
        post(url.replace('/session/', '/elsewhere/')),
      ]);

      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
      expect((await app.sandbox.requests()).slice(reads)).toEqual([]);
    });

    it.each([
      ['decline', 'FAILED', 'https://shop.example/declined'],
      ['back', 'BACK', 'https://shop.example/basket'],
      // Without an address of its own an error leads where a refusal does.
      ['error', 'ERROR', 'https://shop.example/declined'],
    ] as const)(
      'of %s is a session that is %s, a link that can be paid yet, and the shop’s page',
      async (action, status, page) => {
        const link = await shop.anOpenLink({ redirectUrls: URLS });
        const { redirect_url } = await app.sandbox.consumer(link.session.id, action);

        const returned = await visit(redirect_url!);

        expect(returned).toMatchObject({ status: 302, location: `${page}?session=${link.session.id}` });
        expect(await shop.link(link.id)).toMatchObject({ status: 'OPEN', session: { status } });
        await pay(link);
        expect(await shop.outcome(link.id)).toMatchObject({ status: 'COMPLETED' });
      },
    );

    it('is shown on a page of ours where the shop gave no address', async () => {
      const [paid, declined] = [await shop.anOpenLink(), await shop.anOpenLink()];

      const thanks = await visit(await pay(paid));
      const { redirect_url } = await app.sandbox.consumer(declined.session.id, 'decline');
      const sorry = await visit(redirect_url!);

      expect(thanks).toMatchObject({ status: 200, html: expect.stringMatching(/är mottagen/) });
      expect(sorry).toMatchObject({ status: 200, html: expect.stringMatching(/nekades/) });
    });

    it('of a cancelling in store is final', async () => {
      const link = await shop.anOpenLink({
        channel: 'IN_STORE',
        redirectUrls: { cancel: 'https://shop.example/till' },
      });
      const { redirect_url } = await app.sandbox.consumer(link.session.id, 'cancel');

      const returned = await visit(redirect_url!);

      expect(returned).toMatchObject({ status: 302, location: 'https://shop.example/till' });
      expect(await shop.link(link.id)).toMatchObject({
        status: 'CANCELLED',
        session: { status: 'CANCELLED' },
      });
      expect(await visit(link.url)).toMatchObject({ status: 410 });
    });

    it('stays paid, whatever comes late', async () => {
      const link = await shop.anOpenLink();
      const url = await callbackUrl(app, link, 'session');
      await pay(link);
      await shop.outcome(link.id);

      await post(url, { session: { session_id: link.session.id, status: 'FAILED' } });
      await visit(`${link.url}/return/failure`);
      await visit(`${link.url}/return/cancel`);

      expect(await shop.outcome(link.id)).toMatchObject({
        status: 'COMPLETED',
        session: { status: 'COMPLETED' },
      });
    });

    it('is what was read, though something else of the order was recorded meanwhile', async () => {
      const orders = '/ordermanagement/v1/orders';
      const link = await shop.anOpenLink();
      await app.sandbox.faults([{ match: `POST ${orders}/*/acknowledge`, kind: 'slow', delay_ms: 300 }]);
      await pay(link);
      const { order } = await shop.outcome(link.id);
      await app.sandbox.fraud(order.id, 'PENDING');
      await app.sandbox.faults([{ match: `GET ${orders}/*`, kind: 'slow', delay_ms: 800 }]);

      const outcome = await shop.outcome(link.id);

      expect(outcome.order).toMatchObject({
        fraudStatus: 'PENDING',
        acknowledgedAt: expect.any(String),
      });
    });

    it('cannot be told while the provider is not to be read, and is told after it', async () => {
      const link = await shop.anOpenLink();
      await pay(link);
      await app.sandbox.faults([{ match: 'GET /hpp/v1/sessions/*', kind: 'status', status: 503, times: 3 }]);

      const answer = await shop.tryToRead('outcome', { id: link.id });

      expect(answer.errors).toMatchObject([{ extensions: { code: 'PROVIDER_UNAVAILABLE' } }]);
      expect(await statusOf(link)).toBe('OPEN');
      expect(await shop.outcome(link.id)).toMatchObject({ status: 'COMPLETED' });
    });
  });

  it('comes by the job within two of its intervals, with every callback lost', async () => {
    const app = await startApp({ RECONCILE_INTERVAL_MS: '500' });
    try {
      await app.sandbox.callbacks({ deliver: false });
      const link = await app.shop.anOpenLink();
      const follower = app.shop.follow(link.id);

      await app.sandbox.consumer(link.session.id, 'pay');
      const paidAt = Date.now();

      await follower.until(({ status }) => status === 'COMPLETED');
      // Twice the interval, and what a busy machine takes.
      expect(Date.now() - paidAt).toBeLessThan(2 * 500 + 1_000);
      await eventually(async () =>
        expect((await app.shop.link(link.id)).order.acknowledgedAt).not.toBeNull(),
      );
    } finally {
      await app.stop();
    }
  });
});

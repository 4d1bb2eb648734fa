import { randomUUID } from 'node:crypto';

import { DataSource } from 'typeorm';

import { type TestApp, startApp } from '../support/app.js';
import { visit, type Visit } from '../support/browser.js';
import { SendingClient } from '../support/sending-client.js';
import { eventually } from '../support/eventually.js';
import { aLine, type Link } from '../support/shop.js';

const HOUR = 3600;
const SLOW = { kind: 'slow', delay_ms: 600 } as const;
const MAKES = 'POST /hpp/v1/sessions';

/** Its session ends within the minute: whoever opens it is given a new one, while an old tab can still pay. */
describe('a link whose session is being replaced', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '1000' });
  });
  beforeEach(() => app.sandbox.callbacks({ deliver: true }));
  afterEach(() => app.sandbox.clearFaults());
  afterAll(() => app.stop());

  /** The backend follows the sandbox's clock within a second. */
  const advanceTo = async (instant: number): Promise<void> => {
    const now = await app.sandbox.advance((instant - (await app.sandbox.now()).getTime()) / 1000);
    await eventually(async () => {
      const { createdAt } = await app.shop.anOpenLink();
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(now.getTime());
    });
  };
  const inLastMinute = async (overrides: object = {}): Promise<Link> => {
    const link = await app.shop.anOpenLink(overrides);
    await advanceTo(Date.parse(link.session.expiresAt) - 40_000);
    return link;
  };
  const asked = (match: string): Promise<void> =>
    eventually(async () => {
      const calls = (await app.sandbox.requests()).map(({ method, path }) => `${method} ${path}`);
      expect(calls.slice(-3)).toContain(match);
    });
  const idOf = async ({ location }: Visit): Promise<string | undefined> =>
    (await app.sandbox.sessions()).find(({ redirect_url }) => redirect_url === location)?.session_id;
  /** Every session of the link that somebody with its address could pay. */
  const payable = async ({ id }: Link): Promise<string[]> => {
    const rows = await app.database.query<{ session_id: string }>(
      'SELECT session_id FROM hosted_sessions WHERE payment_link_id = $1',
      [id],
    );
    const ids = rows.map(({ session_id }) => session_id);
    return (await app.sandbox.sessions())
      .filter(({ session_id, offers }) => ids.includes(session_id) && offers.includes('pay'))
      .map(({ session_id }) => session_id);
  };

  /** Its old session was paid in the last second and is renewed all the same: that order is not to be seen, until faults are cleared. */
  const renewedOverUnseen = async (overrides: object = {}) => {
    const link = await app.shop.anOpenLink(overrides);
    const old = link.session;
    await advanceTo(Date.parse(old.expiresAt) - 2_000);
    await app.sandbox.callbacks({ deliver: false });
    const read = `GET /ordermanagement/v1/orders/${old.checkoutOrderId}`;
    await app.sandbox.faults([{ match: read, kind: 'status', status: 404, times: 100 }]);
    const { redirect_url: unseen } = await app.sandbox.consumer(old.id, 'pay');
    await advanceTo(Date.parse(old.expiresAt) + 1_000);
    const session = (await idOf(await visit(link.url)))!;
    return { link, old, unseen, session };
  };

  it('leads nobody to a new one while its disabling has no answer yet', async () => {
    const link = await inLastMinute();
    const ends = `DELETE /hpp/v1/sessions/${link.session.id}`;
    await app.sandbox.faults([{ match: ends, ...SLOW }]);

    const disabling = app.shop.disable({ paymentLinkId: link.id });
    await asked(ends);
    const opened = await visit(link.url);

    expect(await disabling).toMatchObject({ __typename: 'PaymentLink', status: 'DISABLED' });
    expect(opened).toMatchObject({ status: 503, location: null });
    expect(await visit(link.url)).toMatchObject({ status: 410 });
    expect(await payable(link)).toEqual([]);
  });

  it.each([
    ['the old one is being ended', (link: Link) => `DELETE /hpp/v1/sessions/${link.session.id}`],
    ['the new one is being made', () => MAKES],
  ])('is disabled with the new one, when that is asked while %s', async (_, slow) => {
    const link = await inLastMinute();
    await app.sandbox.faults([{ match: slow(link), ...SLOW }]);

    const opening = visit(link.url);
    await asked(slow(link));
    const disabled = await app.shop.disable({ paymentLinkId: link.id });

    expect(disabled).toMatchObject({ __typename: 'PaymentLink', status: 'DISABLED' });
    expect(await payable(link)).toEqual([]);
    const session = await idOf(await opening);
    if (session) await expect(app.sandbox.consumer(session, 'pay')).rejects.toMatchObject({ status: 409 });
  });

  it('is renewed at no price that is being changed, where it is opened in the same instant', async () => {
    const link = await inLastMinute();
    const waiting = async (count: number): Promise<void> =>
      eventually(async () => {
        const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(await app.database.query(sql)).toHaveLength(count);
      });
    await app.database.query('UPDATE payment_links SET next_check_at = NULL WHERE id = $1', [link.id]);
    await app.sandbox.faults([
      { match: `POST /checkout/v3/orders/${link.session.checkoutOrderId}`, ...SLOW },
    ]);

    const [updating, opening] = await app.nest.get(DataSource).transaction(async (tx) => {
      await tx.query('SELECT FROM payment_links WHERE id = $1 FOR UPDATE', [link.id]);
      const update = app.shop.update({ paymentLinkId: link.id, orderLines: [aLine({ quantity: 3 })] });
      await waiting(1);
      const visited = visit(link.url);
      await waiting(2);
      // Not awaited here: they wait for this transaction.
      return [() => update, () => visited];
    });

    expect(await opening()).toMatchObject({ status: 503, location: null });
    expect(await updating()).toMatchObject({ __typename: 'PaymentLink', amount: { amount: 29_700 } });
    await app.sandbox.consumer((await idOf(await visit(link.url)))!, 'pay');
    expect(await app.shop.outcome(link.id)).toMatchObject({ order: { orderAmount: { amount: 29_700 } } });
  });

  it('tells of each change of a session once', async () => {
    const link = await inLastMinute();
    await app.sandbox.faults([{ match: `DELETE /hpp/v1/sessions/${link.session.id}`, times: 2, ...SLOW }]);

    await Promise.all([visit(link.url), app.shop.disable({ paymentLinkId: link.id })]);

    const log = await app.shop.log(link.id, 'payment_link.disabled');
    const changes = log
      .filter(({ type, data }) => type === 'session.status_changed' && data.sessionId === link.session.id)
      .map(({ data }) => data.to);
    expect(changes).toEqual(['DISABLED']);
  });

  it('tells no change of a session by what was read of it before another', async () => {
    const link = await inLastMinute();
    const reads = `GET /hpp/v1/sessions/${link.session.id}`;
    await app.sandbox.faults([
      { match: reads, ...SLOW },
      { match: 'POST /checkout/v3/orders', kind: 'status', status: 400 },
    ]);

    // Read while it waits, and applied when the opening has ended it and made no other.
    const looking = app.shop.outcome(link.id);
    await asked(reads);
    await visit(link.url);
    await looking;

    const moves = (await app.shop.log(link.id, 'session.status_changed'))
      .filter(({ type }) => type === 'session.status_changed')
      .map(({ data }) => `${data.from} to ${data.to}`);
    expect(moves).toEqual(['WAITING to DISABLED']);
  });

  it('is paid by the old tab or leads to the new one, never both', async () => {
    const link = await inLastMinute();
    await app.sandbox.faults([{ match: `DELETE /hpp/v1/sessions/${link.session.id}`, ...SLOW }]);

    const opening = visit(link.url);
    await asked(`DELETE /hpp/v1/sessions/${link.session.id}`);
    await app.sandbox.consumer(link.session.id, 'pay');

    expect(await opening).toMatchObject({ status: 410, location: null });
    expect(await app.shop.link(link.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await payable(link)).toEqual([]);
  });

  it('is reminded of all the same, when the reminder falls due while the old one is being ended', async () => {
    await new SendingClient(app.merchant).settings({ reminders: { hoursBeforeEnd: [24], max: 1 } });
    const email = `${randomUUID()}@consumer.example`;
    const due = (await app.sandbox.now()).getTime() + 47 * HOUR * 1000 - 40_000;
    const link = await app.shop.anOpenLink({
      consumer: { email },
      expiresAt: new Date(due + 24 * HOUR * 1000).toISOString(),
    });
    await advanceTo(due - 2_000);
    // Ended at the provider, and we do not know it.
    await app.sandbox.faults([
      { match: `DELETE /hpp/v1/sessions/${link.session.id}`, kind: 'lost_reply', times: 2 },
    ]);

    await visit(link.url);
    await eventually(async () => {
      const mails = (await app.sandbox.mail()).filter(({ to }) => to === email);
      expect(mails).toHaveLength(1);
    });

    expect(await app.shop.history(link.id, 'link.sent')).not.toContain('link.send_failed');
  });

  it('leads nobody to pay when the offer has ended meanwhile', async () => {
    const created = await app.sandbox.now();
    const expiresAt = new Date(created.getTime() + 47 * HOUR * 1000 - 40_000);
    const link = await app.shop.anOpenLink({ expiresAt: expiresAt.toISOString() });
    await advanceTo(expiresAt.getTime() - 2_500);
    await app.sandbox.faults([{ match: MAKES, kind: 'slow', delay_ms: 1_400, times: 2 }]);

    await eventually(async () =>
      expect(expiresAt.getTime() - (await app.sandbox.now()).getTime()).toBeLessThan(900),
    );
    const opened = await visit(link.url);

    expect(opened).toMatchObject({ status: 410, location: null });
    expect(opened.html).toMatch(/gått ut/);
    await eventually(async () => {
      expect(await app.shop.link(link.id)).toMatchObject({ status: 'EXPIRED' });
      expect(await payable(link)).toEqual([]);
    });
  });

  it('leaves nothing payable under a printed link that is disabled while a consumer’s own is being made', async () => {
    const poster = await app.shop.anOpenLink({ maxPayments: 3 });
    await app.sandbox.faults([{ match: MAKES, ...SLOW }]);

    const opening = visit(poster.url);
    await asked(MAKES);
    await app.shop.disable({ paymentLinkId: poster.id });
    const session = await idOf(await opening);

    await eventually(async () => {
      const rows = await app.database.query('SELECT status FROM payment_links WHERE parent_id = $1', [
        poster.id,
      ]);
      expect(rows).toEqual([{ status: 'DISABLED' }]);
    });
    await expect(app.sandbox.consumer(session!, 'pay')).rejects.toMatchObject({ status: 409 });
  });

  it('is known to be paid in the last second, though its order was not to be seen when it was looked at', async () => {
    const link = await app.shop.anOpenLink();
    await advanceTo(Date.parse(link.session.expiresAt) - 2_000);
    await app.sandbox.callbacks({ deliver: false });
    await app.sandbox.faults([
      {
        match: `GET /ordermanagement/v1/orders/${link.session.checkoutOrderId}`,
        kind: 'status',
        status: 404,
      },
    ]);
    await app.sandbox.consumer(link.session.id, 'pay');
    await advanceTo(Date.parse(link.session.expiresAt) + 1_000);
    await eventually(async () =>
      expect((await app.shop.outcome(link.id)).session.status).toMatch(/EXPIRED|COMPLETED/),
    );

    await app.sandbox.callbacks({ deliver: true });
    // Pushes are repeated until the order is acknowledged.
    await advanceTo((await app.sandbox.now()).getTime() + 3 * HOUR * 1000);

    await eventually(async () =>
      expect(await app.shop.link(link.id)).toMatchObject({
        status: 'COMPLETED',
        session: { status: 'COMPLETED' },
        order: { id: link.session.checkoutOrderId },
      }),
    );
  });

  it.each([
    ['on our own page', null],
    ['on the shop’s', 'https://shop.example/no?session={{session_id}}&order={{order_id}}'],
  ])(
    'tells who paid the old one unseen, after the new one is paid, that nothing is charged: %s',
    async (_, failure) => {
      const { link, old, unseen, session } = await renewedOverUnseen({
        ...(failure && { redirectUrls: { failure } }),
      });
      const { redirect_url: seen } = await app.sandbox.consumer(session, 'pay');
      await app.sandbox.clearFaults();

      expect((await visit(seen!)).html).toMatch(/<h1>Tack/);
      const told = await visit(unseen!);

      if (failure)
        expect(told.location).toBe(`https://shop.example/no?session=${old.id}&order=${old.checkoutOrderId}`);
      else expect(told.html).toMatch(/redan taget.*inget dras/is);
      await eventually(async () => {
        const order = (await app.sandbox.orders()).find(({ order_id }) => order_id === old.checkoutOrderId);
        expect(order).toMatchObject({ status: 'CANCELLED' });
      });
      expect(await app.shop.history(link.id, 'order.duplicate_cancelled')).toContain(
        'payment_link.completed',
      );
      expect((await app.shop.link(link.id)).order).toMatchObject({ status: 'AUTHORIZED' });
    },
  );

  it('cancels the payment of the new one too, where that of the old one, unseen before, is heard of first', async () => {
    const { link, old, unseen, session } = await renewedOverUnseen();
    const paidWith = (await app.sandbox.sessions()).find(({ session_id }) => session_id === session)!;
    const { redirect_url: second } = await app.sandbox.consumer(session, 'pay');
    await app.sandbox.clearFaults();
    const readSecond = `GET /ordermanagement/v1/orders/${paidWith.checkout_order_id}`;
    await app.sandbox.faults([{ match: readSecond, kind: 'status', status: 404, times: 100 }]);

    await visit(unseen!);
    await eventually(async () =>
      expect(await app.shop.link(link.id)).toMatchObject({ order: { id: old.checkoutOrderId } }),
    );
    await app.sandbox.clearFaults();
    const told = await visit(second!);

    expect(told.html).toMatch(/redan taget.*inget dras/is);
    await app.shop.history(link.id, 'order.duplicate_cancelled');
    const order = (await app.sandbox.orders()).find(
      ({ order_id }) => order_id === paidWith.checkout_order_id,
    );
    expect(order).toMatchObject({ status: 'CANCELLED' });
    expect((await app.shop.link(link.id)).order).toMatchObject({ status: 'AUTHORIZED' });
  });

  it('refunds the second payment where it was captured by itself, and tells that', async () => {
    const { link, old, unseen, session } = await renewedOverUnseen({ autoCapture: true });
    await app.sandbox.consumer(session, 'pay');
    await app.shop.outcome(link.id);
    await app.sandbox.clearFaults();
    const inTheWay = `POST /ordermanagement/v1/orders/${old.checkoutOrderId}/refunds`;
    await app.sandbox.faults([{ match: inTheWay, kind: 'lost_reply' }]);

    await visit(unseen!);

    const log = await app.shop.log(link.id, 'order.duplicate_refunded');
    expect(log.filter(({ type }) => type.startsWith('order.duplicate'))).toMatchObject([
      { data: { orderId: old.checkoutOrderId, amount: 19_800, currency: 'SEK' } },
    ]);
    const order = (await app.sandbox.orders()).find(({ order_id }) => order_id === old.checkoutOrderId);
    expect(order).toMatchObject({ captured_amount: 19_800, refunded_amount: 19_800 });
    expect((await app.shop.link(link.id)).order).toMatchObject({ status: 'CAPTURED' });
  });

  it('tells of a second payment also where the provider does not cancel it', async () => {
    const { link, old, unseen, session } = await renewedOverUnseen();
    await app.sandbox.consumer(session, 'pay');
    await app.shop.outcome(link.id);
    await app.sandbox.clearFaults();
    const cancels = `POST /ordermanagement/v1/orders/${old.checkoutOrderId}/cancel`;
    await app.sandbox.faults([{ match: cancels, kind: 'status', status: 403 }]);

    await visit(unseen!);

    const log = await app.shop.log(link.id, 'order.duplicate_cancel_rejected');
    expect(log.at(-1)).toMatchObject({
      data: { orderId: old.checkoutOrderId, failure: expect.stringContaining('Injected fault') },
    });
    // Named again, it is tried again.
    await visit(unseen!);
    await app.shop.history(link.id, 'order.duplicate_cancelled');
  });

  it('believes no browser that only says what it paid', async () => {
    const [link, other] = [await app.shop.anOpenLink(), await app.shop.anOpenLink()];
    const { redirect_url } = await app.sandbox.consumer(link.session.id, 'pay');
    const forged = [other.session.checkoutOrderId, 'unknown', '%00', 'a&order=b'];

    for (const order of forged)
      expect((await visit(`${redirect_url!.split('?')[0]}?order=${order}`)).html).toMatch(/<h1>Tack/);
  });

  it('is known to be paid also where the first push comes before the order is to be seen', async () => {
    const link = await app.shop.anOpenLink();
    await advanceTo(Date.parse(link.session.expiresAt) - 2_000);
    await app.sandbox.callbacks({ deliver: false });
    const read = `GET /ordermanagement/v1/orders/${link.session.checkoutOrderId}`;
    await app.sandbox.faults([{ match: read, kind: 'status', status: 404, times: 2 }]);
    await app.sandbox.consumer(link.session.id, 'pay');
    await advanceTo(Date.parse(link.session.expiresAt) + 1_000);
    await eventually(async () =>
      expect((await app.shop.outcome(link.id)).session.status).toMatch(/EXPIRED|COMPLETED/),
    );

    await app.sandbox.callbacks({ deliver: true });
    await advanceTo((await app.sandbox.now()).getTime() + 3 * HOUR * 1000);
    await advanceTo((await app.sandbox.now()).getTime() + 3 * HOUR * 1000);

    await eventually(async () =>
      expect(await app.shop.link(link.id)).toMatchObject({
        status: 'COMPLETED',
        order: { id: link.session.checkoutOrderId },
      }),
    );
  });
});

import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { SandboxRefusal } from '../support/sandbox.js';
import type { Link, Shop } from '../support/shop.js';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const SESSION_HOURS = 47;

describe('time', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  beforeEach(() => app.sandbox.callbacks({ deliver: true }));
  afterAll(() => app.stop());

  const inSeconds = async (seconds: number): Promise<string> =>
    new Date((await app.sandbox.now()).getTime() + seconds * 1000).toISOString();
  const becomes = (id: string, expected: object): Promise<Link> =>
    eventually(async () => {
      const link = await shop.link(id);
      expect(link).toMatchObject(expected);
      return link;
    });
  const outliveSession = () => app.sandbox.advance((SESSION_HOURS + 1) * HOUR_SECONDS);

  describe('ends a hosted session after 47 hours', () => {
    it('and not the offer, where that has no end', async () => {
      const { id } = await shop.anOpenLink();

      await outliveSession();

      await becomes(id, { status: 'OPEN', session: { status: 'EXPIRED' } });
      const nodes = await shop.log(id, 'session.status_changed');
      expect(nodes.at(-1)).toMatchObject({
        type: 'session.status_changed',
        status: 'OPEN',
        sessionStatus: 'EXPIRED',
        data: { to: 'EXPIRED' },
      });
    });

    it('and the same address then leads to a new one, which can be paid', async () => {
      const { id, url, session } = await shop.anOpenLink();
      await outliveSession();
      await becomes(id, { session: { status: 'EXPIRED' } });

      const opened = await visit(url);

      const renewed = await shop.link(id);
      expect(opened).toMatchObject({ status: 302, location: renewed.session.redirectUrl });
      expect(renewed).toMatchObject({ status: 'OPEN', url, session: { status: 'WAITING' } });
      expect(renewed.session.id).not.toBe(session.id);
      await app.sandbox.consumer(renewed.session.id, 'pay');
      expect(await shop.outcome(id)).toMatchObject({
        status: 'COMPLETED',
        order: { id: renewed.session.checkoutOrderId },
      });
    });

    it('and those who open it at once get the same new one', async () => {
      const { id, url } = await shop.anOpenLink();
      await outliveSession();
      await becomes(id, { session: { status: 'EXPIRED' } });
      const before = (await app.sandbox.requests()).length;

      const visits = await Promise.all(Array.from({ length: 6 }, () => visit(url)));

      expect(new Set(visits.map(({ location }) => location)).size).toBe(1);
      expect(visits.map(({ status }) => status)).toEqual(Array(6).fill(302));
      const made = (await app.sandbox.requests())
        .slice(before)
        .filter(({ method, path }) => method === 'POST' && path === '/hpp/v1/sessions');
      expect(made).toHaveLength(1);
    });

    it('and is opened at the last minute: a session with time to pay is there', async () => {
      const { id, url } = await shop.anOpenLink();
      await app.sandbox.advance(SESSION_HOURS * HOUR_SECONDS - 20);
      await eventually(async () => {
        const opened = await visit(url);
        const { session } = await shop.link(id);
        expect(opened.location).toBe(session.redirectUrl);
        const left = Date.parse(session.expiresAt) - (await app.sandbox.now()).getTime();
        expect(left).toBeGreaterThan(HOUR_SECONDS * 1000);
      });
    });

    it('and is told so that nobody is left waiting: paid in its last minutes it is paid', async () => {
      await app.sandbox.callbacks({ deliver: false });
      const { id, session } = await shop.anOpenLink();
      await app.sandbox.advance(SESSION_HOURS * HOUR_SECONDS - 5 * MINUTE_SECONDS);
      await app.sandbox.consumer(session.id, 'pay');

      await app.sandbox.advance(2 * HOUR_SECONDS);

      await becomes(id, { status: 'COMPLETED', session: { status: 'COMPLETED' } });
    });
  });

  describe('ends an offer at expiresAt', () => {
    it('and its session at the provider with it', async () => {
      const { id, url, session } = await shop.anOpenLink({ expiresAt: await inSeconds(2 * HOUR_SECONDS) });

      await app.sandbox.advance(2 * HOUR_SECONDS + 1);

      await becomes(id, { status: 'EXPIRED', session: { status: 'DISABLED' } });
      await expect(app.sandbox.consumer(session.id, 'pay')).rejects.toBeInstanceOf(SandboxRefusal);
      expect(await visit(url)).toMatchObject({ status: 410, type: expect.stringMatching('text/html') });
      const history = await shop.history(id, 'payment_link.expired');
      expect(history.filter((type) => type === 'payment_link.expired')).toHaveLength(1);
    });

    it('and no sooner', async () => {
      const { id, url } = await shop.anOpenLink({ expiresAt: await inSeconds(2 * HOUR_SECONDS) });

      await app.sandbox.advance(2 * HOUR_SECONDS - 10 * MINUTE_SECONDS);

      expect(await visit(url)).toMatchObject({ status: 302 });
      expect(await shop.outcome(id)).toMatchObject({ status: 'OPEN' });
    });

    it('and past the end of its session it is expired as well', async () => {
      const { id } = await shop.anOpenLink({ expiresAt: await inSeconds(60 * HOUR_SECONDS) });
      await outliveSession();
      await becomes(id, { status: 'OPEN', session: { status: 'EXPIRED' } });

      await app.sandbox.advance(13 * HOUR_SECONDS);

      await becomes(id, { status: 'EXPIRED' });
    });

    it('and what was paid before stays paid, though nobody had heard of it', async () => {
      await app.sandbox.callbacks({ deliver: false });
      const { id, session } = await shop.anOpenLink({ expiresAt: await inSeconds(HOUR_SECONDS) });
      await app.sandbox.consumer(session.id, 'pay');

      await app.sandbox.advance(HOUR_SECONDS + 1);

      await becomes(id, { status: 'COMPLETED', order: { status: 'AUTHORIZED' } });
      expect(await shop.history(id, 'order.authorized')).not.toContain('payment_link.expired');
    });

    it('and it can be neither sent nor disabled any more', async () => {
      const { id } = await shop.anOpenLink({ expiresAt: await inSeconds(HOUR_SECONDS) });
      await app.sandbox.advance(HOUR_SECONDS + 1);
      await becomes(id, { status: 'EXPIRED' });

      const [sent, disabled] = await Promise.all([
        shop.send(id, { method: 'EMAIL', email: 'anna@example.com' }),
        shop.disable({ paymentLinkId: id }),
      ]);

      for (const answer of [sent, disabled])
        expect(answer).toMatchObject({ __typename: 'NotAllowed', paymentLink: { id, status: 'EXPIRED' } });
    });
  });

  it('that passes is told to those who follow the link, within a second', async () => {
    const { id } = await shop.anOpenLink({ expiresAt: await inSeconds(HOUR_SECONDS) });
    const follower = shop.follow(id);
    await follower.until(({ status }) => status === 'OPEN');

    await app.sandbox.advance(HOUR_SECONDS + 1);
    const advancedAt = Date.now();

    await follower.until(({ status }) => status === 'EXPIRED');
    // A second to be at the new time, and what a busy machine takes to do what has fallen due.
    expect(Date.now() - advancedAt).toBeLessThan(3_000);
    follower.stop();
  });
});

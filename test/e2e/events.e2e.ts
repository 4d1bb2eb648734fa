import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import type { Link, LinkEvent, Shop } from '../support/shop.js';

const cursor = (place: string): string => Buffer.from(place).toString('base64url');

describe('following what happens', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());

  const pay = ({ session }: Link) => app.sandbox.consumer(session.id, 'pay');
  const isOf = (id: string, type: string) => (event: LinkEvent) =>
    event.paymentLinkId === id && event.type === type;
  const wholeLog = async (): Promise<LinkEvent[]> => (await shop.events({ first: 500 })).nodes;

  describe('one link', () => {
    it('gives its state first, then every change', async () => {
      const link = await shop.anOpenLink();
      const follower = shop.follow(link.id);

      const first = await follower.until(() => true);
      await pay(link);
      await follower.until(({ status, order }) => status === 'COMPLETED' && order !== null);

      expect(first).toMatchObject({ id: link.id, status: 'OPEN', session: { status: 'WAITING' } });
      follower.stop();
    });

    it('gives the state at once to one who comes late', async () => {
      const link = await shop.anOpenLink();
      await shop.disable({ paymentLinkId: link.id });

      const late = shop.follow(link.id);

      expect(await late.until(() => true)).toMatchObject({ status: 'DISABLED' });
      late.stop();
    });

    it('says that there is none', async () => {
      const follower = shop.follow('00000000-0000-4000-8000-000000000000');

      await expect(follower.until(() => true)).rejects.toThrow('NOT_FOUND');
    });

    it('tells nothing of other links', async () => {
      const [link, other] = [await shop.anOpenLink(), await shop.anOpenLink()];
      const follower = shop.follow(link.id);
      await follower.until(() => true);

      await shop.disable({ paymentLinkId: other.id });
      await shop.disable({ paymentLinkId: link.id });
      await follower.until(({ status }) => status === 'DISABLED');

      expect(new Set(follower.events.map(({ id }) => id))).toEqual(new Set([link.id]));
      follower.stop();
    });
  });

  describe('the event log, live', () => {
    it('begins now where no cursor is given', async () => {
      const before = await shop.anOpenLink();
      await shop.log(before.id, 'payment_link.created');
      const follower = shop.followEvents();
      // Attached once it tells what happens.
      const link = await eventually(async () => {
        const made = await shop.anOpenLink();
        await expect(follower.until(isOf(made.id, 'payment_link.created'))).resolves.toBeDefined();
        return made;
      });

      await pay(link);
      await follower.until(isOf(link.id, 'order.acknowledged'));

      const told = follower.events.filter(({ paymentLinkId }) => paymentLinkId === link.id);
      expect(told.map(({ type }) => type)).toEqual(await shop.history(link.id));
      expect(told.at(-1)).toMatchObject({ status: 'COMPLETED', sessionStatus: 'COMPLETED' });
      expect(follower.events.some(({ paymentLinkId }) => paymentLinkId === before.id)).toBe(false);
      follower.stop();
    });

    it('tells everything after a cursor, then what happens, once and in order', async () => {
      const first = await shop.anOpenLink();
      const { cursor } = (await shop.log(first.id, 'payment_link.created'))[0]!;
      const missed = await Promise.all(Array.from({ length: 4 }, () => shop.anOpenLink()));

      const follower = shop.followEvents({ after: cursor });
      const live = await Promise.all(Array.from({ length: 4 }, () => shop.anOpenLink()));
      for (const { id } of [...missed, ...live]) await follower.until(isOf(id, 'payment_link.created'));

      const log = (await shop.events({ after: cursor, first: 500 })).nodes;
      expect(follower.events.slice(0, log.length).map(({ id }) => id)).toEqual(log.map(({ id }) => id));
      expect(follower.events.some(({ paymentLinkId }) => paymentLinkId === first.id)).toBe(false);
      follower.stop();
    });

    it('goes on where it was left, without a gap or a repeat', async () => {
      const links = await Promise.all(Array.from({ length: 3 }, () => shop.anOpenLink()));
      const before = shop.followEvents({ after: 'start' });
      await before.until(isOf(links[2]!.id, 'payment_link.created'));
      before.stop();
      const seen = [...before.events];

      await Promise.all(links.map(pay));
      await Promise.all(links.map(({ id }) => shop.outcome(id)));
      const after = shop.followEvents({ after: seen.at(-1)!.cursor });
      for (const { id } of links) await after.until(isOf(id, 'order.acknowledged'));

      const told = [...seen, ...after.events].map(({ id }) => id);
      expect(told).toEqual((await wholeLog()).map(({ id }) => id).slice(0, told.length));
      expect(new Set(told).size).toBe(told.length);
      after.stop();
    });

    it('loses none of many that happen at once, to many who follow', async () => {
      const followers = Array.from({ length: 5 }, () => shop.followEvents({ after: 'start' }));

      const links = await Promise.all(Array.from({ length: 12 }, () => shop.anOpenLink()));
      await Promise.all(links.slice(0, 6).map(({ id }) => shop.disable({ paymentLinkId: id })));

      const log = await eventually(async () => {
        const all = await wholeLog();
        expect(all.filter(({ type }) => type === 'payment_link.disabled').length).toBeGreaterThanOrEqual(6);
        return all;
      });
      for (const follower of followers) {
        await follower.until(({ id }) => id === log.at(-1)!.id);
        expect(follower.events.slice(0, log.length).map(({ id }) => id)).toEqual(log.map(({ id }) => id));
        follower.stop();
      }
    });

    it('is narrowed by link, type and status', async () => {
      const [link, other] = [await shop.anOpenLink(), await shop.anOpenLink()];
      const byLink = shop.followEvents({ after: 'start', filter: { paymentLinkIds: [link.id] } });
      const byType = shop.followEvents({ after: 'start', filter: { types: ['payment_link.disabled'] } });
      const byStatus = shop.followEvents({ after: 'start', filter: { status: ['DISABLED'] } });

      await shop.disable({ paymentLinkId: other.id });
      await shop.disable({ paymentLinkId: link.id });

      for (const follower of [byLink, byType, byStatus])
        await follower.until(isOf(link.id, 'payment_link.disabled'));
      expect(new Set(byLink.events.map(({ paymentLinkId }) => paymentLinkId))).toEqual(new Set([link.id]));
      expect(new Set(byType.events.map(({ type }) => type))).toEqual(new Set(['payment_link.disabled']));
      expect(new Set(byStatus.events.map(({ status }) => status))).toEqual(new Set(['DISABLED']));
      [byLink, byType, byStatus].forEach((follower) => follower.stop());
    });

    it('is empty where the filter names what is no link', async () => {
      const { id } = await shop.anOpenLink();

      const { nodes } = await shop.events({ filter: { paymentLinkIds: ['no link', id.toUpperCase()] } });

      expect(nodes).toEqual([]);
    });

    it('refuses a type that there is not, and names those that there are', async () => {
      const filter = { types: ['payment_link.payed'] };
      const follower = shop.followEvents({ filter });

      await expect(follower.until(() => true)).rejects.toThrow(/payment_link\.completed/);
      expect(await shop.tryToRead('events', { filter })).toMatchObject({
        errors: [
          {
            message: expect.stringContaining('payment_link.completed'),
            extensions: { code: 'INVALID_INPUT', faults: [{ path: 'types' }] },
          },
        ],
      });
    });

    it('refuses a cursor that is none', async () => {
      const follower = shop.followEvents({ after: 'yesterday' });

      await expect(follower.until(() => true)).rejects.toThrow('INVALID_CURSOR');
    });
  });

  describe('the event log, polled', () => {
    it('is read page by page to its end, and on from there', async () => {
      for (let i = 0; i < 3; i++) await shop.anOpenLink();
      const all = await wholeLog();
      const read: LinkEvent[] = [];
      let after: string | undefined = 'start';

      for (let hasNextPage = true; hasNextPage;) {
        const page: Awaited<ReturnType<Shop['events']>> = await shop.events({ after, first: 2 });
        read.push(...page.nodes);
        ({ hasNextPage, endCursor: after } = page.pageInfo);
      }
      const nothing = await shop.events({ after });
      const link = await shop.anOpenLink();
      const more = await eventually(async () => {
        const page = await shop.events({ after });
        expect(page.nodes).not.toEqual([]);
        return page;
      });

      expect(read.slice(0, all.length)).toEqual(all);
      expect(nothing).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: after } });
      expect(more.nodes).toMatchObject([{ type: 'payment_link.created', paymentLinkId: link.id }]);
    });

    it('begins at its first event without a cursor as with "start"', async () => {
      const [plain, start] = await Promise.all([
        shop.events({ first: 3 }),
        shop.events({ first: 3, after: 'start' }),
      ]);

      expect(plain).toEqual(start);
    });

    it('keeps what each event changed, as it stood then', async () => {
      const link = await shop.anOpenLink({ reference: 'E-1' });
      await shop.disable({ paymentLinkId: link.id });

      const nodes = await shop.log(link.id, 'payment_link.disabled');

      expect(nodes[0]).toMatchObject({
        type: 'payment_link.created',
        status: 'OPEN',
        sessionStatus: 'WAITING',
        data: { reference: 'E-1', amount: 19_800, currency: 'SEK', session: { id: link.session.id } },
      });
    });

    it.each([
      ['a cursor that is none', { after: 'yesterday' }, 'INVALID_CURSOR'],
      [
        'a cursor beyond what transactions count to',
        { after: cursor('18446744073709551616.1') },
        'INVALID_CURSOR',
      ],
      ['a cursor beyond what events count to', { after: cursor('1.9223372036854775808') }, 'INVALID_CURSOR'],
      ['an empty page', { first: 0 }, 'BAD_USER_INPUT'],
      ['a page that is too long', { first: 100_000 }, 'BAD_USER_INPUT'],
    ])('refuses %s', async (_, variables, code) => {
      const answer = await shop.tryToRead('events', variables);

      expect(answer.errors).toMatchObject([{ extensions: { code } }]);
    });
  });
});

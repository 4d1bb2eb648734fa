import { linksByOrder } from '../chaos/truth.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const HOUR = 3600;

describe('a link printed on an invoice', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  /** Opens it as a browser does: where it is led to. */
  const open = async (url: string): Promise<{ status: number; page: string | null }> => {
    const response = await fetch(url, { redirect: 'manual' });
    return { status: response.status, page: response.headers.get('location') };
  };

  /** The backend follows the sandbox's clock within a second. */
  const advance = async (seconds: number): Promise<void> => {
    const now = await app.sandbox.advance(seconds);
    await eventually(async () => {
      const { createdAt } = await app.shop.anOpenLink();
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(now.getTime());
    });
  };

  it.each([
    ['an hour', 1 * HOUR, false],
    ['46 hours', 46 * HOUR, false],
    ['47 and a half hours', 47.5 * HOUR, true],
    ['30 days', 30 * 24 * HOUR, true],
  ])('is payable after %s, on one session only', async (_, seconds, isRenewed) => {
    const link = await app.shop.anOpenLink();
    await advance(seconds);

    const opened = await open(link.url);
    const now = await app.shop.link(link.id);

    expect(opened).toEqual({ status: 302, page: now.session.redirectUrl });
    expect(now.session.id !== link.session.id).toBe(isRenewed);
    expect(await payable(link.id)).toEqual([now.session.id]);
    if (isRenewed)
      await expect(app.sandbox.consumer(link.session.id, 'pay')).rejects.toMatchObject({ status: 409 });
    await app.sandbox.consumer(now.session.id, 'pay');
    expect((await app.shop.outcome(link.id)).status).toBe('COMPLETED');
    expect(await payable(link.id)).toEqual([]);
  });

  it('is payable at every age of one and the same link, on one session at a time', async () => {
    const link = await app.shop.anOpenLink();
    const sessions: string[] = [];
    let age = 0;
    for (const hours of [0, 1, 46, 47.5, 30 * 24]) {
      await advance((hours - age) * HOUR);
      age = hours;

      const opened = await open(link.url);

      const { session } = await app.shop.link(link.id);
      expect(opened).toEqual({ status: 302, page: session.redirectUrl });
      expect(await payable(link.id)).toEqual([session.id]);
      sessions.push(session.id);
    }
    const [first, second, third] = [...new Set(sessions)];
    expect(sessions).toEqual([first, first, first, second, third]);
    await eventually(async () => {
      const types = await app.shop.history(link.id);
      expect(types.filter((type) => type === 'session.renewed')).toHaveLength(2);
    });
  });

  it('leads four who open it at the same instant to the same new session', async () => {
    const link = await app.shop.anOpenLink();
    await advance(48 * HOUR);
    const before = await madeSessions();

    const pages = await Promise.all(Array.from({ length: 4 }, () => open(link.url)));

    const { session } = await app.shop.link(link.id);
    expect(pages).toEqual(Array(4).fill({ status: 302, page: session.redirectUrl }));
    expect(await madeSessions()).toBe(before + 1);
    expect(await payable(link.id)).toEqual([session.id]);
    expect(await open(link.url)).toEqual({ status: 302, page: session.redirectUrl });
  });

  it('ends the old session before it makes the new one, in the last minute too', async () => {
    const link = await app.shop.anOpenLink();
    const { session } = await app.shop.link(link.id);
    const now = await app.sandbox.now();
    await advance((Date.parse(session.expiresAt) - now.getTime()) / 1000 - 30);

    const opened = await open(link.url);

    expect(opened.status).toBe(302);
    expect(opened.page).not.toBe(session.redirectUrl);
    await expect(app.sandbox.consumer(session.id, 'pay')).rejects.toMatchObject({ status: 409 });
    expect(await payable(link.id)).toHaveLength(1);
    const ends = `DELETE /hpp/v1/sessions/${session.id}`;
    const calls = (await app.sandbox.requests()).map(({ method, path }) => `${method} ${path}`);
    expect(calls.indexOf(ends)).toBeGreaterThan(0);
    expect(calls.indexOf(ends)).toBeLessThan(calls.lastIndexOf('POST /hpp/v1/sessions'));
  });

  /** The provider's word: every session of the link that whoever has its address could pay. */
  const payable = async (id: string): Promise<string[]> => {
    const linkOf = linksByOrder(await app.sandbox.requests());
    return (await app.sandbox.sessions())
      .filter(
        ({ checkout_order_id, offers }) => linkOf.get(checkout_order_id) === id && offers.includes('pay'),
      )
      .map(({ session_id }) => session_id);
  };

  const madeSessions = async (): Promise<number> =>
    (await app.sandbox.requests()).filter(
      ({ method, path }) => method === 'POST' && path === '/hpp/v1/sessions',
    ).length;
});

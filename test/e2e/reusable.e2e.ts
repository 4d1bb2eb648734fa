import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';

import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { AMOUNT, aLine } from '../support/shop.js';

/** As many more consumers as this one, with a page each: $1 the printed link, $2 how many. */
const CROWD = `WITH one AS (SELECT * FROM payment_links WHERE parent_id = $1 LIMIT 1),
  crowd AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $2) n),
  links AS (
    INSERT INTO payment_links SELECT link.* FROM one, crowd, jsonb_populate_record(NULL::payment_links,
      to_jsonb(one) || jsonb_build_object('id', crowd.id, 'code', one.code || n, 'next_check_at', NULL)) link
    RETURNING id
  )
  INSERT INTO hosted_sessions SELECT made.* FROM one JOIN hosted_sessions session ON payment_link_id = one.id, crowd,
    jsonb_populate_record(NULL::hosted_sessions, to_jsonb(session) || jsonb_build_object('id', crowd.id,
      'payment_link_id', crowd.id, 'session_id', crowd.id, 'checkout_order_id', crowd.id)) made`;

const POSTER = `query ($id: ID!) {
  paymentLink(id: $id) { status maxPayments paymentCount payments { id status parent { id } order { id status } } }
}`;

interface Poster {
  status: string;
  paymentCount: number;
  payments: { id: string; status: string; parent: { id: string }; order: { id: string; status: string } }[];
}

describe('a link that many consumers pay', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const poster = async (id: string): Promise<Poster> =>
    (await app.merchant.request<{ paymentLink: Poster }>(POSTER, { id })).paymentLink;

  /** A phone that scans the code: where it was led, and what it remembers. */
  const scan = async (url: string, cookie = '') => {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    return {
      status: response.status,
      page: response.headers.get('location'),
      cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    };
  };
  const sessionAt = async (page: string | null) => {
    const { sessions } = (await (await fetch(`${app.sandbox.url}/sandbox/sessions`)).json()) as {
      sessions: { session_id: string; redirect_url: string; status: string }[];
    };
    return sessions.find(({ redirect_url }) => redirect_url === page)!;
  };
  const sessionOf = async (page: string | null): Promise<string> => (await sessionAt(page)).session_id;
  /** Ended by us, with nobody having tried to pay. */
  const isEnded = (page: string | null): Promise<void> =>
    eventually(async () => expect((await sessionAt(page)).status).toBe('DISABLED'));
  const scanAndPay = async (url: string): Promise<void> => {
    const { page } = await scan(url);
    await app.sandbox.consumer(await sessionOf(page), 'pay');
  };

  it('gives each consumer an order of their own, and the same consumer the same page', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 10, reference: 'POSTER' });

    const anna = await scan(link.url);
    const bo = await scan(link.url);
    const annaAgain = await scan(link.url, anna.cookie);

    expect([anna.status, bo.status, annaAgain.status]).toEqual([302, 302, 302]);
    expect(bo.page).not.toBe(anna.page);
    expect(annaAgain.page).toBe(anna.page);
  });

  it('counts exactly: of six who pay at once, four are taken and two authorizations are cancelled', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 4 });
    const pages = await Promise.all(Array.from({ length: 6 }, () => scan(link.url)));
    const sessions = await Promise.all(pages.map(({ page }) => sessionOf(page)));

    await Promise.all(sessions.map((session) => app.sandbox.consumer(session, 'pay')));

    await eventually(async () => {
      const { status, paymentCount, payments } = await poster(link.id);
      expect({ status, paymentCount }).toEqual({ status: 'COMPLETED', paymentCount: 4 });
      const orders = payments.map(({ order }) => order.status).sort();
      expect(orders).toEqual([
        'AUTHORIZED',
        'AUTHORIZED',
        'AUTHORIZED',
        'AUTHORIZED',
        'CANCELLED',
        'CANCELLED',
      ]);
    });
    expect((await scan(link.url)).status).toBe(410);
  });

  it('gives its payments page by page, oldest first', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 3 });
    for (let paid = 1; paid <= 3; paid++) {
      await scanAndPay(link.url);
      await eventually(async () => expect((await poster(link.id)).payments).toHaveLength(paid));
    }
    const page = async (after?: string): Promise<string | undefined> => {
      const query =
        'query ($id: ID!, $after: ID) { paymentLink(id: $id) { payments(first: 1, after: $after) { id } } }';
      const { paymentLink } = await app.merchant.request<{ paymentLink: Poster }>(query, {
        id: link.id,
        after,
      });
      expect(paymentLink.payments.length).toBeLessThanOrEqual(1);
      return paymentLink.payments[0]?.id;
    };

    const all = (await poster(link.id)).payments.map(({ id }) => id);
    const read = [await page(), await page(all[0]), await page(all[1])];

    expect(read).toEqual(all);
    expect(await page(all[2])).toBeUndefined();
    expect(await page('the last')).toBeUndefined();
  });

  it('shows to a token of one link neither the printed link nor the payments under it', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 4 });
    await scanAndPay(link.url);
    const { payments } = await eventually(async () => {
      const now = await poster(link.id);
      expect(now.payments).toHaveLength(1);
      return now;
    });
    const seen = async (id: string) => {
      const { clientToken } = await app.shop.link(id);
      const query = 'query ($id: ID!) { paymentLink(id: $id) { parent { id } payments { id } } }';
      return (await app.client(clientToken).request<{ paymentLink: object }>(query, { id })).paymentLink;
    };

    expect(await seen(link.id)).toEqual({ parent: null, payments: [] });
    expect(await seen(payments[0]!.id)).toEqual({ parent: null, payments: [] });
  });

  it.each([
    ['our own page', {}],
    [
      'the shop’s',
      { success: 'https://shop.example/yes', failure: 'https://shop.example/no?{{session_id}}&{{order_id}}' },
    ],
  ])('tells those whose payment was one too many that nothing is charged, on %s', async (_, redirectUrls) => {
    const link = await app.shop.anOpenLink({ maxPayments: 2, redirectUrls });
    const pages = await Promise.all(Array.from({ length: 3 }, () => scan(link.url)));
    const sessions = await Promise.all(pages.map(({ page }) => sessionOf(page)));

    const returns = await Promise.all(sessions.map((session) => app.sandbox.consumer(session, 'pay')));
    const shown = await Promise.all(returns.map(({ redirect_url }) => visit(redirect_url!)));

    const inVain = shown.filter(
      ({ html, location }) => /redan taget|inget dras/i.test(html) || /\/no/.test(location ?? ''),
    );
    const thanked = shown.filter(
      ({ html, location }) => /<h1>Tack/.test(html) || /\/yes/.test(location ?? ''),
    );
    expect([inVain.length, thanked.length]).toEqual([1, 2]);
    const { payments } = await eventually(async () => {
      const now = await poster(link.id);
      expect(now.payments.map(({ order }) => order.status)).toContain('CANCELLED');
      return now;
    });
    const cancelled = payments.find(({ order }) => order.status === 'CANCELLED')!.order.id;
    const location = inVain[0]!.location;
    if ('failure' in redirectUrls)
      expect(location).toBe(`https://shop.example/no?${sessions[shown.indexOf(inVain[0]!)]}&${cancelled}`);
    else expect(inVain[0]).toMatchObject({ status: 200, location: null });
  });

  it('still thanks who has paid, when the shop cancels their order later', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    const { redirect_url } = await app.sandbox.consumer(await sessionOf((await scan(link.url)).page), 'pay');
    await visit(redirect_url!);
    const payment = (await poster(link.id)).payments[0]!;
    await app.shop.cancelOrder({ paymentLinkId: payment.id });

    expect((await visit(redirect_url!)).html).toMatch(/<h1>Tack/);
  });

  it('ends the pages that others have open when the last payment is in, and when it is disabled', async () => {
    const full = await app.shop.anOpenLink({ maxPayments: 2 });
    const waiting = await scan(full.url);
    await scanAndPay(full.url);
    await scanAndPay(full.url);
    const disabled = await app.shop.anOpenLink({ maxPayments: 2 });
    const open = await scan(disabled.url);
    await app.shop.disable({ paymentLinkId: disabled.id });

    for (const { page } of [waiting, open]) await isEnded(page);
  });

  const inAMinute = async (): Promise<string> =>
    new Date((await app.sandbox.now()).getTime() + 60_000).toISOString();

  it('is offered at its new price to those who had the old page open as well', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    const anna = await scan(link.url);

    await app.shop.update({ paymentLinkId: link.id, orderLines: [aLine({ quantity: 3 })] });
    const annaAgain = await scan(link.url, anna.cookie);

    expect(annaAgain.page).not.toBe(anna.page);
    await isEnded(anna.page);
    await app.sandbox.consumer(await sessionOf(annaAgain.page), 'pay');
    const { payments } = await eventually(async () => {
      const now = await poster(link.id);
      expect(now.payments).toHaveLength(1);
      return now;
    });
    expect((await app.shop.link(payments[0]!.id)).order.orderAmount.amount).toBe(29_700);
  });

  it('ends for everybody at the end that it was given later', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    const anna = await scan(link.url);

    await app.shop.update({ paymentLinkId: link.id, expiresAt: await inAMinute() });
    const annaAgain = await scan(link.url, anna.cookie);
    await app.sandbox.advance(61);

    await eventually(async () => expect((await poster(link.id)).status).toBe('EXPIRED'));
    for (const { page } of [anna, annaAgain]) await isEnded(page);
  });

  it('ends with its offer what has no end of its own', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2, expiresAt: await inAMinute() });
    const { page } = await scan(link.url);
    await app.database.query('UPDATE payment_links SET expires_at = NULL WHERE parent_id = $1', [link.id]);

    await app.sandbox.advance(61);

    await isEnded(page);
  });

  it('still counts those who paid while it was being changed', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    const session = await sessionOf((await scan(link.url)).page);
    // The payment is found out at the provider.
    await app.sandbox.callbacks({ deliver: false });
    await app.sandbox.consumer(session, 'pay');

    await app.shop.update({ paymentLinkId: link.id, orderLines: [aLine({ quantity: 3 })] });

    const { payments } = await eventually(async () => {
      const now = await poster(link.id);
      expect(now).toMatchObject({ paymentCount: 1, payments: [{ status: 'COMPLETED' }] });
      return now;
    });
    expect((await app.shop.link(payments[0]!.id)).order.orderAmount.amount).toBe(AMOUNT);
    expect(await app.shop.history(payments[0]!.id, 'order.authorized')).not.toContain('order.amount_differs');
    await app.sandbox.callbacks({ deliver: true });
  });

  it('gives a page anew to those who come back after theirs has run out, and keeps the old one no longer', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    const anna = await scan(link.url);

    await app.sandbox.advance(48 * 3600);
    await eventually(async () => {
      const own = 'SELECT status FROM payment_links WHERE parent_id = $1';
      expect(await app.database.query(own, [link.id])).toEqual([{ status: 'EXPIRED' }]);
    });
    const annaAgain = await scan(link.url, anna.cookie);

    expect(annaAgain.page).not.toBe(anna.page);
    await app.sandbox.consumer(await sessionOf(annaAgain.page), 'pay');
    await eventually(async () =>
      expect(await poster(link.id)).toMatchObject({ status: 'OPEN', paymentCount: 1 }),
    );
  });

  it('is opened by a thousand at a time, however many came and went without paying', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    await scan(link.url);
    await app.database.query(CROWD, [link.id, 999]);
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const [crowded, crowdedYet] = [await scan(link.url), await scan(link.url)];
    const warnings = warn.mock.calls.filter(([text]) => String(text).includes(link.id));
    warn.mockRestore();

    await app.database.query(
      `UPDATE hosted_sessions SET expires_at = $2
       WHERE payment_link_id IN (SELECT id FROM payment_links WHERE parent_id = $1)`,
      [link.id, await app.sandbox.now()],
    );
    const later = await scan(link.url);

    expect([crowded.status, crowdedYet.status, later.status]).toEqual([503, 503, 302]);
    expect(warnings).toHaveLength(1);
  });

  it('makes room in a crowd by ending the page that was given out first and that nobody has opened', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    const first = await scan(link.url);
    await app.database.query(CROWD, [link.id, 999]);
    await app.database.query(
      `UPDATE hosted_sessions SET created_at = created_at - interval '61 minutes' WHERE session_id = $1`,
      [await sessionOf(first.page)],
    );

    const next = await scan(link.url);

    expect(next.status).toBe(302);
    await isEnded(first.page);
    // The others were given out just now.
    expect((await scan(link.url)).status).toBe(503);
  });

  it('is captured payment by payment', async () => {
    const link = await app.shop.anOpenLink({ maxPayments: 2 });
    await scanAndPay(link.url);
    const payment = await eventually(async () => {
      const { payments } = await poster(link.id);
      expect(payments).toHaveLength(1);
      return payments[0]!;
    });

    expect(payment.parent.id).toBe(link.id);
    const refusal = await app.shop.capture({ paymentLinkId: link.id });
    expect(refusal).toMatchObject({ __typename: 'NotAllowed', message: expect.stringContaining('payments') });
    expect(await app.shop.capture({ paymentLinkId: payment.id })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is not made with auto-capture, since a payment too many has to be cancelled', async () => {
    const result = await app.shop.create({ maxPayments: 2, autoCapture: true });
    expect(result).toMatchObject({ __typename: 'InvalidInput', faults: [{ path: 'autoCapture' }] });
  });
});

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { BLOMSTERHUSET, PAGE_LOCALES, PageScenes, updateMerchant } from '../support/pages.js';
import { modulesInSvg, modulesOf } from '../support/qr-code.js';
import { type Link, aLine } from '../support/shop.js';

const spaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the pages that consumers meet', () => {
  let app: TestApp;
  let scenes: PageScenes;

  beforeAll(async () => {
    app = await startApp();
    scenes = new PageScenes(app);
    await updateMerchant(app, BLOMSTERHUSET);
  });
  afterAll(() => app.stop());
  afterEach(() => scenes.mend());

  const open = async (
    url: string,
    init: RequestInit = {},
  ): Promise<{ status: number; headers: Headers; html: string }> => {
    const response = await fetch(url, { redirect: 'manual', ...init });
    return { status: response.status, headers: response.headers, html: spaces(await response.text()) };
  };

  it.each([
    ['paid', 410, 'Redan betald'],
    ['expired', 410, 'Länken har gått ut'],
    ['disabled', 410, 'Inte längre tillgänglig'],
    ['cancelled', 410, 'Avbruten'],
    ['notMade', 410, 'Länken fungerar inte'],
    ['inAMoment', 503, 'Ett ögonblick'],
    ['confirming', 200, 'Din betalning bekräftas'],
    ['thankYou', 200, 'Tack'],
    ['taken', 200, 'Erbjudandet var redan taget'],
    ['back', 200, 'Inte betald än'],
    ['left', 200, 'Inte betald'],
    ['declined', 200, 'Betalningen nekades'],
    ['error', 200, 'Något gick fel'],
    ['asked', 200, 'Din förfrågan är skickad'],
  ] as const)('%s: in the link’s language and the shop’s looks', async (name, status, title) => {
    const page = await open(await scenes[name]());

    expect(page.status).toBe(status);
    expect(page.html).toContain('<html lang="sv">');
    expect(page.html).toContain(`<h1>${title}</h1>`);
    expect(page.html).toContain('Blomsterhuset');
    expect(page.html).toContain('--brand: #0b6e4f; --on-brand: #ffffff');
    expect(page.html).toContain('mailto:hej@blomster.example');
    expect(page.html).not.toMatch(/<script/);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-/),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
    });
  });

  it.each([
    ['thankYou', 6_000],
    ['taken', 6_000],
    ['disabled', 6_000],
    ['print', 16_000],
  ] as const)('%s: is one request of at most %i bytes, without script', async (name, maxBytes) => {
    const { html } = await open(await scenes[name]());

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(maxBytes);
    expect(html).not.toMatch(/<script|<link|@import|url\(|\son\w+=/i);
  });

  it('asks again by itself where there is something to wait for', async () => {
    const waiting = await open(await scenes.inAMoment());
    await scenes.mend();
    const confirming = await open(await scenes.confirming());

    for (const { headers } of [waiting, confirming])
      expect(Object.fromEntries(headers)).toMatchObject({ 'retry-after': '5', refresh: '5' });
  });

  it('leads back to paying from where it was left, declined or went wrong', async () => {
    for (const name of ['back', 'left', 'declined', 'error'] as const) {
      const url = await scenes[name]();
      const { html } = await open(url);
      expect(html).toContain(`<a class="button" href="${url.replace(/\/return\/.*/, '')}">`);
    }
  });

  it('thanks with what was bought, as the locale writes it', async () => {
    const url = await scenes
      .thankYou({
        reference: 'A-1001',
        orderLines: [
          aLine({ name: 'Ullstrumpor <b>', unitPrice: 99_950 }),
          aLine({ type: 'SHIPPING_FEE', name: 'Frakt', quantity: 1, unitPrice: 4_900 }),
        ],
      })
      .catch((error: Error) => error.message);
    expect(url).toMatch(/InvalidInput/);

    const { html } = await open(
      await scenes.thankYou({
        reference: 'A-1001',
        orderLines: [
          aLine({ name: 'Ullstrumpor & "vantar"', unitPrice: 99_950 }),
          aLine({ type: 'SHIPPING_FEE', name: 'Frakt', quantity: 1, unitPrice: 4_900 }),
        ],
      }),
    );

    expect(html).toContain('2 × Ullstrumpor &amp; &quot;vantar&quot;</dt><dd>1 999,00 kr</dd>');
    expect(html).toContain('Frakt</dt><dd>49,00 kr</dd>');
    expect(html).toContain('Totalt</dt><dd>2 048,00 kr</dd>');
    expect(html).toContain('Varav moms</dt><dd>409,60 kr</dd>');
    expect(html).toContain('<dd>A-1001</dd>');
  });

  it('speaks the language of each link', async () => {
    const titles = new Set<string>();
    for (const [locale, country, currency] of PAGE_LOCALES) {
      const link = await app.shop.anOpenLink({ locale, country, currency });
      await app.shop.disable({ paymentLinkId: link.id });
      const { html } = await open(link.url, { headers: { 'accept-language': 'en' } });
      expect(html).toContain(`<html lang="${locale!.split('-')[0]}">`);
      titles.add(/<h1>(.*)<\/h1>/.exec(html)![1]!);
    }
    expect(titles.size).toBe(PAGE_LOCALES.length);
  });

  it.each([
    '',
    '/l',
    '/l/',
    '/l/%00',
    '/l/%27%20OR%201=1',
    '/l/AAAAAAAAAAAAAAAAAAAAAA/what',
    `/l/${'x'.repeat(90)}`,
  ])('says that an address is not known, in a language that the browser prefers: %p', async (path) => {
    const url = path === '' ? scenes.unknown() : `${app.url}${path}`;
    const page = await open(url, { headers: { 'accept-language': 'ja,da;q=0.8,en;q=0.5' } });

    expect(page.status).toBe(404);
    expect(page.html).toContain('<html lang="da">');
    expect(page.html).toContain('Linket er ukendt');
    expect(page.html).not.toContain('Blomsterhuset');
  });

  it('opens all the same where a slash was put behind the address', async () => {
    const { url, session } = await app.shop.anOpenLink();
    const { status, headers } = await open(`${url}/`);

    expect([status, headers.get('location')]).toEqual([302, session.redirectUrl]);
  });

  it('is a page also when we fail, and says nothing about why', async () => {
    const page = await open(await scenes.broken(), { headers: { 'accept-language': 'fi' } });

    expect(page.status).toBe(500);
    expect(page.html).toContain('Jokin meni vikaan');
    expect(page.html).not.toMatch(/hosted_sessions|relation|Error/);
  });

  describe('asking for a new link', () => {
    const ask = (url: string) => open(`${url}/new-link`, { method: 'POST' });
    const requests = async ({ id }: Pick<Link, 'id'>): Promise<string[]> =>
      (await app.shop.history(id)).filter((type) => type === 'link.requested_again');
    const aDisabledLink = async (): Promise<Link> => {
      const link = await app.shop.anOpenLink();
      await app.shop.disable({ paymentLinkId: link.id });
      return link;
    };

    it('is a plain form on the page of a link that has ended', async () => {
      const { html } = await open((await aDisabledLink()).url);

      expect(html).toMatch(/<form method="post" action="[^"]+\/new-link"><button[^>]*>Be om en ny länk</);
    });

    it('tells the merchant, once an hour', async () => {
      const link = await aDisabledLink();

      const answers = await Promise.all([ask(link.url), ask(link.url), ask(link.url)]);
      await app.shop.history(link.id, 'link.requested_again');
      const first = await requests(link);
      await app.sandbox.advance(3_601);
      const later = await eventually(async () => {
        await ask(link.url);
        const recorded = await requests(link);
        expect(recorded).not.toEqual(first);
        return recorded;
      });

      for (const { status, headers } of answers) {
        expect(status).toBe(303);
        expect(headers.get('location')).toBe(new URL(`${link.url}/new-link`).pathname);
      }
      expect(first).toHaveLength(1);
      expect(later).toHaveLength(2);
    });

    it('is not offered for what is paid or can be paid, and not recorded there', async () => {
      const payable = await app.shop.anOpenLink();
      const paid = await scenes.paid();

      await ask(payable.url);
      const asked = await open(`${payable.url}/new-link`);

      expect(await requests(payable)).toEqual([]);
      expect([asked.status, asked.headers.get('location')]).toEqual([303, new URL(payable.url).pathname]);
      expect((await open(paid)).html).not.toContain('<form');
    });

    it('is not offered or recorded where the merchant does not want it', async () => {
      const link = await aDisabledLink();
      await updateMerchant(app, { asksForNewLink: false });

      await ask(link.url);
      const { html } = await open(link.url);
      await updateMerchant(app, { asksForNewLink: true });

      expect(html).not.toContain('<form');
      expect(await requests(link)).toEqual([]);
    });

    it('is for links alone', async () => {
      const { status } = await open(`${scenes.unknown()}/new-link`, { method: 'POST', redirect: 'follow' });

      expect(status).toBe(404);
    });
  });

  describe('the print sheet', () => {
    it('is a page of A6 with code, amount, reference, shop and end', async () => {
      const inAYear = new Date((await app.sandbox.now()).getTime() + 365 * 86_400_000);
      inAYear.setUTCMonth(5, 1);
      inAYear.setUTCHours(12, 0, 0, 0);
      const url = await scenes.print({ reference: 'P-1', expiresAt: inAYear.toISOString() });
      const { status, html } = await open(url);

      expect(status).toBe(200);
      expect(html).toContain('@page { size: 105mm 148mm');
      expect(html).toContain('Blomsterhuset');
      expect(html).toContain('198,00 kr');
      expect(html).toContain('Referens: P-1');
      // In the shop's own time.
      expect(html).toContain(`Gäller till 1 juni ${inAYear.getUTCFullYear()} kl. 14:00`);
      expect(html).toContain('Skanna för att betala');
    });

    it.each(['L', 'M', 'Q', 'H'] as const)(
      'carries a code that says the url, with correction %s',
      async (level) => {
        const link = await app.shop.anOpenLink();
        const { paymentLink } = await app.merchant.request<{
          paymentLink: { svg: string; html: string; qrCode: string };
        }>(
          `query ($id: ID!) { paymentLink(id: $id) {
          svg: printSheet(format: SVG, errorCorrection: ${level})
          html: printSheet(errorCorrection: ${level})
          qrCode(errorCorrection: ${level})
        } }`,
          { id: link.id },
        );
        const expected = modulesOf(link.url, level);
        const uri = (svg: string): string =>
          `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

        expect(modulesInSvg(uri(paymentLink.svg), expected.length)).toEqual(expected);
        expect(modulesInSvg(uri(paymentLink.html), expected.length)).toEqual(expected);
        expect(modulesInSvg(paymentLink.qrCode, expected.length)).toEqual(expected);
        expect(paymentLink.svg).toMatch(/^<svg [^>]*width="105mm" height="148mm"/);
      },
    );

    it('does not ask to pay what cannot be paid: the page of the link says why', async () => {
      for (const url of [await scenes.disabled(), await scenes.paid()]) {
        const [printed, opened] = [await open(`${url}/print`), await open(url)];
        expect([printed.status, printed.html]).toEqual([410, opened.html]);
      }
    });

    it('takes no level that there is not, and no link that there is not', async () => {
      const { url } = await app.shop.anOpenLink();

      expect((await open(`${url}/print?errorCorrection=constructor`)).status).toBe(200);
      expect((await open(`${scenes.unknown()}/print`)).status).toBe(404);
    });
  });
});

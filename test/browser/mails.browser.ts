import type { Browser, Locator } from 'playwright-core';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { LOCALES } from '../support/locales.js';
import { BLOMSTERHUSET, updateMerchant } from '../support/pages.js';
import type { CaughtMessage } from '../support/sandbox.js';
import { SendingClient } from '../support/sending-client.js';
import { startChromium, violations } from './chromium.js';
import { Looks } from './looks.js';
import { LOGO, LOGO_URL, picture } from './pictures.js';

/** A mail program shows an e-mail within a page of its own, which has the landmarks. */
const PAGES_ALONE = ['landmark-one-main', 'region'];

const PICTURED = ['sv-SE', 'en-GB', 'de-DE', 'fi-FI', 'el-GR'];
const CURRENCIES: Record<string, string> = {
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  NO: 'NOK',
  PL: 'PLN',
  SE: 'SEK',
};
const DAY_SECONDS = 24 * 3600;

const addressIn = (locale: string): string => `${locale.toLowerCase()}@consumer.example`;

/** What the mail catcher of the sandbox got, as a mail program shows it. */
describe('an e-mail', () => {
  let app: TestApp;
  let browser: Browser;
  let looks: Looks;

  beforeAll(async () => {
    browser = await startChromium();
    app = await startApp();
    looks = await Looks.open(browser, { [LOGO_URL]: LOGO });
    await updateMerchant(app, { ...BLOMSTERHUSET, logoUrl: LOGO_URL });
    await new SendingClient(app.merchant).settings({ reminders: { afterDays: [1] } });
    const expiresAt = new Date((await app.sandbox.now()).getTime() + 14 * DAY_SECONDS * 1000).toISOString();
    for (const locale of LOCALES) await sent(locale, { expiresAt });
    await app.sandbox.advance(DAY_SECONDS + 60);
    for (const locale of LOCALES) await mailsTo(addressIn(locale), 2);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  let links = 0;
  async function sent(locale: string, overrides: object = {}, email = addressIn(locale)): Promise<string> {
    const country = locale.slice(-2);
    const link = await app.shop.anOpenLink({
      ...{ locale, country, currency: CURRENCIES[country] ?? 'EUR', reference: `A-${1001 + links++}` },
      orderLines: [{ name: 'Bukett', quantity: 1, unitPrice: 123_450, taxRate: 2_500 }],
      ...overrides,
    });
    await app.shop.send(link.id, { method: 'EMAIL', email });
    const [mail] = await mailsTo(email, 1);
    return mail!.html;
  }

  const mailsTo = (email: string, atLeast: number): Promise<CaughtMessage[]> =>
    eventually(
      async () => {
        const mails = (await app.sandbox.mail()).filter(({ to }) => to === email);
        expect(mails.length).toBeGreaterThanOrEqual(atLeast);
        return mails;
      },
      { timeoutMs: 60_000 },
    );

  /** How many lines the text of each of these takes. */
  const linesOf = (elements: Locator): Promise<number[]> =>
    elements.evaluateAll((found) =>
      found.map((element) => {
        const text = document.createRange();
        text.selectNodeContents(element);
        return text.getClientRects().length;
      }),
    );

  async function expectReadable(html: string, name?: string): Promise<void> {
    await looks.show(html, async ({ page, widthPx, colorScheme }) => {
      expect(await violations(page, PAGES_ALONE)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(widthPx);
      expect(await linesOf(page.locator('td.soft'))).toEqual([1, 1]);
      if (name && colorScheme === 'light') await picture(page, `mails/${name}-${widthPx}`);
    });
  }

  describe.each(LOCALES)('in %s', (locale) => {
    it.each(['link', 'reminder'])(
      'can be read by everybody, narrow and wide, by day and by night: %s',
      async (kind) => {
        const mails = await mailsTo(addressIn(locale), 2);
        const [language] = locale.split('-');
        const name = PICTURED.includes(locale) ? `${kind}-${language}` : undefined;

        await expectReadable(mails[kind === 'link' ? 0 : 1]!.html, name);
      },
    );
  });

  it.each(['de-DE', 'fi-FI', 'el-GR'])(
    'breaks what is too long for a line, and cuts off nothing: %s',
    async (locale) => {
      const name =
        'Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikverkaufsstelle-Rindfleischetikettierung';
      await updateMerchant(app, { ...BLOMSTERHUSET, name, logoUrl: null, color: null });

      const html = await sent(
        locale,
        {
          reference: `${locale}-${'0123456789'.repeat(12)}`,
          orderLines: [{ name: 'Bukett', quantity: 1, unitPrice: 100_000_000, taxRate: 0 }],
        },
        `long-${locale}@consumer.example`,
      );

      expect(html).toContain(name);
      await expectReadable(html, locale === 'de-DE' ? 'long-de' : undefined);
    },
  );

  it.each(['#ffe9a8', '#ffffff', '#000000', '#777777', '#0b6e4f'])(
    'has a button that can be read in %s',
    async (color) => {
      await updateMerchant(app, { ...BLOMSTERHUSET, logoUrl: null, color });
      await expectReadable(await sent('sv-SE', {}, `${color.slice(1)}@consumer.example`));
    },
  );

  it('loads the logo and nothing else, and names the shop where pictures are off', async () => {
    await updateMerchant(app, { ...BLOMSTERHUSET, logoUrl: LOGO_URL });
    const html = await sent('sv-SE', {}, 'pictures@consumer.example');
    const page = await browser.newPage({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await page.route(LOGO_URL, (route) => route.abort());

    await page.setContent(html, { waitUntil: 'load' });

    expect(loaded).toEqual([LOGO_URL]);
    const logo = page.getByAltText('Blomsterhuset');
    expect(await logo.getAttribute('height')).toBe('48');
    expect(await violations(page, PAGES_ALONE)).toEqual([]);
    await picture(page, 'mails/link-sv-dark-without-pictures');
    await page.close();
  });
});

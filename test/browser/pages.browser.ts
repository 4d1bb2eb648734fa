import type { Browser } from 'playwright-core';

import { type TestApp, startApp } from '../support/app.js';
import { BLOMSTERHUSET, PageScenes, updateMerchant } from '../support/pages.js';
import { aLine } from '../support/shop.js';
import { startChromium, violations } from './chromium.js';
import { Looks } from './looks.js';
import { LOGO, LOGO_URL, picture } from './pictures.js';

const PAGES = [
  'paid',
  'expired',
  'disabled',
  'cancelled',
  'notMade',
  'unknown',
  'confirming',
  'thankYou',
  'taken',
  'back',
  'left',
  'declined',
  'error',
  'asked',
  'print',
  'inAMoment',
  'broken',
] as const;

const PURCHASE = {
  orderLines: [
    aLine({ name: 'Ullstrumpor, merino, storlek 39–42, mörkgröna', unitPrice: 99_950 }),
    aLine({ name: 'Halsduk', quantity: 1, unitPrice: 34_900 }),
    aLine({ type: 'SHIPPING_FEE', name: 'Frakt', quantity: 1, unitPrice: 4_900 }),
  ],
};

describe('in a browser', () => {
  let app: TestApp;
  let scenes: PageScenes;
  let browser: Browser;
  let looks: Looks;

  beforeAll(async () => {
    browser = await startChromium();
    app = await startApp();
    scenes = new PageScenes(app);
    looks = await Looks.open(browser, { [LOGO_URL]: LOGO });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  let links = 0;
  const urlOf = (name: (typeof PAGES)[number]): string | Promise<string> =>
    name === 'thankYou' || name === 'print'
      ? scenes[name]({ ...PURCHASE, reference: `A-${1000 + ++links}` })
      : scenes[name]();

  it('would hear of what cannot be read', async () => {
    const page = await browser.newPage();
    await page.setContent('<html><body><img src="x"><p style="color: #ccc">pale</p></body></html>');

    const found = (await violations(page)).map(({ rule }) => rule);

    expect(found).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang', 'image-alt']));
    await page.close();
  });

  describe.each([
    ['with a logo', { logoUrl: LOGO_URL }],
    ['with a name alone, in a pale colour', { logoUrl: null, color: '#ffe9a8' }],
  ])('the shop %s', (_, settings) => {
    beforeAll(() => updateMerchant(app, { ...BLOMSTERHUSET, ...settings }));

    it.each(PAGES)('can be read by everybody: %s', async (name) => {
      const url = await urlOf(name);
      try {
        await looks.at(url, async ({ page, widthPx, colorScheme }) => {
          expect(await violations(page)).toEqual([]);
          const scrollWidthPx = await page.evaluate(() => document.documentElement.scrollWidth);
          if (name !== 'print') expect(scrollWidthPx).toBeLessThanOrEqual(widthPx);
          if (settings.logoUrl && colorScheme === 'light') await picture(page, `pages/${name}-${widthPx}`);
        });
        expect(looks.complaints).toEqual([]);
      } finally {
        await scenes.mend();
      }
    });
  });

  it('shows the logo, and loads nothing else', async () => {
    await updateMerchant(app, { ...BLOMSTERHUSET, logoUrl: LOGO_URL });
    const url = await scenes.disabled();

    await looks.at(url, async ({ page }) => {
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      await page.reload();
      const logo = page.locator('header img');
      expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      expect(loaded.sort()).toEqual([url, LOGO_URL].sort());
      page.removeAllListeners('request');
    });
  });

  it('asks for a new link without script', async () => {
    const url = await scenes.disabled();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();

    await page.goto(url);
    await page.getByRole('button', { name: 'Be om en ny länk' }).click();

    expect(page.url()).toBe(`${url}/new-link`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Din förfrågan är skickad');
    await context.close();
  });

  it('goes on to the payment page by itself once there is one', async () => {
    const url = await scenes.inAMoment();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);

    await scenes.mend();
    await page.waitForURL((address) => address.origin === app.sandbox.url, { timeout: 60_000 });

    await context.close();
  });

  it('prints a sheet on one page of A6', async () => {
    const page = await browser.newPage();
    await page.goto(await scenes.print(PURCHASE));

    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');

    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!.slice(1).map(Number);
    expect([Math.round((width! / 72) * 25.4), Math.round((height! / 72) * 25.4)]).toEqual([105, 148]);
    await page.close();
  });
});

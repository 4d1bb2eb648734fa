import type { Browser, Locator, Page } from 'playwright-core';

import { type TestApp, startApp } from '../support/app.js';
import type { Link } from '../support/shop.js';
import { startChromium, violations } from './chromium.js';
import { LOOKS } from './looks.js';

describe('the dashboard in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await startChromium();
    app = await startApp();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ locale: 'en-GB', reducedMotion: 'reduce' });
    complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const row = (link: Link): Locator => page.getByRole('listitem').filter({ hasText: link.reference! });
  const section = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const seen = (locator: Locator): Promise<void> => locator.waitFor({ timeout: 30_000 });

  async function signIn(key: string): Promise<void> {
    await page.goto(app.url);
    // A colour on its way to another is pale.
    await page.addStyleTag({ content: '* { transition: none !important }' });
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  async function expectReadable(): Promise<void> {
    for (const { viewport, colorScheme } of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
      const scrollWidthPx = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidthPx).toBeLessThanOrEqual(viewport.width);
    }
  }

  it('tells who signs in with a wrong key', async () => {
    await signIn('merchant_of_another_server');

    await seen(page.getByText('The server does not know this key.'));
    expect(await page.getByLabel('API key').getAttribute('aria-invalid')).toBe('true');
    await expectReadable();
  });

  it('follows a link from its making to its capture', async () => {
    const { shop, sandbox } = app;
    const before = await shop.anOpenLink({ reference: 'A-1001' });

    await signIn(app.merchantKey);
    await seen(row(before).getByText('Open', { exact: true }));
    await seen(page.getByRole('status').getByText('Live', { exact: true }));
    await expectReadable();

    const link = await shop.anOpenLink({ reference: 'A-1002' });
    await seen(row(link).getByText('Not opened yet'));

    await sandbox.consumer(link.session.id, 'pay');
    await seen(row(link).getByText('Paid', { exact: true }));
    await seen(row(link).getByText('To capture'));
    await seen(page.getByText('A-1002 is paid.'));
    expect(await row(before).textContent()).toContain('Open');

    await row(link).getByRole('link').click();
    await seen(section('Timeline').getByText('Link made'));
    await seen(section('Timeline').getByText('Payment authorized'));
    await expectReadable();

    await page.getByRole('button', { name: 'Capture' }).click();
    const dialog = page.getByRole('dialog', { name: 'Capture' });
    await seen(dialog);
    await expectReadable();
    await dialog.getByRole('button', { name: 'Capture SEK 198.00' }).click();

    await seen(section('Timeline').getByText('Captured: SEK 198.00'));
    await seen(section('Money').getByText('Done'));
    await seen(row(link).getByText('Captured', { exact: true }));
    const { order } = await shop.link(link.id);
    expect(order.capturedAmount).toEqual({ amount: 19_800, currency: 'SEK' });
    await expectReadable();
  });
});

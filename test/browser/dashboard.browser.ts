import type { Browser, Locator, Page } from 'playwright-core';

import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import type { Link } from '../support/shop.js';
import { startChromium, violations } from './chromium.js';
import { LOOKS } from './looks.js';

/** Not a secure page for a browser, as no address is that is neither https nor its own machine. */
const LAN_HOST = 'paylink.lan';
const YEAR_MS = 365 * 86_400_000;

describe('the dashboard in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await startChromium([`--host-resolver-rules=MAP ${LAN_HOST} 127.0.0.1`]);
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

  const row = (link: Link): Locator =>
    page.getByRole('listitem').filter({ has: page.getByText(link.reference!, { exact: true }) });
  const section = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const seen = (locator: Locator): Promise<void> => locator.waitFor({ timeout: 20_000 });

  async function signIn(key: string, url = app.url): Promise<void> {
    await page.goto(url);
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

  it('takes a key from the address of a tab that it is open in, and leaves it nowhere to be read', async () => {
    await page.goto(app.url);
    await seen(page.getByLabel('API key'));

    await page.goto(`${app.url}/#key=${app.merchantKey}`);
    await seen(page.getByRole('heading', { name: 'Payment links' }));
    expect(page.url()).not.toContain(app.merchantKey);

    await page.getByRole('link', { name: 'New link' }).click();
    await page.goto(`${app.url}/#key=merchant_of_another_server`);
    await seen(page.getByText('The server does not know this key.'));
    expect(page.url()).not.toContain('merchant_of_another_server');
  });

  it('announces what is paid from the sign-in on, and nothing from before', async () => {
    const { shop, sandbox } = app;
    const older = await shop.anOpenLink({ reference: 'A-0901' });
    const newer = await shop.anOpenLink({ reference: 'A-0902' });
    await sandbox.consumer(older.session.id, 'pay');
    await shop.log(older.id, 'order.authorized');
    const announced: string[] = [];
    await page.exposeFunction('onAnnounced', (text: string) => announced.push(text));
    await page.addInitScript(() => {
      const tell = (node: Node) =>
        node instanceof HTMLElement &&
        node.matches('.notice') &&
        (globalThis as unknown as { onAnnounced(text: string): void }).onAnnounced(node.innerText);
      new MutationObserver((changes) =>
        changes.forEach(({ addedNodes }) => addedNodes.forEach(tell)),
      ).observe(document, { childList: true, subtree: true });
    });

    await signIn(app.merchantKey);
    await seen(page.getByRole('status').getByText('Live', { exact: true }));
    await seen(row(older).getByText('Paid', { exact: true }));

    await sandbox.consumer(newer.session.id, 'pay');
    await seen(page.getByText('A-0902 is paid.'));
    expect(announced).toEqual(['A-0902 is paid.']);
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

  it('counts the payments of a link that many pay', async () => {
    const { shop, sandbox } = app;
    const poster = await shop.anOpenLink({ reference: 'POSTER', maxPayments: 2 });
    const payOnce = async (): Promise<void> => {
      const { location } = await visit(poster.url);
      const opened = (await sandbox.sessions()).find(({ redirect_url }) => redirect_url === location);
      await sandbox.consumer(opened!.session_id, 'pay');
    };

    await signIn(app.merchantKey);
    await seen(row(poster).getByText('SEK 198.00 each'));
    await seen(row(poster).getByText('0 of 2 paid'));
    await payOnce();
    await seen(row(poster).getByText('1 of 2 paid'));

    await row(poster).getByRole('link').click();
    await seen(section('Payments').getByRole('link', { name: 'Payment 1' }));
    await payOnce();
    await seen(row(poster).getByText('2 of 2 paid'));
    await seen(section('Payments').getByText('2 of 2 paid'));
    expect(await section('Timeline').getByText('Paid by a consumer').count()).toBe(2);
    await expectReadable();

    await section('Payments').getByRole('link', { name: 'Payment 2' }).click();
    await seen(page.getByRole('button', { name: 'Capture' }));
    await seen(page.getByRole('listitem').filter({ hasText: 'under POSTER' }).first());
    await page.getByRole('link', { name: 'under POSTER', exact: true }).click();
    await seen(page.getByRole('heading', { name: 'POSTER' }));
  });

  it('makes a link for who opened it over plain HTTP from another machine', async () => {
    await signIn(app.merchantKey, app.url.replace('localhost', LAN_HOST));
    await page.getByRole('link', { name: 'New link' }).click();
    await page.getByLabel('Reference optional').fill('A-1004');
    await page.getByLabel('Item').fill('Oak table');
    await page.getByLabel(/^Price/).fill('1299.50');
    await expectReadable();
    await page.getByRole('button', { name: 'Make the link' }).click();

    await seen(page.getByRole('heading', { name: 'A-1004' }));
    await seen(page.getByRole('img', { name: 'QR code of the link' }));
  });

  it('has the date of another year in one line', async () => {
    const link = await app.shop.anOpenLink({ reference: 'A-1003' });
    await page.clock.setFixedTime(new Date(Date.parse(link.createdAt) + 2 * YEAR_MS));
    await signIn(app.merchantKey);
    const time = row(link).getByRole('time');
    await seen(time);

    for (const { viewport } of LOOKS) {
      await page.setViewportSize(viewport);
      expect(await time.textContent()).toContain(link.createdAt.slice(0, 4));
      const lines = await time.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getClientRects().length;
      });
      expect(lines).toBe(1);
    }
    await expectReadable();
  });
});

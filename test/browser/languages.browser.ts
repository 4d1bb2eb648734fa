import type { Browser, Page } from 'playwright-core';

import { PAGE_LANGUAGES } from '../../src/modules/short-links/pages/page-strings.js';
import { type TestApp, startApp } from '../support/app.js';
import { PAGE_LOCALES, PageScenes } from '../support/pages.js';
import { startChromium, violations } from './chromium.js';
import { type Look, LOOKS, Looks } from './looks.js';
import { PAGE_NAMES, samplePage } from './samples.js';

/** Of a colour that a shop may have, however hard it is to write on. */
const COLORS = ['#ffffff', '#000000', '#ffff00', '#777777'];

describe('every page for consumers', () => {
  let browser: Browser;
  let looks: Looks;

  // Each width and each scheme once: every language in all four would say no more.
  beforeAll(async () => {
    browser = await startChromium();
    looks = await Looks.open(browser, {}, [LOOKS[0], LOOKS[3]]);
  });
  afterEach(() => expect(looks.complaints).toEqual([]));
  afterAll(() => browser?.close());

  const readable = async ({ page, widthPx }: Look, where: string): Promise<void> => {
    expect([where, await violations(page)]).toEqual([where, []]);
    expect([where, await outside(page, widthPx)]).toEqual([where, []]);
  };

  it.each(PAGE_LANGUAGES)(
    'can be read by everybody in %s, also with text twice as large',
    async (language) => {
      for (const name of PAGE_NAMES) {
        await looks.swap(samplePage(name, language), async (look) => {
          await readable(look, name);
          const { lang, title, headings, fontSize } = await look.page.evaluate(facts);
          expect(lang).toBe(language);
          expect(headings[0]).toBe(title.split(' · ')[0]);

          await look.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
          expect((await look.page.evaluate(facts)).fontSize).toBe(2 * fontSize);
          expect([name, await outside(look.page, look.widthPx)]).toEqual([name, []]);
        });
      }
    },
  );

  it.each(COLORS)('can be read in the colour %s', async (color) => {
    for (const name of PAGE_NAMES)
      await looks.swap(samplePage(name, 'en', { color }), (look) => readable(look, name));
  });

  it('would notice what is lost', async () => {
    const html = '<main style="width: 500px"><p style="overflow: hidden; width: 9px">Word</p></main>';
    await looks.swap(html, async ({ page, widthPx }) =>
      expect(await outside(page, widthPx)).toEqual(widthPx < 500 ? ['MAIN', 'P'] : ['P']),
    );
  });
});

describe('the sheet to print', () => {
  let app: TestApp;
  let browser: Browser;
  let looks: Looks;

  beforeAll(async () => {
    browser = await startChromium();
    looks = await Looks.open(browser);
    app = await startApp();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it.each(PAGE_LOCALES)('can be read by everybody in %s', async (locale, country, currency) => {
    const url = await new PageScenes(app).print({ locale, country, currency, reference: `P-${locale}` });

    await looks.at(url, async ({ page }) => {
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale.split('-')[0]);
    });
  });
});

/** Whatever cannot be read because it is beyond the window's edge, or hidden within its own. */
function outside(page: Page, widthPx: number): Promise<string[]> {
  return page.evaluate((limit) => {
    const isLost = (each: Element): boolean => {
      const { left, right } = each.getBoundingClientRect();
      const isCut = getComputedStyle(each).overflowX !== 'visible' && each.scrollWidth > each.clientWidth;
      return left < 0 || right > limit || isCut;
    };
    return [...document.querySelectorAll('body *')].filter(isLost).map(({ tagName }) => tagName);
  }, widthPx);
}

/** Of the page in the browser. */
function facts(): { lang: string; title: string; headings: (string | null)[]; fontSize: number } {
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ textContent }) => textContent),
    fontSize: Number.parseFloat(getComputedStyle(document.querySelector('p')!).fontSize),
  };
}

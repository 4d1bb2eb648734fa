import type { Browser, Page } from 'playwright-core';

const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };
/** A window. */
interface Wanted {
  viewport: { width: number; height: number };
  colorScheme: 'light' | 'dark';
}
export const LOOKS = [
  { viewport: NARROW, colorScheme: 'light' },
  { viewport: NARROW, colorScheme: 'dark' },
  { viewport: WIDE, colorScheme: 'light' },
  { viewport: WIDE, colorScheme: 'dark' },
] as const satisfies Wanted[];

export interface Look {
  page: Page;
  widthPx: number;
  colorScheme: 'light' | 'dark';
}

/** Browser windows, narrow and wide, light and dark, in which a page or an e-mail is opened one after the other. */
export class Looks {
  /** What the browser has complained about. */
  readonly complaints: string[] = [];
  private constructor(private readonly looks: Look[]) {}

  /**
   * @param images what is served at an address, as SVG
   * @param wanted all of them by default
   */
  static async open(
    browser: Browser,
    images: Record<string, string> = {},
    wanted: readonly Wanted[] = LOOKS,
  ): Promise<Looks> {
    const looks = wanted.map(async ({ viewport, colorScheme }) => {
      const context = await browser.newContext({ viewport, colorScheme, locale: 'sv-SE' });
      for (const [url, body] of Object.entries(images))
        await context.route(url, (route) => route.fulfill({ contentType: 'image/svg+xml', body }));
      return { page: await context.newPage(), widthPx: viewport.width, colorScheme };
    });
    const opened = new Looks(await Promise.all(looks));
    opened.looks.forEach(({ page }) => opened.listen(page));
    return opened;
  }

  /** One page after the other in the same document, which is faster than going to each. */
  async swap(html: string, look: (look: Look) => Promise<void>): Promise<void> {
    await Promise.all(
      this.looks.map(async (each) => {
        if (each.page.url() === 'about:blank') await each.page.goto('data:text/html,<!doctype html>');
        await each.page.evaluate((source) => {
          const { documentElement } = new DOMParser().parseFromString(source, 'text/html');
          document.replaceChild(document.adoptNode(documentElement), document.documentElement);
        }, html);
        await look(each);
      }),
    );
  }

  async at(url: string, look: (look: Look) => Promise<void>): Promise<void> {
    for (const each of this.looks) {
      // A page that looks again by itself holds still here.
      await each.page.route(url, async (route) => {
        const response = await route.fetch();
        const headers = { ...response.headers() };
        delete headers['refresh'];
        await route.fulfill({ response, headers });
      });
      await each.page.goto(url);
      await look(each);
      await each.page.unroute(url);
    }
  }

  /** An e-mail: a document without an address. */
  async show(html: string, look: (look: Look) => Promise<void>): Promise<void> {
    for (const each of this.looks) {
      await each.page.setContent(html, { waitUntil: 'load' });
      await look(each);
    }
  }

  private listen(page: Page): void {
    page.on('console', (message) => {
      // The status of a page is no fault of its own.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text());
    });
  }
}

import type { Merchant } from '../../merchants/index.js';
import { linkPage, type PageSubject } from './link-page.js';
import { PAGE_KINDS, type PageName } from './page-kinds.js';
import { PAGE_LANGUAGES, pageLanguage } from './page-strings.js';

const NAMES = Object.keys(PAGE_KINDS) as PageName[];
const MAX_BYTES = 6_000;

const merchant = {
  name: 'Blomsterhuset',
  logoUrl: 'https://cdn.example/logo.svg',
  color: '#ffe100',
  contactEmail: 'hej@example.com',
  contactPhone: '+46850512345',
  contactUrl: 'https://blomster.example/hjalp?a=1&b=2',
} as Merchant;

const line = {
  type: 'PHYSICAL',
  name: 'Wool socks',
  quantity: 2,
  unitPriceMinor: 9_900,
  taxRate: 2_500,
  totalAmountMinor: 19_800,
  totalDiscountAmountMinor: 0,
  totalTaxAmountMinor: 3_960,
} as const;

const subject: PageSubject = {
  merchant,
  purchase: {
    reference: 'A-1',
    country: 'SE',
    currency: 'SEK',
    amountMinor: 19_800,
    taxAmountMinor: 3_960,
    lines: [line],
  },
  actionUrl: 'https://pay.example/l/abc',
  askUrl: 'https://pay.example/l/abc/new-link',
};

const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe.each(NAMES)('the page %s', (name) => {
  it.each(PAGE_LANGUAGES)('is whole, small and without script in %s', (language) => {
    const { html } = linkPage(name, pageLanguage(language), subject);

    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toMatch(/<main>[\s\S]*<h1>[^<]+<\/h1>[\s\S]*<\/main>/);
    expect(html).not.toMatch(/<script|\bundefined\b|\bnull\b|\{\w+\}/);
    expect(Buffer.byteLength(html)).toBeLessThan(MAX_BYTES);
  });

  it('does without a shop', () => {
    const { html } = linkPage(name, pageLanguage('en'));

    expect(html).not.toMatch(/<header|<footer|<a |<form|undefined|\{\w+\}/);
  });
});

describe('a page', () => {
  const page = (name: PageName, changes: Partial<PageSubject> = {}) =>
    linkPage(name, pageLanguage('sv-SE'), { ...subject, ...changes });

  it('shows the shop: logo, name, colour with readable text, and how it is reached', () => {
    const { html, headers } = page('expired');

    expect(html).toContain('<title>Länken har gått ut · Blomsterhuset</title>');
    expect(html).toContain('<img src="https://cdn.example/logo.svg" alt="Blomsterhuset">');
    expect(html).toContain('--brand: #ffe100; --on-brand: #000000');
    expect(html).toContain('href="mailto:hej@example.com"');
    expect(html).toContain('href="tel:+46850512345">+46 8 505 123 45<');
    expect(html).toContain('href="https://blomster.example/hjalp?a=1&amp;b=2">blomster.example<');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src https:\/\/cdn\.example; form-action 'self'/,
    );
  });

  it('thanks with what was bought: lines, total, tax and reference', () => {
    const html = spaces(page('thankYou').html);

    expect(html).toContain('<dt>2 × Wool socks</dt><dd>198,00 kr</dd>');
    expect(html).toContain('<dt>Totalt</dt><dd>198,00 kr</dd>');
    expect(html).toContain('<dt>Varav moms</dt><dd>39,60 kr</dd>');
    expect(html).toContain('<dt>Referens</dt><dd>A-1</dd>');
  });

  it('tells no tax within the total where prices do not include it', () => {
    const purchase = { ...subject.purchase, country: 'US', currency: 'USD' };

    expect(page('thankYou', { purchase }).html).not.toContain('Varav moms');
  });

  it('waits by header, and gives the reader a link of their own', () => {
    const { headers, html, httpStatus } = page('inAMoment');

    expect(httpStatus).toBe(503);
    expect(headers).toMatchObject({ refresh: '5', 'retry-after': '5' });
    expect(html).toContain('href="https://pay.example/l/abc">Titta igen<');
  });

  it('offers only what there is', () => {
    const { html } = page('declined', { actionUrl: undefined, askUrl: undefined });

    expect(html).not.toMatch(/class="button"|<form/);
  });

  it('lets nothing in become markup', () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror='x'>{merchant}&`;
    const { html } = page('thankYou', {
      merchant: { ...merchant, name: hostile, logoUrl: `https://x.example/?"><script>` },
      purchase: {
        ...subject.purchase,
        reference: hostile,
        lines: [{ ...line, name: hostile, quantityUnit: hostile }],
      },
      askUrl: `https://x.example/"onclick="x`,
    });

    expect(html).not.toMatch(/<script|<img src=x|"onclick="|onerror='/);
  });
});

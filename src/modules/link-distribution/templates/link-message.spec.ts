import { linkEmail, linkSms, type LinkMessageValues } from './link-message.js';
import { LINK_LANGUAGES, linkStrings } from './link-strings.js';
import { smsSegments } from './sms-segments.js';

const values: LinkMessageValues = {
  locale: 'sv-SE',
  merchantName: 'Blomsterhuset',
  amountMinor: 123450,
  currency: 'SEK',
  reference: 'A-1001',
  url: 'https://pay.example/l/7f3kq9',
  expiresAt: new Date('2026-12-18T14:05:00Z'),
};
const languages = ['da', 'nl', 'en', 'fi', 'fr', 'de', 'it', 'nb', 'pl', 'pt', 'es', 'sv', 'cs', 'el'];
const spaces = (text: string) => text.replace(/\s/g, ' ');

describe.each(languages)('in %s', (locale) => {
  const email = linkEmail({ ...values, locale });
  const sms = linkSms({ ...values, locale });

  it('says all in subject, text, HTML and text message', () => {
    expect(LINK_LANGUAGES).toContain(locale);
    expect(email.subject).toContain('Blomsterhuset');
    for (const body of [email.text, email.html]) {
      expect(body).toContain('Blomsterhuset');
      expect(spaces(body)).toMatch(/1[ .,]?234[.,]50/);
      expect(body).toContain('A-1001');
      expect(body).toContain(values.url);
      expect(body).toMatch(/2026/);
    }
    expect(email.html).toContain(`<html lang="${locale}">`);
    expect(sms).toContain(values.url);
    expect(spaces(sms)).toMatch(/1[ .,]?234[.,]50/);
    expect([email.subject, email.text, email.html, sms].join()).not.toMatch(/\{\w+\}/);
  });

  it('fits a text message into one segment', () => {
    expect(smsSegments(sms).segments).toBe(1);
    expect(sms).toContain('A-1001');
  });

  it('has words of its own', () => {
    if (locale !== 'en') expect(email.subject).not.toBe(linkEmail({ ...values, locale: 'en' }).subject);
  });
});

it('falls back from region to language to English, words and figures alike', () => {
  expect(linkStrings('de-AT')).toMatchObject({ language: 'de', intlLocale: 'de-AT' });
  expect(linkStrings('no')).toMatchObject({ strings: linkStrings('nb-NO').strings });
  for (const locale of ['ja-JP', '', 'not a locale', 'constructor']) {
    expect(linkStrings(locale)).toMatchObject({ language: 'en', intlLocale: 'en' });
  }
});

it('leaves out what there is not', () => {
  const { text, html } = linkEmail({ ...values, locale: 'en', reference: null, expiresAt: null });
  for (const body of [text, html]) expect(body).not.toMatch(/Reference|valid until|null|undefined/);
  expect(linkSms({ ...values, locale: 'en', reference: null, expiresAt: null })).toBe(
    'Blomsterhuset: pay SEK 1,234.50 here: https://pay.example/l/7f3kq9',
  );
});

it('writes the expiry in the zone given, and names the zone', () => {
  const { text } = linkEmail({ ...values, locale: 'sv', timeZone: 'Europe/Stockholm' });
  expect(spaces(text)).toContain('18 december 2026 kl. 15:05 CET');
});

it('lets no value become markup, a header or a template', () => {
  const hostile = {
    ...values,
    merchantName: '<b>"A" & \'B\'</b>\r\nBcc: x@example.com {amount}',
    reference: '<script>alert(1)</script>',
    url: 'https://pay.example/l/1?a=1&b="x"',
  };
  const { subject, html } = linkEmail(hostile);
  expect(subject).not.toMatch(/[\r\n]/);
  expect(subject).toContain('{amount}');
  expect(html).not.toMatch(/<script|<b>/);
  expect(html).toContain('&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;');
  expect(html).toContain('href="https://pay.example/l/1?a=1&amp;b=&quot;x&quot;"');
});

it('gives up the expiry, then the reference, to stay within one segment', () => {
  const long = { ...values, locale: 'en', url: `https://pay.example/l/${'x'.repeat(70)}` };
  expect(linkSms({ ...long, reference: 'order 4711' })).toContain('(order 4711) here');
  expect(linkSms({ ...long, reference: 'order '.repeat(8) })).toContain('SEK 1,234.50 here');
});

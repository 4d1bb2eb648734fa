import { randomUUID } from 'node:crypto';

import { smsSegments } from '../../src/modules/link-distribution/templates/sms-segments.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { LOCALES } from '../support/locales.js';
import { updateMerchant } from '../support/pages.js';
import type { CaughtMessage } from '../support/sandbox.js';
import { SendingClient } from '../support/sending-client.js';
import type { Link, Shop } from '../support/shop.js';

const DAY_SECONDS = 24 * 3600;

const aRecipient = (): string => `${randomUUID()}@consumer.example`;
const spaces = (text: string): string => text.replace(/\s/g, ' ');

/** Each once, in the order in which they are met. */
const addressesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([address]) => address)),
];

/** What consumers read, as the catchers of the sandbox have it. */
describe('a message', () => {
  let app: TestApp;
  let shop: Shop;
  let sending: SendingClient;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
    shop = app.shop;
    sending = new SendingClient(app.merchant);
  });
  afterAll(() => app.stop());

  async function mailed(id: string, email = aRecipient()): Promise<CaughtMessage> {
    await shop.send(id, { method: 'EMAIL', email });
    const mails = (await app.sandbox.mail()).filter(({ to }) => to === email);
    expect(mails).toHaveLength(1);
    return mails[0]!;
  }

  async function texted(id: string, phone: string): Promise<CaughtMessage> {
    await shop.send(id, { method: 'SMS', phone });
    const messages = (await app.sandbox.sms()).filter(({ to }) => to === phone);
    expect(messages).toHaveLength(1);
    return messages[0]!;
  }

  const phoneOf = (locale: string): string => `+4673${4_000_000 + LOCALES.indexOf(locale)}`;
  const emailOf = (locale: string): string => `${locale.toLowerCase()}@in-words.example`;

  /** Every amount, address and secret in what one consumer was sent about a link of 1,234.50 crowns. */
  function expectTheLinkAlone(locale: string, link: Link, mail: CaughtMessage, sms: CaughtMessage): void {
    const amount = new Intl.NumberFormat(locale, { style: 'currency', currency: 'SEK' }).format(1234.5);
    for (const text of [mail.subject, mail.text, mail.html, sms.text]) {
      expect(spaces(text)).toContain(spaces(amount));
      expect(text).toContain('Paylink');
    }
    expect(mail.html).toContain(`<html lang="${locale.slice(0, 2)}"`);

    expect(addressesIn(sms.text)).toEqual([link.url]);
    const optOut = /^http\S+\/optout\/[\w-]{86}\?lang=[\w-]+$/;
    for (const body of [mail.text, mail.html])
      expect(addressesIn(body)).toEqual([link.url, expect.stringMatching(optOut)]);
    expect(smsSegments(sms.text)).toMatchObject({ segments: 1, encoding: 'GSM-7' });

    const all = [mail.subject, mail.text, mail.html, sms.text].join('\n');
    const { id, checkoutOrderId } = link.session;
    const secrets = [app.merchantKey, app.sandbox.apiKey, link.clientToken, id, checkoutOrderId, link.id];
    for (const secret of secrets) expect(all).not.toContain(secret);
    // Nothing else that looks like a key: the addresses are known by now.
    const rest = addressesIn(all).reduce((text, address) => text.replaceAll(address, ' '), all);
    expect(rest.match(/(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{16,}/gi) ?? []).toEqual([]);
    expect(all).not.toMatch(/undefined|\bnull\b|\{\w+\}/);
  }

  const links = new Map<string, Link>();

  it.each(LOCALES)('says who asks for how much and where to pay it, and no more: %s', async (locale) => {
    const orderLines = [{ name: 'Bike', quantity: 1, unitPrice: 123_450, taxRate: 2_500 }];
    const expiresAt = new Date((await app.sandbox.now()).getTime() + 14 * DAY_SECONDS * 1000).toISOString();
    const link = await shop.anOpenLink({ locale, orderLines, reference: `A-${locale}`, expiresAt });
    links.set(locale, link);

    const mail = await mailed(link.id, emailOf(locale));
    const sms = await texted(link.id, phoneOf(locale));

    expectTheLinkAlone(locale, link, mail, sms);
  });

  it('reminds of it in the same languages, and says no more', async () => {
    await sending.settings({ reminders: { afterDays: [1] } });
    await app.sandbox.advance(DAY_SECONDS + 60);

    for (const [locale, link] of links) {
      const [mail, sms] = await eventually(async () => {
        const mails = (await app.sandbox.mail()).filter(({ to }) => to === emailOf(locale));
        const messages = (await app.sandbox.sms()).filter(({ to }) => to === phoneOf(locale));
        expect([mails.length, messages.length]).toEqual([2, 2]);
        return [mails[1]!, messages[1]!];
      });
      expectTheLinkAlone(locale, link, mail, sms);
    }
    expect(links.size).toBe(14);
    await sending.settings({ reminders: null });
  });

  it("carries the shop's logo and colour as its pages do, and loads nothing else", async () => {
    const logoUrl = 'https://cdn.blomster.example/logo.png?size="2"';
    await updateMerchant(app, { logoUrl, color: '#FFE100' });
    const { html } = await mailed((await shop.anOpenLink()).id);
    await updateMerchant(app, { logoUrl: null, color: null });

    const pictures = [...html.matchAll(/<img [^>]+>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(1);
    expect(pictures[0]).toContain('src="https://cdn.blomster.example/logo.png?size=&quot;2&quot;"');
    expect(pictures[0]).toMatch(/alt="Paylink" height="48"/);
    expect(html).toMatch(/bgcolor="#ffe100" style="border:1px solid #000000/);
    expect(html).not.toMatch(/url\(|<(link|script|iframe)|@import/);
    expect((await mailed((await shop.anOpenLink()).id)).html).not.toContain('<img');
  });

  it("is said in the merchant's own words where there are any, and in ours again after that", async () => {
    const { id, url } = await shop.anOpenLink({ locale: 'de-DE', reference: 'A & B' });
    const update = await sending.updateTemplate({
      language: 'de',
      subject: 'Rechnung {{reference}}',
      html: '<p>Bitte zahlen Sie <b>{{amount}}</b> für {{reference}}: <a href="{{url}}">hier</a></p>',
      sms: '{{merchant}}: {{url}}',
    });
    expect(update).toMatchObject({
      __typename: 'MessageTemplate',
      kind: 'INVITATION',
      language: 'de',
      text: null,
    });

    const mail = await mailed(id);
    expect(mail.subject).toBe('Rechnung A & B');
    expect(spaces(mail.html)).toContain(
      `<p>Bitte zahlen Sie <b>198,00 SEK</b> für A &amp; B: <a href="${url}">hier</a></p>`,
    );
    expect(mail.html).toContain('/optout/');
    expect(mail.text).toContain('bittet Sie um die Zahlung');
    expect((await texted(id, '+46735000001')).text).toBe(`Paylink: ${url}`);
    expect((await mailed((await shop.anOpenLink({ locale: 'sv-SE' })).id)).subject).not.toContain('Rechnung');

    await sending.updateTemplate({ language: 'de', subject: null });
    expect((await mailed(id)).subject).toContain('Ihre Zahlung an Paylink');
    expect(await sending.templates()).toMatchObject([
      { language: 'de', subject: null, sms: '{{merchant}}: {{url}}' },
    ]);
  });

  it('is refused with every fault of its words', async () => {
    const refused = await sending.updateTemplate({
      language: 'xx',
      subject: 'Pay {{price}}',
      text: 'Pay now',
      html: '<script>{{url}}</script>',
      sms: `{{url}}${'x'.repeat(480)}`,
    });

    expect(refused.__typename).toBe('InvalidInput');
    expect(refused.faults.map(({ path }) => path)).toEqual(['language', 'subject', 'text', 'html', 'sms']);
    const storefront = new SendingClient(app.storefront);
    await expect(storefront.updateTemplate({ language: 'en', subject: 'x' })).rejects.toThrow('FORBIDDEN');
    await expect(storefront.templates()).rejects.toThrow('FORBIDDEN');
    await expect(storefront.preview({})).rejects.toThrow('FORBIDDEN');
  });

  it('can be looked at before it is sent, and is sent like that', async () => {
    const words = { subject: 'Hello from {{merchant}}', sms: '{{url}} ł' };
    const example = await sending.preview({ locale: 'sv-SE', ...words });
    expect(example).toMatchObject({ subject: 'Hello from Paylink', smsEncoding: 'UCS-2', smsSegments: 1 });
    expect(spaces(example.text!)).toContain('1 234,50 kr');
    const reminder = await sending.preview({ locale: 'sv-SE', kind: 'REMINDER' });
    expect(reminder.subject).toContain('Påminnelse');

    const { id } = await shop.anOpenLink({ locale: 'fr-FR' });
    const shown = await sending.preview({ paymentLinkId: id });
    const mail = await mailed(id);
    expect(mail.subject).toBe(shown.subject);
    const withoutOptOut = (text: string): string => text.replace(/http\S+optout\S+/g, '').trim();
    expect(withoutOptOut(mail.text)).toBe(withoutOptOut(shown.text!));
    expect((await app.sandbox.mail()).filter(({ subject }) => subject.startsWith('Hello'))).toEqual([]);
    expect(await sending.preview({ paymentLinkId: randomUUID() })).toMatchObject({ __typename: 'NotFound' });
  });
});

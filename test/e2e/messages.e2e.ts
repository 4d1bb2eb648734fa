import { randomUUID } from 'node:crypto';

import { type TestApp, startApp } from '../support/app.js';
import type { CaughtMessage } from '../support/sandbox.js';
import { SendingClient } from '../support/sending-client.js';
import type { Shop } from '../support/shop.js';

const LOCALES = [
  ...['cs-CZ', 'da-DK', 'de-DE', 'el-GR', 'en-GB', 'es-ES', 'fi-FI'],
  ...['fr-FR', 'it-IT', 'nb-NO', 'nl-NL', 'pl-PL', 'pt-PT', 'sv-SE'],
];

const aRecipient = (): string => `${randomUUID()}@consumer.example`;
const spaces = (text: string): string => text.replace(/\s/g, ' ');

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

  async function mailed(id: string): Promise<CaughtMessage> {
    const email = aRecipient();
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

  it.each(LOCALES)('says who asks for how much and where to pay it, and no more: %s', async (locale) => {
    const orderLines = [{ name: 'Bike', quantity: 1, unitPrice: 123_450, taxRate: 2_500 }];
    const link = await shop.anOpenLink({ locale, orderLines, reference: `A-${locale}` });

    const mail = await mailed(link.id);
    const sms = await texted(link.id, `+4673${4_000_000 + LOCALES.indexOf(locale)}`);

    const amount = new Intl.NumberFormat(locale, { style: 'currency', currency: 'SEK' }).format(1234.5);
    for (const text of [mail.subject, mail.text, mail.html, sms.text]) {
      expect(spaces(text)).toContain(spaces(amount));
      expect(text).toContain('Paylink');
    }
    for (const text of [mail.text, mail.html, sms.text]) expect(text).toContain(link.url);
    expect(mail.html).toContain(`<html lang="${locale.slice(0, 2)}"`);
    const all = [mail.subject, mail.text, mail.html, sms.text].join('\n');
    const { id, checkoutOrderId } = link.session;
    for (const secret of [app.merchantKey, app.sandbox.apiKey, link.clientToken, id, checkoutOrderId]) {
      expect(all).not.toContain(secret);
    }
    expect(all).not.toMatch(/undefined|\bnull\b|\{\w+\}/);
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

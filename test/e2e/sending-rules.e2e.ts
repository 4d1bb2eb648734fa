import { randomUUID } from 'node:crypto';

import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { anotherShop } from '../support/merchants.js';
import type { CaughtMessage } from '../support/sandbox.js';
import { SendingClient } from '../support/sending-client.js';
import type { Shop } from '../support/shop.js';

const HOUR = 3600;

const aRecipient = (): string => `${randomUUID()}@consumer.example`;

/** How often, when and to whom links are sent. */
describe('the rules of sending', () => {
  let app: TestApp;
  let shop: Shop;
  let sending: SendingClient;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
    shop = app.shop;
    sending = new SendingClient(app.merchant);
  });
  afterAll(() => app.stop());

  const mailTo = async (to: string): Promise<CaughtMessage[]> =>
    (await app.sandbox.mail()).filter((mail) => mail.to === to);
  const smsTo = async (to: string): Promise<CaughtMessage[]> =>
    (await app.sandbox.sms()).filter((sms) => sms.to === to);
  const byMail = (id: string, email: string) => shop.send(id, { method: 'EMAIL', email });

  describe('again', () => {
    it('takes a pause, and says how long', async () => {
      const email = aRecipient();
      const { id } = await shop.anOpenLink();
      const first = await byMail(id, email);

      const tooEarly = await byMail(id, email.toUpperCase());
      const elsewhere = await byMail(id, aRecipient());

      expect(first.status).toBe('SENT');
      expect(tooEarly).toMatchObject({ __typename: 'NotAllowed', code: 'NOT_ALLOWED', paymentLink: { id } });
      const at = /after (\S+Z)/.exec(tooEarly.message)![1]!;
      const wait = (Date.parse(at) - (await app.sandbox.now()).getTime()) / 1000;
      expect(wait).toBeGreaterThan(40);
      expect(wait).toBeLessThanOrEqual(61);
      expect(elsewhere.status).toBe('SENT');

      await app.sandbox.advance(61);
      await eventually(async () => expect((await byMail(id, email)).status).toBe('SENT'));
      expect(await mailTo(email)).toHaveLength(2);
    });

    it('is at most ten messages a day to one recipient, whoever of many asks', async () => {
      const email = aRecipient();
      const links = await Promise.all(Array.from({ length: 14 }, () => shop.anOpenLink()));

      const answers = await Promise.all(links.map(({ id }) => byMail(id, email)));

      const refused = answers.filter((answer) => answer.__typename === 'NotAllowed');
      expect(refused).toHaveLength(4);
      expect(refused[0]!.message).toMatch(/10 messages a day.*after \d{4}-/);
      expect(await mailTo(email)).toHaveLength(10);

      await app.sandbox.advance(24 * HOUR + 5);
      await eventually(async () => expect((await byMail(links[0]!.id, email)).status).toBe('SENT'));
    });

    it('counts what is sent at creation as well, and says why it was not', async () => {
      const email = aRecipient();
      const other = await anotherShop(app);
      const client = new SendingClient(other.client);
      await client.settings({ maxPerDay: 2 });
      const send = [{ method: 'EMAIL', email }];
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.push((await other.anOpenLink({ send })).id);

      const sent = await eventually(async () => {
        const all = (await Promise.all(ids.map((id) => client.sendings(id)))).flat();
        expect(all.map(({ status }) => status)).toEqual(['SENT', 'SENT', 'FAILED']);
        return all;
      });

      expect(sent[2]!.failure).toContain('2 messages a day');
      expect(await mailTo(email)).toHaveLength(2);
    });

    it("follows the merchant's own pause", async () => {
      const other = await anotherShop(app);
      const client = new SendingClient(other.client);
      await client.settings({ minGapSeconds: 0 });
      const { id } = await other.anOpenLink();
      const email = aRecipient();

      const answers = [1, 2, 3].map(() => other.send(id, { method: 'EMAIL', email }));

      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(['SENT', 'SENT', 'SENT']);
      expect(
        await client.settings({ minGapSeconds: -1, quietHours: { from: '25:00', to: '8' } }),
      ).toMatchObject({
        __typename: 'InvalidInput',
        faults: [{ path: 'minGapSeconds' }, { path: 'quietHours.from' }, { path: 'quietHours.to' }],
      });
      expect(await client.settings({ quietHours: { from: '21:00', to: '21:00' } })).toMatchObject({
        __typename: 'InvalidInput',
        faults: [{ path: 'quietHours.to' }],
      });
      await client.settings({ minGapSeconds: null, quietHours: { from: '21:00', to: '08:00' } });
      expect(await client.keptSettings()).toEqual({
        sending: {
          minGapSeconds: 60,
          maxPerDay: 10,
          quietHours: { from: '21:00', to: '08:00' },
          reminders: null,
        },
      });
      const storefront = new SendingClient(app.storefront);
      await expect(storefront.settings({ minGapSeconds: 0 })).rejects.toThrow('FORBIDDEN');
    });
  });

  it('asks no more of the provider than it sends for a test account', async () => {
    const phone = (n: number): string => `+4672${3_000_000 + n}`;
    const links = await Promise.all(Array.from({ length: 22 }, () => shop.anOpenLink()));
    const calls = (await app.sandbox.requests()).length;

    const answers = await Promise.all(
      links.map(({ id }, n) => shop.send(id, { method: 'PROVIDER_SMS', phone: phone(n) })),
    );

    expect(answers.filter(({ status }) => status === 'SENT')).toHaveLength(20);
    const refused = answers.filter((answer) => answer.__typename === 'NotAllowed');
    expect(refused).toHaveLength(2);
    expect(refused[0]!.message).toMatch(/20 messages a day.*test account/);
    const asked = (await app.sandbox.requests())
      .slice(calls)
      .filter(({ path }) => path.endsWith('/distribution'));
    expect(asked).toHaveLength(20);
  });

  describe('a recipient who wants none', () => {
    const optOutUrlIn = ({ text }: CaughtMessage): string => /http\S+\/optout\/\S+/.exec(text)![0];

    it('says so by one POST of their mail program, and is written to no more', async () => {
      const email = aRecipient();
      await byMail((await shop.anOpenLink({ locale: 'sv-SE' })).id, email);
      const url = optOutUrlIn((await mailTo(email))[0]!);

      const page = await visit(url);
      expect(page).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
      expect(page.html).toContain('<html lang="sv">');
      expect(page.html).not.toContain(email);
      // Opening it is not saying so.
      expect((await byMail((await shop.anOpenLink()).id, email)).status).toBe('SENT');

      const posted = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
      expect(posted.status).toBe(200);

      const next = await shop.anOpenLink({ send: [{ method: 'EMAIL', email: email.toUpperCase() }] });
      const refused = await byMail(next.id, email);
      expect(refused).toMatchObject({
        __typename: 'NotAllowed',
        message: expect.stringContaining('opted out'),
      });
      await eventually(async () =>
        expect(await sending.sendings(next.id)).toMatchObject([
          { status: 'FAILED', failure: expect.stringContaining('opted out') },
        ]),
      );
      expect(await mailTo(email)).toHaveLength(2);
      expect(await sending.preference('recipientPreference', { email })).toMatchObject({ isOptedOut: true });
      // Kept for this merchant alone, and without the address.
      const other = await anotherShop(app);
      const theirs = await other.anOpenLink();
      expect((await other.send(theirs.id, { method: 'EMAIL', email })).status).toBe('SENT');
      const rows = await app.database.query<object>('SELECT * FROM recipient_opt_outs');
      expect(JSON.stringify(rows)).not.toContain(email.slice(0, 8));

      expect(await sending.preference('optInRecipient', { email })).toMatchObject({ isOptedOut: false });
      expect((await byMail(next.id, email)).status).toBe('SENT');
    });

    it('tells the shop by telephone', async () => {
      const phone = '+46700000001';
      const storefront = new SendingClient(app.storefront);
      const given = { phone: '070-000 00 01', phoneCountry: 'SE' };
      expect(await storefront.preference('optOutRecipient', given)).toMatchObject({ isOptedOut: true });
      const { id } = await shop.anOpenLink();

      for (const method of ['SMS', 'PROVIDER_SMS']) {
        expect(await shop.send(id, { method, phone })).toMatchObject({ __typename: 'NotAllowed' });
      }
      expect(await smsTo(phone)).toEqual([]);
      await expect(storefront.preference('optInRecipient', { phone })).rejects.toThrow('FORBIDDEN');
      for (const [path, wrong] of [
        ['recipient.phone', { phone: '12' }],
        ['recipient.email', { email: 'x' }],
        ['recipient', {}],
        ['recipient', { email: 'a@example.com', phone }],
      ] as const) {
        expect(await sending.preference('optOutRecipient', wrong)).toMatchObject({
          __typename: 'InvalidInput',
          faults: [{ path }],
        });
      }
    });

    it('cannot be spoken for by a stranger', async () => {
      const email = aRecipient();
      await byMail((await shop.anOpenLink()).id, email);
      const url = optOutUrlIn((await mailTo(email))[0]!);
      const [, base, subject] = /^(.*\/optout\/)(.{54})/.exec(url)!;

      for (const token of ['x', subject, `${subject}${'A'.repeat(32)}`]) {
        expect((await fetch(`${base}${token}`, { method: 'POST' })).status).toBe(404);
      }
      expect(await sending.preference('recipientPreference', { email })).toMatchObject({ isOptedOut: false });
    });
  });

  it('are told of a bounce at an address that only the merchant knows', async () => {
    const email = aRecipient();
    const { id } = await shop.anOpenLink();
    const sent = await byMail(id, email);
    const url = await sending.bounceUrl();
    const post = async (address: string, body: object): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    const bounce = { messageId: `<${sent.id}@localhost>`, reason: `550 5.1.1 <${email}>: no such user` };

    expect(await post(url, bounce)).toBe(204);
    expect(await post(url, bounce)).toBe(204);
    expect(await post(url, { messageId: `<${randomUUID()}@localhost>` })).toBe(204);
    expect(await post(url, { messageId: 'nothing of ours' })).toBe(204);
    expect(await post(url, {})).toBe(400);
    expect(await post(`${url}x`, bounce)).toBe(404);

    expect(await sending.sendings(id)).toMatchObject([
      { status: 'BOUNCED', failure: '550 5.1.1 <…>: no such user', sentAt: sent.sentAt },
    ]);
    expect(await shop.history(id)).toEqual(['payment_link.created', 'link.sent', 'link.bounced']);
    await expect(new SendingClient(app.storefront).bounceUrl()).rejects.toThrow('FORBIDDEN');
  });

  it('let text messages wait for the morning where the consumer lives', async () => {
    const other = await anotherShop(app);
    const client = new SendingClient(other.client);
    await client.settings({ quietHours: { from: '21:00', to: '08:00' } });
    await advanceTo('23:30');
    const swedish = await other.anOpenLink();
    const phone = '+46731112233';

    const [sms, mail, provider] = [
      await other.send(swedish.id, { method: 'SMS', phone }),
      await other.send(swedish.id, { method: 'EMAIL', email: aRecipient() }),
      await other.send(swedish.id, { method: 'PROVIDER_SMS', phone: '+46731112244' }),
    ];

    expect(sms).toMatchObject({ __typename: 'Distribution', status: 'QUEUED', sentAt: null });
    expect(mail.status).toBe('SENT');
    expect(provider).toMatchObject({
      __typename: 'NotAllowed',
      message: expect.stringContaining('quiet hours'),
    });
    const [{ scheduledAt, failure } = { scheduledAt: null, failure: null }] = await client.sendings(
      swedish.id,
    );
    expect(stockholmTime(new Date(scheduledAt!))).toBe('08:00');
    expect(failure).toContain('quiet hours');

    const ahead = (Date.parse(scheduledAt!) - (await app.sandbox.now()).getTime()) / 1000;
    await app.sandbox.advance(ahead - HOUR / 2);
    const { id } = await eventually(async () => {
      const link = (await other.anOpenLink()) as unknown as { id: string; createdAt: string };
      expect(stockholmTime(new Date(link.createdAt))).toMatch(/^07:/);
      return link;
    });
    expect(await other.send(id, { method: 'SMS', phone: '+46731112255' })).toMatchObject({
      status: 'QUEUED',
    });
    expect(await smsTo(phone)).toEqual([]);
    await app.sandbox.advance(HOUR / 2 + 60);
    await eventually(async () => expect(await smsTo(phone)).toHaveLength(1));
    const [message] = await smsTo(phone);
    expect(stockholmTime(new Date(message!.at))).toMatch(/^08:0/);
  });

  /** Moves on to the next time that the clock in Stockholm shows this, and waits until the backend is there. */
  async function advanceTo(time: string): Promise<void> {
    const now = await app.sandbox.now();
    const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
    const ahead = (minutes(time) - minutes(stockholmTime(now)) + 24 * 60) % (24 * 60);
    const then = await app.sandbox.advance(ahead * 60);
    await eventually(async () => {
      const { createdAt } = (await shop.anOpenLink()) as unknown as { createdAt: string };
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(then.getTime());
    });
  }
});

function stockholmTime(instant: Date): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Stockholm',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
}

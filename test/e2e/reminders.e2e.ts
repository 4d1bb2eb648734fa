import { randomUUID } from 'node:crypto';

import { jest } from '@jest/globals';

import { Clock } from '../../src/common/clock/clock.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { anotherShop } from '../support/merchants.js';
import type { CaughtMessage } from '../support/sandbox.js';
import { type ReminderRules, SendingClient } from '../support/sending-client.js';
import type { Link, Shop } from '../support/shop.js';

// Days pass in these tests, and everything that falls due in them is done.
jest.setTimeout(120_000);

const HOUR = 3600;
const DAY = 24 * HOUR;

const aRecipient = (): string => `${randomUUID()}@consumer.example`;

describe('a link that is not paid', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '250' });
  });
  afterAll(() => app.stop());

  /** A shop that reminds, with nothing else on its mind. */
  async function reminding(
    reminders: ReminderRules,
    more: object = {},
  ): Promise<{ shop: Shop; sending: SendingClient }> {
    const shop = await anotherShop(app);
    const sending = new SendingClient(shop.client);
    const kept = await sending.settings({ reminders, ...more });
    expect(kept).toMatchObject({ __typename: 'SendingSettings', reminders });
    return { shop, sending };
  }

  const mailTo = async (to: string): Promise<CaughtMessage[]> =>
    (await app.sandbox.mail()).filter((mail) => mail.to === to);
  const smsTo = async (to: string): Promise<CaughtMessage[]> =>
    (await app.sandbox.sms()).filter((sms) => sms.to === to);
  const hoursAhead = async (hours: number): Promise<string> =>
    new Date((await app.sandbox.now()).getTime() + hours * HOUR * 1000).toISOString();
  /** Every reminder that is due has been thought about: none of the merchant's links is due any more. */
  async function allThoughtAbout(): Promise<void> {
    await eventually(
      async () => {
        const now = await app.sandbox.now();
        const due = await app.database.query('SELECT FROM payment_links WHERE next_reminder_at <= $1', [now]);
        // Decided on a moment after we asked for the time, or tried once and about to be tried again.
        const unsent = await app.database.query(
          `SELECT FROM operations WHERE kind = 'SEND_LINK' AND status = 'REQUESTED'
             AND next_attempt_at <= $1::timestamptz + interval '1 minute'`,
          [now],
        );
        expect([due.length, unsent.length]).toEqual([0, 0]);
      },
      { timeoutMs: 25_000 },
    );
  }
  async function after(seconds: number): Promise<void> {
    const now = await app.sandbox.advance(seconds);
    await eventually(() =>
      expect(app.nest.get(Clock).now().getTime()).toBeGreaterThan(now.getTime() - 2_000),
    );
    await allThoughtAbout();
  }

  it('is reminded of after days, before its end, and at most so often', async () => {
    const { shop, sending } = await reminding({ afterDays: [2, 4], hoursBeforeEnd: [24], max: 2 });
    const email = aRecipient();
    const link = await shop.anOpenLink({ expiresAt: await hoursAhead(7 * 24), locale: 'en-GB' });
    await shop.send(link.id, { method: 'EMAIL', email });

    await after(2 * DAY - HOUR);
    expect(await mailTo(email)).toHaveLength(1);
    await after(2 * HOUR);
    const [, reminder] = await mailTo(email);
    expect(reminder!.subject).toMatch(/^Reminder of your payment/);
    expect(reminder!.text).toContain(link.url);
    await after(2 * DAY);
    expect(await mailTo(email)).toHaveLength(3);
    await after(2 * DAY + HOUR);
    expect(await mailTo(email)).toHaveLength(3);

    expect(await sending.sendings(link.id)).toMatchObject([
      { status: 'SENT', reminder: null },
      { status: 'SENT', reminder: 1 },
      { status: 'SENT', reminder: 2 },
    ]);
    await eventually(async () => {
      const filter = { paymentLinkIds: [link.id], types: ['link.reminded'] };
      const { nodes } = await shop.events({ filter });
      expect(nodes).toMatchObject([
        { status: 'OPEN', data: { reminder: 1, distributions: [{ method: 'EMAIL' }] } },
        { status: 'OPEN', data: { reminder: 2 } },
      ]);
      expect(JSON.stringify(nodes)).not.toContain(email);
    });
  });

  it('is reminded of where it was sent, by the way it came; else by the e-mail of the consumer', async () => {
    const { shop } = await reminding({ afterDays: [1] });
    const [mail, other, known] = [aRecipient(), aRecipient(), aRecipient()];
    const phone = '+46735550001';
    const sent = await shop.anOpenLink({
      consumer: { email: other },
      send: [
        { method: 'EMAIL', email: mail },
        { method: 'SMS', phone },
      ],
    });
    await eventually(async () => expect(await smsTo(phone)).toHaveLength(1));
    await shop.anOpenLink({ consumer: { email: known } });
    const nobody = await shop.anOpenLink();

    await after(DAY + 60);

    expect(
      [await mailTo(mail), await smsTo(phone), await mailTo(other), await mailTo(known)].map(
        (all) => all.length,
      ),
    ).toEqual([2, 2, 0, 1]);
    expect(await shop.history(nobody.id)).toEqual(['payment_link.created']);
    await eventually(async () => expect(await shop.history(sent.id)).toContain('link.reminded'));
  });

  it('is not reminded of to whom it bounced, or who wants no more', async () => {
    const { shop, sending } = await reminding({ afterDays: [1] });
    const [bounced, optedOut] = [aRecipient(), aRecipient()];
    const link = await shop.anOpenLink();
    const first = await shop.send(link.id, { method: 'EMAIL', email: bounced });
    await shop.send(link.id, { method: 'EMAIL', email: optedOut });
    await fetch(await sending.bounceUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messageId: first.id, reason: '550 no such user' }),
    });
    await sending.preference('optOutRecipient', { email: optedOut });

    await after(DAY + 60);

    expect(await mailTo(bounced)).toHaveLength(1);
    expect(await mailTo(optedOut)).toHaveLength(1);
    expect(await shop.history(link.id)).not.toContain('link.reminded');
  });

  it('waits with the reminder until the morning', async () => {
    const { shop, sending } = await reminding({ afterDays: [1] });
    const email = aRecipient();
    const link = await shop.anOpenLink({ consumer: { email } });
    await app.sandbox.advance(DAY - HOUR);
    const due = new Date((await app.sandbox.now()).getTime() + HOUR * 1000);
    await sending.settings({ quietHours: { from: stockholmTime(due, -2), to: stockholmTime(due, 3) } });

    await after(HOUR + 60);

    const [waiting] = await sending.sendings(link.id);
    expect(waiting).toMatchObject({ status: 'QUEUED', reminder: 1, sentAt: null });
    expect(stockholmTime(new Date(waiting!.scheduledAt!), 0)).toBe(stockholmTime(due, 3));
    expect(await mailTo(email)).toEqual([]);
    await after(4 * HOUR);
    expect(await mailTo(email)).toHaveLength(1);
  });

  it('is reminded of by the rules of today, which make up for nothing', async () => {
    const { shop, sending } = await reminding({ afterDays: [1] });
    const email = aRecipient();
    await shop.anOpenLink({ consumer: { email }, expiresAt: await hoursAhead(10 * 24) });
    await sending.settings({ reminders: null });
    await after(3 * DAY);
    expect(await mailTo(email)).toEqual([]);

    await sending.settings({ reminders: { afterDays: [2, 5] } });
    await after(HOUR);
    expect(await mailTo(email)).toEqual([]);
    await after(2 * DAY);
    expect(await mailTo(email)).toHaveLength(1);
  });

  it('is not reminded of once it is paid, disabled or over, told or untold', async () => {
    const { shop } = await reminding({ afterDays: [1] });
    const links: Record<string, Link> = {};
    const emails: Record<string, string> = {};
    for (const name of ['paid', 'paidUntold', 'disabled', 'over']) {
      emails[name] = aRecipient();
      const expiresAt = name === 'over' ? await hoursAhead(23) : null;
      links[name] = await shop.anOpenLink({ consumer: { email: emails[name] }, expiresAt });
    }
    await app.sandbox.consumer(links.paid!.session.id, 'pay');
    await shop.outcome(links.paid!.id);
    await shop.disable({ paymentLinkId: links.disabled!.id });
    await app.sandbox.callbacks({ deliver: false });
    try {
      await app.sandbox.consumer(links.paidUntold!.session.id, 'pay');
      await after(DAY + 60);
      for (const email of Object.values(emails)) expect(await mailTo(email)).toEqual([]);
    } finally {
      await app.sandbox.callbacks({ deliver: true });
    }
  });

  it('is asked about at the provider before the reminder leaves', async () => {
    const quiet = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
    try {
      const sending = new SendingClient(quiet.merchant);
      await sending.settings({ reminders: { afterDays: [1] } });
      const email = aRecipient();
      const link = await quiet.shop.anOpenLink({ consumer: { email } });
      await quiet.sandbox.callbacks({ deliver: false });
      await quiet.sandbox.consumer(link.session.id, 'pay');
      expect((await quiet.shop.link(link.id)).status).toBe('OPEN');

      await quiet.sandbox.advance(DAY + 60);

      await eventually(async () => expect((await quiet.shop.link(link.id)).status).toBe('COMPLETED'));
      await eventually(async () => {
        const all = await sending.sendings(link.id);
        expect(all.filter(({ status }) => status === 'QUEUED')).toEqual([]);
      });
      expect(await quiet.sandbox.mail()).toEqual([]);
    } finally {
      await quiet.stop();
    }
  });

  it('is reminded of by one of many processes', async () => {
    const { shop } = await reminding({ afterDays: [1] });
    const emails = Array.from({ length: 12 }, aRecipient);
    await Promise.all(emails.map((email) => shop.anOpenLink({ consumer: { email } })));
    const twin = await startApp({ ...app.sandbox.env, DATABASE_URL: app.database.url });
    try {
      await after(DAY + 60);
      const counts = await Promise.all(emails.map(async (email) => (await mailTo(email)).length));
      expect(counts).toEqual(Array(12).fill(1));
    } finally {
      await twin.stop();
    }
  });
});

function stockholmTime(instant: Date, plusHours: number): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Stockholm',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant.getTime() + plusHours * HOUR * 1000));
}

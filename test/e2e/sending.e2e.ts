import { SendingRulesService } from '../../src/modules/link-distribution/rules/sending.rules.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { freeze } from '../support/frozen.js';
import { freePort } from '../support/ports.js';
import { type CaughtMessage, startSandbox } from '../support/sandbox.js';
import { aLine, type Shop } from '../support/shop.js';

const HOUR_SECONDS = 3600;

describe('sending a link', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp({ SMTP_FROM: 'Wool & Co <shop@wool.example>' });
    shop = app.shop;
  });
  afterAll(() => app.stop());

  const mailTo = async (address: string): Promise<CaughtMessage[]> =>
    (await app.sandbox.mail()).filter(({ to }) => to.includes(address));
  const smsTo = async (number: string): Promise<CaughtMessage[]> =>
    (await app.sandbox.sms()).filter(({ to }) => to.includes(number));

  it('says what the link asks for when it leaves, not when it was taken up', async () => {
    const { id } = await shop.anOpenLink();
    const email = 'changed@example.com';
    const sending = freeze(app.nest.get(SendingRulesService), 'hold', 'after');
    const sent = shop.send(id, { method: 'EMAIL', email });
    await sending.isThere;

    await shop.update({ paymentLinkId: id, orderLines: [aLine({ quantity: 1, unitPrice: 1_234_500 })] });
    sending.thaw();

    expect(await sent).toMatchObject({ status: 'SENT' });
    const [mail] = await mailTo(email);
    expect(mail!.text).toMatch(/12\s?345/);
  });

  it('by e-mail from the shop’s own server brings the link, in the consumer’s language', async () => {
    const { id, url } = await shop.anOpenLink();

    const sent = await shop.send(id, { method: 'EMAIL', email: 'anna@example.com' });

    expect(sent).toMatchObject({
      __typename: 'Distribution',
      method: 'EMAIL',
      recipient: 'anna@example.com',
      status: 'SENT',
      sentAt: expect.any(String),
      failure: null,
    });
    const [mail] = await mailTo('anna@example.com');
    expect(mail).toMatchObject({ from: expect.stringContaining('shop@wool.example') });
    expect(mail!.text).toContain(url);
    expect(mail!.html).toContain(url);
    expect(mail!.text).toMatch(/198,00\s*kr/);
    expect(mail!.subject).not.toBe('');
    expect((await shop.link(id)).distributions).toMatchObject([{ id: sent.id, status: 'SENT' }]);
    const events = (await shop.log(id, 'link.sent')).filter(({ type }) => type === 'link.sent');
    expect(events).toMatchObject([{ data: { id: sent.id, method: 'EMAIL' } }]);
  });

  it('by SMS brings the link to the number in its international form', async () => {
    const { id, url } = await shop.anOpenLink();

    const sent = await shop.send(id, { method: 'SMS', phone: '070-123 45 67', phoneCountry: 'SE' });

    expect(sent).toMatchObject({ method: 'SMS', recipient: '+46701234567', status: 'SENT' });
    expect(await smsTo('+46701234567')).toMatchObject([{ text: expect.stringContaining(url) }]);
  });

  it.each([
    [
      'PROVIDER_EMAIL',
      { email: 'bo@example.com' },
      { method: 'email', contact_information: { email: 'bo@example.com' } },
    ],
    [
      'PROVIDER_SMS',
      { phone: '+46701234568' },
      { method: 'sms', contact_information: { phone: '+46701234568', phone_country: 'SE' } },
    ],
  ])('by %s has the provider send its page', async (method, recipient, wire) => {
    const { id, session } = await shop.anOpenLink();

    const sent = await shop.send(id, { method, ...recipient });

    expect(sent).toMatchObject({ __typename: 'Distribution', method, status: 'SENT' });
    const calls = (await app.sandbox.requests()).filter(
      ({ path }) => path === `/hpp/v1/sessions/${session.id}/distribution`,
    );
    expect(calls).toMatchObject([{ status: 204, body: wire }]);
    await eventually(async () => {
      const caught = [...(await app.sandbox.mail()), ...(await app.sandbox.sms())];
      expect(caught.filter(({ text }) => text.includes(session.redirectUrl))).not.toEqual([]);
    });
  });

  it('in the call that creates it goes out after the link is open, to everybody', async () => {
    const link = await shop.create({
      send: [
        { method: 'EMAIL', email: 'cilla@example.com' },
        { method: 'SMS', phone: '+46701234569' },
      ],
    });

    expect(link.status).toBe('OPEN');
    await eventually(async () => {
      expect((await shop.link(link.id)).distributions).toMatchObject([
        { method: 'EMAIL', recipient: 'cilla@example.com', status: 'SENT' },
        { method: 'SMS', recipient: '+46701234569', status: 'SENT' },
      ]);
    });
    expect(await mailTo('cilla@example.com')).toMatchObject([{ text: expect.stringContaining(link.url) }]);
    expect(await smsTo('+46701234569')).toMatchObject([{ text: expect.stringContaining(link.url) }]);
  });

  it('in the call that creates it goes out once the creation is found out', async () => {
    await app.sandbox.faults([{ match: 'POST /hpp/v1/sessions', kind: 'lost_reply' }]);

    const link = await shop.create({ send: [{ method: 'EMAIL', email: 'disa@example.com' }] });

    expect(link.status).toBe('CREATING');
    await eventually(async () => expect(await mailTo('disa@example.com')).toHaveLength(1));
  });

  it('does not leave with a link that could not be created', async () => {
    await app.sandbox.faults([{ match: 'POST /hpp/v1/sessions', kind: 'status', status: 400 }]);

    await shop.create({ send: [{ method: 'EMAIL', email: 'eva@example.com' }] });
    const { id } = await shop.anOpenLink();
    await shop.send(id, { method: 'EMAIL', email: 'later@example.com' });

    expect(await mailTo('later@example.com')).toHaveLength(1);
    expect(await mailTo('eva@example.com')).toEqual([]);
  });

  it('again, a minute later, sends it again', async () => {
    const { id } = await shop.anOpenLink();
    const recipient = { method: 'EMAIL', email: 'again@example.com' };

    await shop.send(id, recipient);
    await app.sandbox.advance(61);
    await eventually(async () => expect(await shop.send(id, recipient)).toMatchObject({ status: 'SENT' }));

    expect(await mailTo('again@example.com')).toHaveLength(2);
  });

  it('of a paid link is not allowed', async () => {
    const { id, session } = await shop.anOpenLink();
    await app.sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);

    const refused = await shop.send(id, { method: 'EMAIL', email: 'paid@example.com' });

    expect(refused).toMatchObject({ __typename: 'NotAllowed', paymentLink: { id, status: 'COMPLETED' } });
    expect(await mailTo('paid@example.com')).toEqual([]);
  });

  it('keeps what the consumer’s name or the shop’s lines may hold out of the markup', async () => {
    const { id } = await shop.anOpenLink({
      consumer: { givenName: 'Anna & Bo "the" Great' },
      orderLines: [{ name: 'Cups & saucers "blue"', quantity: 1, unitPrice: 100, taxRate: 0 }],
    });

    await shop.send(id, { method: 'EMAIL', email: 'markup@example.com' });

    const [mail] = await mailTo('markup@example.com');
    expect(mail!.html).not.toMatch(/& (Bo|saucers)|"the"|"blue"/);
  });

  describe('when the mail server is down', () => {
    it('is queued, and done when it is back', async () => {
      const smtpPort = await freePort();
      const other = await startApp({ SMTP_URL: `smtp://127.0.0.1:${smtpPort}` });
      try {
        const { id, url } = await other.shop.anOpenLink();

        const queued = await other.shop.send(
          id,
          { method: 'EMAIL', email: 'frida@example.com' },
          { idempotencyKey: 'q' },
        );
        expect(queued).toMatchObject({ __typename: 'Distribution', status: 'QUEUED', sentAt: null });

        const mailServer = await startSandbox({ SANDBOX_SMTP_PORT: String(smtpPort) });
        try {
          await other.sandbox.advance(HOUR_SECONDS);
          await eventually(async () =>
            expect((await other.shop.link(id)).distributions).toMatchObject([
              { id: queued.id, status: 'SENT', recipient: 'frida@example.com' },
            ]),
          );
          expect(await mailServer.mail()).toMatchObject([{ text: expect.stringContaining(url) }]);
          const again = await other.shop.send(
            id,
            { method: 'EMAIL', email: 'frida@example.com' },
            { idempotencyKey: 'q' },
          );
          expect(again).toMatchObject({ id: queued.id, status: 'SENT' });
        } finally {
          await mailServer.stop();
        }
      } finally {
        await other.stop();
      }
    });

    it('is given up with the link: what has ended is not sent', async () => {
      const other = await startApp({ SMTP_URL: `smtp://127.0.0.1:${await freePort()}` });
      try {
        const { id } = await other.shop.anOpenLink();
        const queued = await other.shop.send(id, { method: 'EMAIL', email: 'gun@example.com' });
        await other.shop.disable({ paymentLinkId: id });

        await other.sandbox.advance(HOUR_SECONDS);

        expect(queued.status).toBe('QUEUED');
        await eventually(async () =>
          expect((await other.shop.link(id)).distributions).toMatchObject([
            { status: 'FAILED', failure: expect.stringContaining('DISABLED') },
          ]),
        );
      } finally {
        await other.stop();
      }
    });
  });
});

import { randomUUID } from 'node:crypto';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { type Sent, SendingClient } from '../support/sending-client.js';
import type { Shop } from '../support/shop.js';
import { type HandedOverSms, postForm, SmsProvider, type SmsProviderKind } from '../support/sms-provider.js';

/** What Twilio and 46elks tell of a text message after they have taken it. */
describe.each<[string, SmsProviderKind, string]>([
  ['Twilio', 'twilio', 'undelivered'],
  ['46elks', 'elks', 'failed'],
])('a text message by %s', (_, kind, undelivered) => {
  let provider: SmsProvider;
  let app: TestApp;
  let shop: Shop;
  let sending: SendingClient;

  beforeAll(async () => {
    provider = new SmsProvider(kind);
    await provider.start();
    app = await startApp({ SMS_URL: provider.smsUrl, RECONCILE_INTERVAL_MS: '3600000' });
    shop = app.shop;
    sending = new SendingClient(app.merchant);
  });
  afterAll(async () => {
    await app?.stop();
    await provider.stop();
  });
  afterEach(() => {
    provider.beforeAnswer = () => Promise.resolve();
  });

  let recipients = 0;
  async function texted(): Promise<{ id: string; phone: string; answer: Sent; sms: HandedOverSms }> {
    const phone = `+4673${2_000_000 + recipients++}`;
    const { id } = await shop.anOpenLink();
    const answer = await shop.send(id, { method: 'SMS', phone });
    return { id, phone, answer: answer as never, sms: provider.to(phone)[0]! };
  }
  const state = async (id: string): Promise<Sent> => (await sending.sendings(id))[0]!;
  const history = (id: string, last: string): Promise<string[]> =>
    eventually(async () => {
      const types = await shop.history(id);
      expect(types.at(-1)).toBe(last);
      return types;
    });

  it('is delivered once the provider says so, whatever it says after that', async () => {
    const { id, answer, sms } = await texted();
    expect(answer).toMatchObject({ status: 'SENT' });

    expect(await provider.report(sms.reportUrl, 'sent')).toBe(204);
    expect(await state(id)).toMatchObject({ status: 'SENT', deliveredAt: null });
    const reports = ['delivered', 'delivered', 'sent'].map((status) =>
      provider.report(sms.reportUrl, status),
    );
    expect(await Promise.all(reports)).toEqual([204, 204, 204]);
    const delivered = await state(id);
    for (const late of ['delivered', 'sent', undelivered, 'delivered'])
      expect(await provider.report(sms.reportUrl, late)).toBe(204);

    expect(delivered).toMatchObject({
      ...{ status: 'DELIVERED', deliveredAt: expect.any(String), sentAt: answer.sentAt, failure: null },
    });
    expect(await state(id)).toEqual(delivered);
    const told = await history(id, 'link.delivered');
    expect(told).toEqual(['payment_link.created', 'link.sent', 'link.delivered']);
  });

  it('that could not be delivered says why, whatever the provider says after that', async () => {
    const { id, phone, sms } = await texted();

    expect(await provider.report(sms.reportUrl, undelivered, { ErrorCode: '30005', To: phone })).toBe(204);
    for (const late of ['sent', 'delivered', undelivered])
      expect(await provider.report(sms.reportUrl, late)).toBe(204);

    const reason =
      kind === 'twilio' ? /^Twilio: undelivered \(30005, the number is not in use\)$/ : /^46elks/;
    const { status, failure } = await state(id);
    expect(status).toBe('BOUNCED');
    expect(failure).toMatch(reason);
    expect(failure).not.toContain(phone);
    const told = await history(id, 'link.bounced');
    expect(told).toEqual(['payment_link.created', 'link.sent', 'link.bounced']);
  });

  it('may be delivered before the provider has answered that it took it', async () => {
    provider.beforeAnswer = async ({ reportUrl }) => {
      expect(await provider.report(reportUrl, 'delivered')).toBe(204);
    };

    const { id, answer } = await texted();

    expect(answer.status).toBe('DELIVERED');
    expect(await state(id)).toMatchObject({ status: 'DELIVERED', sentAt: expect.any(String) });
    const told = await history(id, 'link.delivered');
    expect(told).toEqual(['payment_link.created', 'link.sent', 'link.delivered']);
  });

  it('whose answer was lost is known to have been sent by the first report on it', async () => {
    provider.beforeAnswer = () => Promise.reject(new Error('cut'));
    const { id, answer, sms } = await texted();
    expect(answer.status).toBe('OUTCOME_UNKNOWN');

    await provider.report(sms.reportUrl, 'sent');

    expect(await state(id)).toMatchObject({ status: 'SENT', sentAt: expect.any(String), failure: null });
    const told = await history(id, 'link.sent');
    expect(told).toEqual(['payment_link.created', 'operation.outcome_unknown', 'link.sent']);
    await provider.report(sms.reportUrl, undelivered);
    expect((await state(id)).status).toBe('BOUNCED');
    expect(provider.taken.filter(({ to }) => to === sms.to)).toHaveLength(1);
  });

  it('cannot be reported on by strangers, who learn nothing', async () => {
    const { id, sms } = await texted();
    const { sms: other } = await texted();
    const secret = secretOf(sms);
    const at = (sendingId: string, given: string): string => `${app.url}/callbacks/sms/${sendingId}/${given}`;
    const sendingId = (await state(id)).id;

    const wrong = [
      at(sendingId, secretOf(other)),
      at(sendingId, 'x'),
      at(randomUUID(), secret),
      at('1', secret),
      at("'--", secret),
    ];
    for (const url of wrong) expect(await provider.report(url, 'delivered')).toBe(404);
    if (kind === 'twilio') {
      expect(await postForm(sms.reportUrl, { MessageStatus: 'delivered' })).toBe(403);
      const headers = { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' };
      expect(await postForm(sms.reportUrl, { MessageStatus: 'delivered' }, headers)).toBe(403);
    }
    expect(await provider.report(sms.reportUrl, 'something new')).toBe(204);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[null, 1]' };
    expect((await fetch(sms.reportUrl, json)).status).toBeLessThan(500);
    expect((await fetch(sms.reportUrl, { method: 'POST', body: 'x' })).status).toBeLessThan(500);

    expect(await state(id)).toMatchObject({ status: 'SENT', deliveredAt: null });
  });

  it("shows the merchant's own name as its sender, or a number, or what SMS_URL says", async () => {
    expect((await texted()).sms.from).toBe('Paylink');

    expect(await sending.settings({ smsSender: 'Blomster' })).toMatchObject({ smsSender: 'Blomster' });
    expect((await texted()).sms.from).toBe('Blomster');
    await sending.settings({ smsSender: '+46 70 123 45 67', maxPerDay: 20 });
    expect((await texted()).sms.from).toBe('+46701234567');
    for (const smsSender of ['Blomsterhuset i Lund', '<b>', '12', ''])
      expect(await sending.settings({ smsSender })).toMatchObject({
        __typename: 'InvalidInput',
        faults: [{ path: 'smsSender' }],
      });
    await sending.settings({ smsSender: null });
    expect((await texted()).sms.from).toBe('Paylink');
  });
});

function secretOf({ reportUrl }: HandedOverSms): string {
  return reportUrl.slice(reportUrl.lastIndexOf('/') + 1);
}

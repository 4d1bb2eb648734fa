import type { LinkMessageValues } from './link-message.js';
import { LINK_LANGUAGES } from './link-strings.js';
import { MessageKind } from './message-kind.js';
import { composeMessage, ownWordsFaults } from './message.js';
import { smsSegments } from './sms-segments.js';

const values: LinkMessageValues = {
  locale: 'en-GB',
  merchantName: 'Flowers & <Co>',
  amountMinor: 123450,
  currency: 'SEK',
  reference: 'A-1001',
  url: 'https://pay.example/l/7f3kq9',
  expiresAt: new Date('2026-12-18T14:05:00Z'),
  timeZone: 'Europe/Stockholm',
  optOutUrl: 'https://pay.example/optout/xyz',
};

it('is said in our words where the merchant has none', () => {
  const message = composeMessage(values, null);
  expect(message.subject).toContain('Flowers & <Co>');
  for (const body of [message.text, message.html]) expect(body).toContain(values.optOutUrl);
  expect(composeMessage(values, { subject: null, sms: null })).toEqual(message);
});

it('puts values into the words of the merchant, and escapes them in HTML alone', () => {
  const all = '{{merchant}}|{{amount}}|{{ url }}|{{reference}}|{{expires}}';
  const { subject, text, html, sms } = composeMessage(values, {
    subject: all,
    text: all,
    html: `<body><a href="{{url}}">${all}</a></body>`,
    sms: all,
  });
  expect(subject).toMatch(
    /^Flowers & <Co>\|SEK\s1,234\.50\|https:\/\/pay\.example\/l\/7f3kq9\|A-1001\|18 December 2026/,
  );
  expect(text.startsWith(subject)).toBe(true);
  expect(text).toContain(values.optOutUrl);
  expect(html).toContain('Flowers &amp; &lt;Co&gt;|');
  expect(html).toMatch(/optout\/xyz.*<\/body>$/s);
  expect(sms).toMatch(/\|18 Dec, 15:05 CET$/);
});

it('does not fill what a value brings', () => {
  const hostile = { ...values, merchantName: '{{url}} {amount}' };
  expect(composeMessage(hostile, { subject: 'To {{merchant}}' }).subject).toBe('To {{url}} {amount}');
});

it.each(['{{price}}', '{{}}', '{{ url', 'url }}', '{{constructor}}'])('refuses %p', (fault) => {
  expect(ownWordsFaults({ subject: `Pay ${fault}` })).toMatchObject([
    { path: 'subject', message: expect.stringContaining('{{merchant}}') },
  ]);
});

it('names each part that is wrong', () => {
  const faults = ownWordsFaults({
    subject: 'a\nBcc: x@example.com',
    text: 'Pay now',
    html: '<a href="{{url}}" onclick="x()">Pay</a>',
    sms: `{{url}} ${'x'.repeat(480)}`,
  });
  expect(faults.map(({ path }) => path)).toEqual(['subject', 'text', 'html', 'sms']);
  expect(faults[1]!.message).toContain('{{url}}');
  expect(ownWordsFaults({ text: ' ', sms: null })).toHaveLength(1);
  expect(ownWordsFaults({ subject: 'Pay {{ merchant }}', text: '{{url}}', html: '<p>{{url}}</p>' })).toEqual(
    [],
  );
});

it.each(LINK_LANGUAGES)('reminds in %s', (locale) => {
  const plain = { ...values, merchantName: 'Blomsterhuset', locale };
  const invitation = composeMessage(plain, null);
  const reminder = composeMessage({ ...plain, kind: MessageKind.REMINDER }, null);
  expect(reminder.subject).not.toBe(invitation.subject);
  expect(reminder.text.split('\n')[0]).not.toBe(invitation.text.split('\n')[0]);
  expect(reminder.sms).not.toBe(invitation.sms);
  for (const text of Object.values(reminder)) expect(text).toContain('Blomsterhuset');
  expect(Object.values(reminder).join()).not.toMatch(/\{\w+\}|undefined/);
  expect(smsSegments(reminder.sms).segments).toBe(1);
});

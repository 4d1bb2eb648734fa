import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppConfig, ConfigError, readConfig } from '../../../../common/config/app-config.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable } from '../send.errors.js';
import { elksGateway } from './elks.gateway.js';
import { readAccount } from './sms.gateway.js';
import { SmsSender } from './sms.sender.js';
import { twilioGateway } from './twilio.gateway.js';
import { isTwilioSignature, twilioSignature } from './twilio-signature.js';

const reportUrl = 'http://localhost:3000/callbacks/sms/1/secret';
const sms = { from: null, to: '+46700000000', text: 'Pay här & nu: https://pay.example/l/1', reportUrl };

interface Seen {
  method?: string;
  url?: string;
  authorization?: string;
  type?: string;
  form: Record<string, string>;
}

/** Answers as the documentation of the provider says, and remembers what it was sent. */
let server: Server;
let seen: Seen[];
let answer: { status: number; body: string; type: string };

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    void formOf(request).then((form) => {
      const { authorization, 'content-type': type } = request.headers;
      seen.push({ method: request.method, url: request.url, authorization, type, form });
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return Object.fromEntries(new URLSearchParams(body));
}

function senderTo(scheme: string, account: string, query = ''): SmsSender {
  const { port } = server.address() as AddressInfo;
  const SMS_URL = `${scheme}://${account}@127.0.0.1:${port}${query}`;
  return new SmsSender(Object.assign(new AppConfig(), { SMS_URL }));
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as Error,
  );
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
const json = (status: number, body: object) => ({
  status,
  body: JSON.stringify(body),
  type: 'application/json',
});

describe('Twilio', () => {
  const SID = 'AC0123456789abcdef0123456789abcdef';
  const created = json(201, { sid: 'SM1', status: 'queued', error_code: null, to: sms.to });
  const refusal = (status: number, code: number) =>
    json(status, { code, message: `The 'To' number ${sms.to} is wrong`, more_info: 'https://…', status });

  it('is sent a form, with the account and its token', async () => {
    answer = created;
    await senderTo('twilio', `${SID}:s3cr%2Fet`, '?from=%2B46731234567').send(sms);
    expect(seen).toEqual([
      {
        method: 'POST',
        url: `/2010-04-01/Accounts/${SID}/Messages.json`,
        authorization: basic(`${SID}:s3cr/et`),
        type: 'application/x-www-form-urlencoded',
        form: { To: sms.to, From: '+46731234567', Body: sms.text, StatusCallback: reportUrl },
      },
    ]);
  });

  it.each([
    ['', 'From', 'Paylink'],
    ['?from=+46731234567', 'From', '+46731234567'],
    [`?from=MG${'0123456789abcdef'.repeat(2)}`, 'MessagingServiceSid', `MG${'0123456789abcdef'.repeat(2)}`],
  ])('takes the sender from %p', async (query, field, value) => {
    answer = created;
    await senderTo('twilio', `${SID}:t`, query).send(sms);
    expect(seen[0]!.form).toEqual({
      To: sms.to,
      [field]: value,
      Body: sms.text,
      StatusCallback: reportUrl,
    });
  });

  it("sends under the merchant's own name before any other", async () => {
    answer = created;
    await senderTo('twilio', `${SID}:t`, `?from=MG${'0'.repeat(32)}`).send({ ...sms, from: 'Blomster' });
    expect(seen[0]!.form).toMatchObject({ From: 'Blomster' });
    expect(seen[0]!.form).not.toHaveProperty('MessagingServiceSid');
  });

  it('is not told where to report what it cannot reach', () => {
    const gateway = twilioGateway(`twilio://${SID}:t@api.twilio.com`);
    const bodyFor = (url: string): string => gateway.request({ ...sms, reportUrl: url }).body;
    expect(bodyFor(reportUrl)).not.toContain('StatusCallback');
    expect(bodyFor('https://pay.example/callbacks/sms/1/secret')).toContain('StatusCallback=https');
  });

  it.each([
    [{ MessageStatus: 'queued' }, { state: 'taken' }],
    [{ MessageStatus: 'sent' }, { state: 'taken' }],
    [{ MessageStatus: 'delivered' }, { state: 'delivered' }],
    [{ MessageStatus: 'failed' }, { state: 'undelivered', reason: 'Twilio: failed' }],
    [
      { MessageStatus: 'undelivered', ErrorCode: '30003' },
      { state: 'undelivered', reason: 'Twilio: undelivered (30003, the phone could not be reached)' },
    ],
    [{ MessageStatus: 'something new' }, null],
    [{}, null],
  ])('reports by a signed form: %p', (form: Record<string, string>, report) => {
    const gateway = twilioGateway(`twilio://${SID}:t%2Fok@api.twilio.com`);
    const read = (signature?: string, fields = form) =>
      gateway.readReport!({ url: reportUrl, headers: { 'x-twilio-signature': signature }, form: fields });
    const signature = twilioSignature('t/ok', reportUrl, form);
    expect(read(signature)).toEqual(report);
    expect(read(signature, { ...form, MessageSid: 'SM1' })).toBe('forged');
    for (const wrong of [undefined, '', 'x', twilioSignature('t%2Fok', reportUrl, form)])
      expect(read(wrong)).toBe('forged');
  });

  it('signs as the example of its documentation is signed, with a port or without', () => {
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    const form = {
      Digits: '1234',
      To: '+18005551212',
      From: '+14158675309',
      Caller: '+14158675309',
      CallSid: 'CA1234567890ABCDE',
    };
    const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
    expect(twilioSignature('12345', url, form)).toBe(signature);
    const withPort = twilioSignature('12345', url.replace('.com', '.com:443'), form);
    expect(isTwilioSignature('12345', url, form, withPort)).toBe(true);
    expect(isTwilioSignature('12345', url.replace('.com', '.com:8443'), form, signature)).toBe(true);
    expect(isTwilioSignature('12345', url.replace('bar', 'baz'), form, signature)).toBe(false);
  });

  it.each([
    [refusal(400, 21211), SendRejected, '21211, the number is not valid'],
    [refusal(400, 21610), SendRejected, 'STOP'],
    [refusal(400, 99999), SendRejected, '99999'],
    [json(201, { sid: 'SM1', status: 'failed' }), SendRejected, 'HTTP 201'],
    [refusal(401, 20003), SendUnavailable, 'token'],
    [refusal(429, 20429), SendUnavailable, '20429'],
    [refusal(500, 20500), SendOutcomeUnknown, '20500'],
    [{ status: 503, body: '<html>', type: 'text/html' }, SendOutcomeUnknown, 'HTTP 503'],
  ])('%#: an answer that is none of success', async (given, kind, text) => {
    answer = given;
    const error = await failureOf(senderTo('twilio', `${SID}:t`).send(sms));
    expect(error).toBeInstanceOf(kind);
    expect(error!.message).toContain(text);
    expect(error!.message).not.toContain(sms.to);
  });
});

describe('46elks', () => {
  it('is sent a form, with user name and password', async () => {
    answer = json(200, { id: 's17a6dafb12d6b1cabc053d57dac2b9d8', status: 'created', to: sms.to });
    await senderTo('elks', 'u1:p1', '?from=Shop').send(sms);
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/a1/sms',
        authorization: basic('u1:p1'),
        type: 'application/x-www-form-urlencoded',
        form: { from: 'Shop', to: sms.to, message: sms.text, whendelivered: reportUrl },
      },
    ]);
  });

  it.each([
    [400, SendRejected],
    [401, SendUnavailable],
    [403, SendUnavailable],
    [429, SendUnavailable],
    [500, SendOutcomeUnknown],
  ])('takes %i as %p', async (status, kind) => {
    answer = { status, body: `Invalid "to" number ${sms.to}`, type: 'text/plain' };
    const error = await failureOf(senderTo('elks', 'u1:p1').send(sms));
    expect(error).toBeInstanceOf(kind);
    expect(error!.message).not.toContain(sms.to);
  });
});

it.each([
  ['sent', { state: 'taken' }],
  ['delivered', { state: 'delivered' }],
  ['failed', { state: 'undelivered', reason: '46elks: not delivered' }],
  ['something new', null],
])('46elks reports %p', (status, report) => {
  const form = { id: 's17a6dafb12d6b1cabc053d57dac2b9d8', status };
  const gateway = elksGateway('elks://u1:p1@api.46elks.com');
  expect(gateway.readReport!({ url: reportUrl, headers: {}, form })).toEqual(report);
});

it('speaks https to every host that is not this one', () => {
  expect(readAccount('twilio://a:b@api.twilio.com?from=x').base).toBe('https://api.twilio.com');
  expect(readAccount('elks://a:b@localhost:4000').base).toBe('http://localhost:4000');
});

it('is configured by the scheme of SMS_URL', () => {
  for (const SMS_URL of [
    'twilio://AC1:token@api.twilio.com?from=%2B46731234567',
    'elks://u:p@api.46elks.com',
    'https://sms.example/in',
  ]) {
    expect(readConfig({ SMS_URL }).SMS_URL).toBe(SMS_URL);
  }
  expect(() => readConfig({ SMS_URL: 'ftp://sms.example' })).toThrow(ConfigError);
});

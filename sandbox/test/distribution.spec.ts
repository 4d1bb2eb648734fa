import { describe, expect, it } from '@jest/globals';
import { Body, useSandbox } from './support.js';

const used = useSandbox();

const distribute = async (given: Body) => {
  const session = await used.client.session(await used.client.order());
  const reply = await used.client.post(`/hpp/v1/sessions/${session.session_id}/distribution`, given);
  return { session, reply };
};

const messages = async (kind: string): Promise<Body[]> =>
  (await used.client.get(`/sandbox/${kind}`)).body.messages;

describe('Distribution', () => {
  it('sends an e-mail with the link in the order’s language; 204', async () => {
    const { session, reply } = await distribute({
      method: 'email',
      contact_information: { email: 'eva@mail.example' },
    });
    expect([reply.status, reply.body]).toEqual([204, '']);
    const [mail] = await messages('mail');
    expect(mail.to).toBe('eva@mail.example');
    expect(mail.subject).toBe('Slutför ditt köp hos Paylink Test Shop');
    expect(mail.text).toContain(session.redirect_url);
    expect(mail.html).toContain(session.redirect_url);
    expect(mail).toEqual({
      at: expect.any(String),
      from: expect.any(String),
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
    });
  });

  it('sends a text message', async () => {
    const contact_information = { phone: '0701234567', phone_country: 'SE' };
    const { session, reply } = await distribute({ method: 'sms', contact_information });
    expect(reply.status).toBe(204);
    const [sms] = await messages('sms');
    expect(sms.to).toBe('0701234567');
    expect(sms.text).toContain(session.redirect_url);
  });

  it.each(['klarna:09f4a78d-d096-47d4-a0f6-abcf680c70fe', '467521087419', '278352'])(
    'takes access id %s',
    async (access_id) => {
      expect((await distribute({ method: 'token', contact_information: { access_id } })).reply.status).toBe(
        204,
      );
    },
  );

  it('leaves the status WAITING', async () => {
    const { session } = await distribute({
      method: 'email',
      contact_information: { email: 'eva@mail.example' },
    });
    expect((await used.client.get(`/hpp/v1/sessions/${session.session_id}`)).body.status).toBe('WAITING');
  });

  const refused: [string, Body, number, string][] = [
    ['no body', undefined, 400, 'CONSTRAINT_VIOLATION'],
    ['no method', { contact_information: {} }, 400, 'CONSTRAINT_VIOLATION'],
    ['no contact', { method: 'email' }, 400, 'CONSTRAINT_VIOLATION'],
    ['an unknown method', { method: 'pigeon', contact_information: {} }, 400, 'CONSTRAINT_VIOLATION'],
    [
      'an unknown template',
      { method: 'email', contact_information: { email: 'a@b.example' }, template: 'X' },
      400,
      'CONSTRAINT_VIOLATION',
    ],
    ['no e-mail address', { method: 'email', contact_information: {} }, 400, 'MISSING_CONTACT_DATA'],
    [
      'a bad e-mail address',
      { method: 'email', contact_information: { email: 'eva' } },
      400,
      'CONSTRAINT_VIOLATION',
    ],
    [
      'no phone',
      { method: 'sms', contact_information: { phone_country: 'SE' } },
      400,
      'MISSING_CONTACT_DATA',
    ],
    [
      'no phone country',
      { method: 'sms', contact_information: { phone: '0701234567' } },
      400,
      'MISSING_CONTACT_DATA',
    ],
    [
      'an unknown phone country',
      { method: 'sms', contact_information: { phone: '0701234567', phone_country: 'QQ' } },
      400,
      'UNSUPPORTED_COUNTRY',
    ],
    [
      'a bad phone',
      { method: 'sms', contact_information: { phone: 'call me', phone_country: 'SE' } },
      400,
      'CONSTRAINT_VIOLATION',
    ],
    ['no access id', { method: 'token', contact_information: {} }, 400, 'MISSING_CONTACT_DATA'],
    ['an unknown access id', { method: 'token', contact_information: { access_id: 'x' } }, 404, 'NOT_FOUND'],
  ];

  it.each(refused)('refuses %s', async (_what, given, status, code) => {
    const { reply } = await distribute(given);
    expect([reply.status, reply.body.error_code]).toEqual([status, code]);
    expect([...(await messages('mail')), ...(await messages('sms'))]).toEqual([]);
  });

  it('refuses a disabled and a completed session with 400', async () => {
    const mail = { method: 'email', contact_information: { email: 'eva@mail.example' } };
    const disabled = await used.client.session(await used.client.order());
    await used.client.delete(`/hpp/v1/sessions/${disabled.session_id}`);
    expect(
      (await used.client.post(`/hpp/v1/sessions/${disabled.session_id}/distribution`, mail)).status,
    ).toBe(400);
    const paid = await used.client.session(await used.client.order());
    await used.client.consumer(paid.session_id, 'pay');
    expect((await used.client.post(`/hpp/v1/sessions/${paid.session_id}/distribution`, mail)).status).toBe(
      400,
    );
  });

  it('answers 404 for an unknown session', async () => {
    const reply = await used.client.post('/hpp/v1/sessions/unknown/distribution', {
      method: 'email',
      contact_information: { email: 'a@b.example' },
    });
    expect([reply.status, reply.body.error_code]).toEqual([404, 'NOT_FOUND']);
  });

  it('sends no more than 20 text messages a day while limits are on', async () => {
    const { client } = used;
    await client.post('/sandbox/limits', { creates_per_second: 1000, others_per_second: 1000 });
    const session = await client.session(await client.order());
    const send = () =>
      client.post(`/hpp/v1/sessions/${session.session_id}/distribution`, {
        method: 'sms',
        contact_information: { phone: '0701234567', phone_country: 'SE' },
      });
    for (let i = 0; i < 20; i += 1) expect((await send()).status).toBe(204);
    expect((await send()).status).toBe(429);
    await client.hours(25);
    expect((await send()).status).toBe(204);
  });

  it('has a page for clerks behind standalone_url: QR code, e-mail, text message', async () => {
    const { client } = used;
    const session = await client.session(await client.order());
    const url = session.distribution_module.standalone_url
      .replace('{{profile_id}}', 'p')
      .replace('{{view_id}}', 'v');
    client.authorization = null;
    const page = await client.get(url);
    expect(page.status).toBe(200);
    expect(page.body).toContain(session.qr_code_url);
    const send = (form: Record<string, string>) =>
      client.call('POST', url, new URLSearchParams(form).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    expect((await send({ method: 'email', email: 'eva@mail.example' })).body).toContain('The link was sent.');
    expect((await send({ method: 'sms', phone: '0701234567', phone_country: 'SE' })).status).toBe(200);
    expect((await send({ method: 'email', email: 'eva' })).status).toBe(400);
    expect([(await messages('mail')).length, (await messages('sms')).length]).toEqual([1, 1]);
    expect((await client.get(url.replace(/token=.*/, `token=${session.session_id}`))).status).toBe(404);
  });

  it('renews the token of the distribution module', async () => {
    const session = await used.client.session(await used.client.order());
    const reply = await used.client.post(session.distribution_module.generation_url);
    expect(reply.status).toBe(201);
    expect(reply.body.token).not.toBe(session.distribution_module.token);
  });
});

import { describe, expect, it } from '@jest/globals';
import { aLine, Body, merchantUrls, useReceiver, useSandbox } from './support.js';

const used = useSandbox();
const receiver = useReceiver();
const shop = 'https://shop.example';

const open = async (
  session: Body = {},
  order: Body = {},
): Promise<{ url: string; id: string; order: string }> => {
  const orderId = await used.client.order(order);
  const made = await used.client.session(orderId, session);
  return { url: made.redirect_url, id: made.session_id, order: orderId };
};

const press = (url: string, form: Record<string, string>) =>
  used.client.call('POST', url, new URLSearchParams(form).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });

const status = async (id: string): Promise<string> =>
  (await used.client.get(`/hpp/v1/sessions/${id}`)).body.status;

/** The text of a page, spaces of all kinds alike. */
const textOf = (page: string): string =>
  page.replace(/<style>[\s\S]*<\/style>|<[^>]*>/g, ' ').replace(/[\s\u00a0\u202f]+/g, ' ');

describe('The payment page', () => {
  it('opens the session, without credentials and without script', async () => {
    const { url, id } = await open();
    used.client.authorization = null;
    const page = await used.client.get(url);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.body).not.toMatch(/<script|onclick|javascript:/);
    used.client.authorization = 'Basic kco_test_api_paylink';
    expect(await status(id)).toBe('IN_PROGRESS');
  });

  it('is not opened by being looked at with HEAD', async () => {
    const { url, id } = await open();
    await used.client.call('HEAD', url);
    expect(await status(id)).toBe('WAITING');
  });

  it('shows title, logo, shop, lines, totals and tax in the order’s language and currency', async () => {
    const options = { page_title: 'Din kasse', logo_url: `${shop}/logo.png` };
    const page = (await used.client.get((await open({ options })).url)).body;
    expect(page).toContain('<html lang="sv-SE">');
    expect(page).toContain('<title>Din kasse</title>');
    expect(page).toContain(`<img src="${shop}/logo.png"`);
    const text = textOf(page);
    for (const part of [
      'Paylink Test Shop',
      'Thing',
      '2 st × 50,00 kr',
      'Totalt 100,00 kr',
      'varav moms 20,00 kr',
      'Betala 100,00 kr',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    ['de-DE', 'DE', 'EUR', '100,00 € bezahlen'],
    ['en-GB', 'GB', 'GBP', 'Pay £100.00'],
    ['nb-NO', 'NO', 'NOK', 'Betal 100,00 kr'],
    ['fr-BE', 'BE', 'EUR', 'Payer 100,00 €'],
    ['pl-PL', 'PL', 'PLN', 'Zapłać 100,00 zł'],
    ['en-XX', 'SE', 'SEK', 'Pay SEK 100.00'],
    ['zu-ZA', 'SE', 'SEK', 'Pay'],
  ])('speaks %s', async (locale, purchase_country, purchase_currency, button) => {
    const { url } = await open({}, { locale, purchase_country, purchase_currency });
    expect(textOf((await used.client.get(url)).body)).toContain(button);
  });

  it.each([
    ['BUY', 'Betala'],
    ['RENT', 'Hyr'],
    ['BOOK', 'Boka'],
    ['SUBSCRIBE', 'Prenumerera'],
    ['DOWNLOAD', 'Ladda ner'],
    ['ORDER', 'Beställ'],
    ['CONTINUE', 'Fortsätt'],
  ])('words the button for %s', async (purchase_type, word) => {
    expect((await used.client.get((await open({ options: { purchase_type } })).url)).body).toMatch(
      new RegExp(`value="pay">${word}`),
    );
  });

  it('hides the lines when told to', async () => {
    expect(
      textOf((await used.client.get((await open({ options: { show_subtotal_detail: 'HIDE' } })).url)).body),
    ).not.toContain('Thing');
  });

  it('takes the image that fits the width of the screen', async () => {
    const background_images = [
      { url: `${shop}/large.jpg`, width: 1920 },
      { url: `${shop}/small.jpg`, width: 600 },
    ];
    const page = (await used.client.get((await open({ options: { background_images } })).url)).body;
    expect(page).toContain(`background-image: url("${shop}/small.jpg")`);
    expect(page).toContain(
      `@media (min-width: 601px) { body { background-image: url("${shop}/large.jpg"); } }`,
    );
  });

  it('pays, and sends the browser to the shop', async () => {
    const { url, id, order } = await open({
      merchant_urls: { success: `${shop}/ok?o={{order_id}}&s={{session_id}}` },
    });
    await used.client.get(url);
    const reply = await press(url, { action: 'pay' });
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe(`${shop}/ok?o=${order}&s=${id}`);
    expect(await status(id)).toBe('COMPLETED');
    const second = await press(url, { action: 'pay' });
    expect(second.headers.get('location')).toBe(`${shop}/ok?o=${order}&s=${id}`);
  });

  it.each([
    ['decline', 'failure', 'FAILED'],
    ['error', 'error', 'ERROR'],
    ['back', 'back', 'BACK'],
  ])('%s sends the browser to %s', async (action, landing, expected) => {
    const { url, id } = await open({ merchant_urls: { [landing]: `${shop}/${landing}` } });
    await used.client.get(url);
    const reply = await press(url, { action });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${shop}/${landing}`]);
    expect(await status(id)).toBe(expected);
  });

  it('tells what happened itself when the shop gave no address', async () => {
    const { url } = await open();
    expect(textOf((await press(url, { action: 'decline' })).body)).toContain(
      'Köpet godkändes inte. Du kan försöka igen.',
    );
    expect(textOf((await press(url, { action: 'error' })).body)).toContain('Något gick fel.');
    expect(textOf((await press(url, { action: 'back' })).body)).toContain('Du lämnade sidan.');
    expect(textOf((await press(url, { action: 'pay' })).body)).toContain('Tack för ditt köp');
    expect(textOf((await used.client.get(url)).body)).toContain('Tack för ditt köp');
  });

  it('asks before it cancels, where cancelling is final', async () => {
    const { url, id } = await open({}, { options: { acquiring_channel: 'IN_STORE' } });
    const page = (await used.client.get(url)).body;
    expect(page).toContain('?confirm=cancel');
    expect(page).not.toContain('value="cancel"');
    const question = (await used.client.get(`${url}?confirm=cancel`)).body;
    expect(textOf(question)).toContain('Vill du avbryta köpet?');
    expect(question).toContain('value="cancel"');
    expect(await status(id)).toBe('IN_PROGRESS');
    expect(textOf((await press(url, { action: 'cancel' })).body)).toContain('Köpet avbröts');
    expect(await status(id)).toBe('CANCELLED');
    expect((await used.client.get(url)).status).toBe(410);
  });

  it('offers back in e-commerce and no cancel', async () => {
    const page = (await used.client.get((await open()).url)).body;
    expect(page).toContain('value="back"');
    expect(page).not.toContain('cancel');
  });

  it('shows the challenge of an identity check', async () => {
    const { url, id } = await open({}, { options: { acquiring_channel: 'IN_STORE' } });
    await used.client.get(url);
    const page = await press(url, { action: 'identify' });
    const { challenge } = (await used.client.get(`/hpp/v1/sessions/${id}`)).body.manual_identification;
    expect(page.body).toContain(`<p class="code">${challenge}</p>`);
    await used.client.post(`/sandbox/sessions/${id}/identity`, { identified: true });
    expect(await status(id)).toBe('COMPLETED');
  });

  it('is closed once disabled: an error on opening, not found for the next action', async () => {
    const { url, id } = await open();
    await used.client.get(url);
    await used.client.delete(`/hpp/v1/sessions/${id}`);
    const page = await used.client.get(url);
    expect(page.status).toBe(410);
    expect(textOf(page.body)).toContain('Länken är inte längre tillgänglig');
    expect((await press(url, { action: 'pay' })).status).toBe(404);
    expect(await status(id)).toBe('DISABLED');
  });

  it('is closed once expired', async () => {
    const { url } = await open();
    await used.client.hours(47.1);
    const page = await used.client.get(url);
    expect(page.status).toBe(410);
    expect(textOf(page.body)).toContain('Länken har gått ut');
    expect((await press(url, { action: 'pay' })).status).toBe(404);
  });

  it('does not exist under another code', async () => {
    expect((await used.client.get('/eu/hpp/payments/nothing')).status).toBe(404);
    expect((await press('/eu/hpp/payments/nothing', { action: 'pay' })).status).toBe(404);
  });

  it('gives the merchant what was typed and ticked', async () => {
    const box = {
      id: 'news',
      text: 'Ja till [nytt](https://shop.example/n)',
      checked: true,
      required: false,
    };
    const { url, order } = await open({}, { options: { additional_checkboxes: [box] } });
    const page = (await used.client.get(url)).body;
    expect(page).toContain(
      '<a href="https://shop.example/n" target="_blank" rel="noopener noreferrer">nytt</a>',
    );
    await press(url, { action: 'pay', email: 'eva@mail.example', postal_code: '211 20' });
    const read = (await used.client.get(`/checkout/v3/orders/${order}`)).body;
    expect(read.billing_address).toMatchObject({ email: 'eva@mail.example', postal_code: '211 20' });
    expect(read.merchant_requested.additional_checkboxes).toEqual([{ id: 'news', checked: false }]);
  });

  it('is filled in with the contact a link was sent to', async () => {
    const { url, id } = await open();
    await used.client.post(`/hpp/v1/sessions/${id}/distribution`, {
      method: 'email',
      contact_information: { email: 'eva@mail.example' },
    });
    expect((await used.client.get(url)).body).toContain('value="eva@mail.example"');
  });

  it('shows the merchant’s refusal', async () => {
    receiver.answer = (_request, response) =>
      void response.writeHead(400).end('{"error_type":"approval_failed","error_text":"Slut i lager"}');
    const { url, id } = await open(
      {},
      { merchant_urls: { ...merchantUrls, validation: receiver.url('/validate') } },
    );
    const page = await press(url, { action: 'pay' });
    expect(textOf(page.body)).toContain('Slut i lager');
    expect(await status(id)).toBe('IN_PROGRESS');
  });

  it('shows the lines of an American order without tax of their own', async () => {
    const net = { quantity: 1, tax_rate: 0, total_tax_amount: 0 };
    const { url } = await open(
      {},
      {
        purchase_country: 'US',
        purchase_currency: 'USD',
        locale: 'en-US',
        order_amount: 1080,
        order_tax_amount: 80,
        order_lines: [
          aLine({ ...net, unit_price: 1000, total_amount: 1000 }),
          aLine({ ...net, name: 'Sales tax', type: 'sales_tax', unit_price: 80, total_amount: 80 }),
        ],
      },
    );
    const text = textOf((await used.client.get(url)).body);
    expect(text).toContain('Sales tax $0.80');
    expect(text).not.toContain('of which VAT');
  });

  it.each([{}, { action: 'steal' }, { action: '' }])('takes no odd action (%j)', async (form) => {
    const { url, id } = await open();
    expect((await press(url, form as Record<string, string>)).status).toBe(404);
    expect(await status(id)).toBe('WAITING');
  });
});

describe('The QR code', () => {
  it('is a PNG at a public address of its own', async () => {
    const session = await used.client.session(await used.client.order());
    const answer = await fetch(session.qr_code_url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('The console', () => {
  it('is served with its files', async () => {
    for (const [path, type] of [
      ['/', 'text/html'],
      ['/console/console.css', 'text/css'],
      ['/console/console.js', 'text/javascript'],
      ['/console/views.js', 'text/javascript'],
    ]) {
      const reply = await used.client.get(path!);
      expect([path, reply.status, reply.headers.get('content-type')?.split(';')[0]]).toEqual([
        path,
        200,
        type,
      ]);
    }
  });

  it('reads what each session and order offers', async () => {
    const id = await used.client.paid();
    const waiting = await used.client.session(await used.client.order());
    const { sessions } = (await used.client.get('/sandbox/sessions')).body;
    expect(sessions[0]).toMatchObject({
      session_id: waiting.session_id,
      status: 'WAITING',
      offers: ['open', 'pay', 'decline', 'error', 'back', 'cancel'],
    });
    expect(sessions[1]).toMatchObject({ status: 'COMPLETED', offers: [] });
    const { orders } = (await used.client.get('/sandbox/orders')).body;
    expect(orders[1]).toMatchObject({
      order_id: id,
      status: 'AUTHORIZED',
      remaining_authorized_amount: 10000,
      acknowledged: false,
    });
  });

  it('is told of changes as they happen', async () => {
    const ending = new AbortController();
    const answer = await fetch(`${used.client.base}/sandbox/events`, { signal: ending.signal });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: hello\n\n');
    await used.client.order();
    expect((await reader.read()).value).toBe('data: changed\n\n');
    ending.abort();
  });
});

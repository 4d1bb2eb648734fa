import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { modulesInPng, modulesInSvg, modulesOf } from '../support/qr-code.js';
import { AMOUNT, aLine, type Shop } from '../support/shop.js';

const HOUR_SECONDS = 3600;

describe('a payment link', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());

  const inHours = async (hours: number): Promise<string> =>
    new Date((await app.sandbox.now()).getTime() + hours * HOUR_SECONDS * 1000).toISOString();

  it('is created open, with its amounts computed, an address and a token for a browser', async () => {
    const link = await shop.create({ reference: 'A-1', metadata: { basket: 7 } });

    expect(link).toMatchObject({
      __typename: 'PaymentLink',
      status: 'OPEN',
      reference: 'A-1',
      channel: 'ECOMMERCE',
      metadata: { basket: 7 },
      amount: { amount: AMOUNT, currency: 'SEK' },
      taxAmount: { amount: 3_960, currency: 'SEK' },
      orderLines: [{ type: 'PHYSICAL', quantity: 2, totalAmount: AMOUNT, totalTaxAmount: 3_960 }],
      session: { status: 'WAITING' },
      order: null,
      expiresAt: null,
      distributions: [],
    });
    expect(link.amount.formatted).toMatch(/198,00\s*kr/);
    expect(link.url).toMatch(`${app.url}/l/`);
    expect(link.clientToken).toEqual(expect.any(String));
    expect(await shop.history(link.id, 'payment_link.created')).toEqual(['payment_link.created']);
  });

  it('reaches the provider as one order and one session on it, under the reference', async () => {
    const before = (await app.sandbox.requests()).length;

    const link = await shop.anOpenLink({ reference: 'A-2', orderLines: [aLine(), aLine({ name: 'Hat' })] });

    const calls = (await app.sandbox.requests()).slice(before).filter(({ method }) => method === 'POST');
    expect(calls.map(({ path, status }) => [path, status])).toEqual([
      ['/checkout/v3/orders', 201],
      ['/hpp/v1/sessions', 201],
    ]);
    expect(calls[0]!.body).toMatchObject({
      merchant_reference1: 'A-2',
      purchase_currency: 'SEK',
      order_amount: 2 * AMOUNT,
      order_tax_amount: 2 * 3_960,
    });
    expect(calls[1]!.body).toMatchObject({
      payment_session_url: `${app.sandbox.url}/checkout/v3/orders/${link.session.checkoutOrderId}`,
    });
  });

  it.each([
    ['SVG', modulesInSvg],
    ['PNG', modulesInPng],
  ])('shows its address as a QR code in %s', async (format, modulesIn) => {
    const link = await shop.anOpenLink();

    const { paymentLink } = await app.merchant.request<{ paymentLink: { qrCode: string } }>(
      `query ($id: ID!) { paymentLink(id: $id) { qrCode(format: ${format}, size: 512) } }`,
      { id: link.id },
    );

    const expected = modulesOf(link.url);
    expect(modulesIn(paymentLink.qrCode, expected.length)).toEqual(expected);
  });

  it('leads whoever opens it to the hosted page, where it can be paid', async () => {
    const link = await shop.anOpenLink();

    const opened = await visit(link.url);
    const hosted = await fetch(opened.location!);

    expect(opened).toMatchObject({ status: 302, location: link.session.redirectUrl });
    expect(hosted.status).toBe(200);
    expect(hosted.headers.get('content-type')).toMatch('text/html');
  });

  it('is found by id, by reference and in the list', async () => {
    const link = await shop.anOpenLink({ reference: 'A-3', metadata: { shelf: 'north' } });

    const byReference = await app.merchant.request<{ paymentLinkByReference: object }>(
      '{ paymentLinkByReference(reference: "A-3") { id } }',
    );
    const listed = await shop.links({ filter: { metadata: { shelf: 'north' } } });

    expect(byReference.paymentLinkByReference).toEqual({ id: link.id });
    expect(await shop.link(link.id)).toMatchObject({ id: link.id, status: 'OPEN' });
    expect(listed.nodes).toEqual([{ id: link.id, reference: 'A-3', status: 'OPEN' }]);
  });

  it('is listed newest first, page by page', async () => {
    const references = ['P-1', 'P-2', 'P-3'];
    for (const reference of references) await shop.anOpenLink({ reference });

    const first = await shop.links({ first: 2, filter: { search: 'P-' } });
    const rest = await shop.links({ first: 2, filter: { search: 'P-' }, after: first.pageInfo.endCursor });

    expect(first.nodes.map(({ reference }) => reference)).toEqual(['P-3', 'P-2']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(rest.nodes.map(({ reference }) => reference)).toEqual(['P-1']);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  describe('that cannot be paid', () => {
    it('tells that it is paid', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.consumer(link.session.id, 'pay');
      await shop.outcome(link.id);

      const page = await visit(link.url);

      expect(page).toMatchObject({ status: 410, location: null });
      expect(page.type).toMatch('text/html');
      expect(page.html).toMatch(/Redan betald/);
    });

    it('tells so even when the shop has not heard of the payment', async () => {
      await app.sandbox.callbacks({ deliver: false });
      const link = await shop.anOpenLink();
      await app.sandbox.consumer(link.session.id, 'pay');

      const page = await eventually(async () => {
        const opened = await visit(link.url);
        expect(opened.status).toBe(410);
        return opened;
      });

      expect(page.html).toMatch(/Redan betald/);
      await app.sandbox.callbacks({ deliver: true });
    });

    it('tells that the shop has ended it', async () => {
      const link = await shop.anOpenLink();
      await shop.disable({ paymentLinkId: link.id });

      const page = await visit(link.url);

      expect(page.status).toBe(410);
      expect(page.html).toMatch(/Inte längre tillgänglig/);
    });

    it('tells that it is not known', async () => {
      const pages = await Promise.all([
        visit(`${app.url}/l/AAAAAAAAAAAAAAAAAAAAAA`),
        visit(`${app.url}/l/%27%20OR%201=1`),
      ]);

      for (const page of pages) {
        expect(page).toMatchObject({ status: 404, type: expect.stringMatching('text/html') });
        expect(page.html).toMatch(/not known/);
      }
    });

    it('tells that the offer has ended', async () => {
      const link = await shop.anOpenLink({ expiresAt: await inHours(2) });
      await app.sandbox.advance(2 * HOUR_SECONDS + 1);

      const page = await eventually(async () => {
        const opened = await visit(link.url);
        expect(opened.status).toBe(410);
        return opened;
      });

      expect(page.html).toMatch(/gått ut/);
    });
  });
});

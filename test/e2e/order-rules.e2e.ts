import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { lastSent } from '../support/sent.js';
import { aLine, type Shop } from '../support/shop.js';

describe('an order', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());

  describe('as arithmetic', () => {
    it('is net with sales tax lines in the United States', async () => {
      const line = (type: string, unitPrice: number) => aLine({ type, quantity: 1, unitPrice, taxRate: 0 });
      const link = await shop.anOpenLink({
        country: 'US',
        currency: 'USD',
        locale: 'en-US',
        orderLines: [
          line('PHYSICAL', 50_000),
          line('SHIPPING_FEE', 2_000),
          line('SALES_TAX', 3_938),
          line('DISCOUNT', -5_000),
        ],
      });

      expect(link.amount.amount).toBe(50_938);
      expect((await lastSent(app)).order).toMatchObject({ order_amount: 50_938, order_tax_amount: 3_938 });
    });

    it('charges the same for a basket in net and in gross form', async () => {
      const gross = [
        aLine({ name: 'Socks', quantity: 3, unitPrice: 12_500, taxRate: 2_500 }),
        aLine({ name: 'Book', quantity: 2, unitPrice: 10_600, taxRate: 600 }),
        aLine({ type: 'DISCOUNT', name: 'Off', quantity: 1, unitPrice: -1_250, taxRate: 2_500 }),
      ];
      const net = gross.map(({ unitPrice, ...line }, i) => ({
        ...line,
        unitPriceExcludingTax: [10_000, 10_000, -1_000][i],
        expected: unitPrice,
      }));

      const inGross = await shop.anOpenLink({ orderLines: gross });
      const inNet = await shop.anOpenLink({ orderLines: net.map(({ expected: _, ...line }) => line) });

      expect(inGross.amount.amount).toBe(57_450);
      expect(inNet.amount).toEqual(inGross.amount);
      expect(inNet.taxAmount).toEqual(inGross.taxAmount);
      expect(inNet.orderLines).toEqual(inGross.orderLines);
    });

    it('meets the total that the shop charges, or says what can be met', async () => {
      const orderLines = [
        aLine({ quantity: 1, unitPrice: undefined, unitPriceExcludingTax: 999, taxRate: 2_550 }),
        aLine({ quantity: 1, unitPrice: undefined, unitPriceExcludingTax: 333, taxRate: 2_550 }),
      ];

      const met = await shop.create({ orderLines, orderAmount: 1_672 });
      const missed = await shop.create({ orderLines, orderAmount: 1_700 });

      expect(met).toMatchObject({ __typename: 'PaymentLink', amount: { amount: 1_672 } });
      expect(missed.faults).toEqual([
        expect.objectContaining({ path: 'orderAmount', expected: '1670 to 1672' }),
      ]);
    });
  });

  describe('by channel', () => {
    it.each(['ECOMMERCE', 'IN_STORE', 'TELESALES'])('is told that it is %s', async (channel) => {
      await shop.anOpenLink({ channel });
      expect((await lastSent(app)).order.options).toMatchObject({ acquiring_channel: channel });
    });

    it('warns of what the channel does not do', async () => {
      const redirectUrls = { back: 'https://shop.example/back', cancel: 'https://shop.example/cancel' };
      const online = await shop.anOpenLink({ redirectUrls, autoCapture: true });
      const inStore = await shop.anOpenLink({ channel: 'IN_STORE', redirectUrls, autoCapture: true });

      expect(online.warnings.map(({ path }) => path)).toEqual(['autoCapture', 'redirectUrls.cancel']);
      expect(inStore.warnings.map(({ path }) => path)).toEqual([
        'redirectUrls.back',
        'checkout.extraMerchantData',
      ]);
    });

    it('shows a clerk where the consumer is identified, in a store alone', async () => {
      const [inStore, online] = [await shop.anOpenLink({ channel: 'IN_STORE' }), await shop.anOpenLink()];
      const url = async (id: string) => {
        const query = 'query ($id: ID!) { paymentLink(id: $id) { session { manualIdentificationUrl } } }';
        const { paymentLink } = await app.merchant.request<{ paymentLink: { session: object } }>(query, {
          id,
        });
        return paymentLink.session;
      };

      const { id } = inStore.session;
      expect(await url(inStore.id)).toEqual({
        manualIdentificationUrl: `${app.sandbox.url}/hpp/v1/sessions/${id}/manual-id-check`,
      });
      expect(await url(online.id)).toEqual({ manualIdentificationUrl: null });
    });
  });

  it.each([
    ['sv-SE', 'sv-SE', []],
    ['de-SE', 'de', ['locale']],
    ['ja-JP', 'en', ['locale']],
  ])('speaks %s as %s, and says so', async (locale, spoken, warned) => {
    const link = await shop.anOpenLink({ locale });

    expect((await lastSent(app)).order.locale).toBe(spoken);
    expect(link.locale).toBe(spoken);
    expect((await shop.link(link.id)).warnings.map(({ path }) => path)).toEqual(warned);
  });

  it('brings back how the consumer left the checkboxes', async () => {
    const box = (id: string, more: object = {}) => ({ id, text: `Tick ${id}`, ...more });
    const link = await shop.anOpenLink({
      checkout: {
        checkboxes: [box('news', { checked: true }), box('terms', { required: true }), box('sms')],
      },
    });
    expect(link.checkboxes).toBeNull();

    await app.sandbox.consumer(link.session.id, 'pay', { checkboxes: { news: false, terms: true } });

    await eventually(async () =>
      expect((await shop.link(link.id)).checkboxes).toEqual([
        { id: 'news', checked: false },
        { id: 'terms', checked: true },
        { id: 'sms', checked: false },
      ]),
    );
    expect(await shop.history(link.id)).toContain('order.checkboxes_read');
  });
});

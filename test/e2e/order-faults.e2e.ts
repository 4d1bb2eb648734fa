import { type TestApp, startApp } from '../support/app.js';
import { aLine, type Shop } from '../support/shop.js';

const MARKUP = '<b>bold</b>';
const long = (length: number): string => 'x'.repeat(length);

/** Each wrong in one way: [paths of the faults, what is given]. */
const WRONG: [string, string[], object][] = [
  ['a currency of elsewhere', ['currency'], { currency: 'EUR' }],
  ['a country that is not sold to', ['country'], { country: 'JP' }],
  ['a locale that is none', ['locale'], { locale: 'Swedish' }],
  ['no lines', ['orderLines'], { orderLines: [] }],
  ['another total', ['orderLines.0.totalAmount'], { orderLines: [aLine({ totalAmount: 19_801 })] }],
  [
    'the tax of net prices',
    ['orderLines.0.totalTaxAmount'],
    { orderLines: [aLine({ totalTaxAmount: 4_950 })] },
  ],
  ['no price', ['orderLines.0.unitPrice'], { orderLines: [aLine({ unitPrice: undefined })] }],
  [
    'two prices',
    ['orderLines.0.unitPriceExcludingTax'],
    { orderLines: [aLine({ unitPriceExcludingTax: 7_920 })] },
  ],
  ['another sum', ['orderAmount'], { orderAmount: 1 }],
  ['a discount that adds', ['orderLines.0.unitPrice'], { orderLines: [aLine({ type: 'DISCOUNT' })] }],
  ['a gift card that adds', ['orderLines.0.unitPrice'], { orderLines: [aLine({ type: 'GIFT_CARD' })] }],
  ['less than nothing', ['orderLines'], { orderLines: [aLine({ type: 'GIFT_CARD', unitPrice: -1 })] }],
  ['tax in the US', ['orderLines.0.taxRate'], { country: 'US', currency: 'USD', locale: 'en-US' }],
  [
    'details of a line',
    [
      'orderLines.0.merchantData',
      'orderLines.0.productIdentifiers.brand',
      'orderLines.0.subscription.intervalCount',
      'orderLines.0.shippingAttributes.weightGrams',
      'orderLines.0.shippingAttributes.tags.1',
    ],
    {
      orderLines: [
        aLine({
          merchantData: long(1_025),
          productIdentifiers: { brand: long(71), color: 'Grey' },
          subscription: { interval: 'DAY', intervalCount: 0 },
          shippingAttributes: { weightGrams: -1, tags: ['fine', MARKUP] },
        }),
      ],
    },
  ],
  [
    'references and data',
    ['reference', 'reference2', 'merchantData'],
    { reference: MARKUP, reference2: long(256), merchantData: long(6_001) },
  ],
  [
    'the consumer',
    ['consumer.organizationRegistrationId', 'consumer.email', 'consumer.title', 'consumer.careOf'],
    {
      consumer: {
        email: 'nobody',
        careOf: MARKUP,
        title: long(21),
        organizationRegistrationId: '556737-0431',
      },
    },
  ],
  ['a title of elsewhere', ['consumer.title'], { consumer: { title: 'Mr', country: 'DE' } }],
  [
    'a street number in Sweden, and a house extension',
    ['consumer.streetNumber', 'consumer.houseExtension'],
    { consumer: { streetNumber: '1', houseExtension: 'A' } },
  ],
  [
    'a street twice',
    ['consumer.shippingAddress.streetName'],
    { consumer: { shippingAddress: { country: 'DE', streetName: 'Ring', streetAddress: 'Ring 1' } } },
  ],
  [
    'a shipping address that would be ignored',
    ['consumer.shippingAddress'],
    {
      consumer: { shippingAddress: { city: 'Umeå' } },
      checkout: { allowSeparateShippingAddress: false },
    },
  ],
  [
    'a company where persons buy',
    ['consumer.type'],
    { consumer: { type: 'ORGANIZATION' }, checkout: { allowedCustomerTypes: ['PERSON'] } },
  ],
  [
    'options of other countries',
    ['checkout.phoneMandatory', 'checkout.titleMandatory'],
    {
      checkout: { phoneMandatory: true, titleMandatory: false, nationalIdentificationNumberMandatory: true },
    },
  ],
  [
    'settings',
    [
      'checkout.allowedCustomerTypes',
      'checkout.shippingCountries',
      'checkout.shippingDetails',
      'checkout.additionalMerchantTerms',
    ],
    {
      checkout: {
        allowedCustomerTypes: [],
        shippingCountries: ['SE', 'XX'],
        shippingDetails: long(256),
        additionalMerchantTerms: MARKUP,
      },
    },
  ],
  [
    'checkboxes',
    ['checkout.checkboxes', 'checkout.checkboxes.1.text'],
    {
      checkout: {
        checkboxes: [
          { id: 'a', text: 'A' },
          { id: 'a', text: '' },
        ],
      },
    },
  ],
  [
    'other ways to pay',
    [
      'checkout.externalPaymentMethods.0.redirectUrl',
      'checkout.externalPaymentMethods.0.fee',
      'checkout.externalPaymentMethods.0.countries',
    ],
    {
      checkout: {
        externalPaymentMethods: [
          { name: 'X', redirectUrl: 'http://pay.example', fee: -1, countries: ['XX'] },
        ],
      },
    },
  ],
  [
    'extra merchant data',
    ['checkout.extraMerchantData'],
    { checkout: { extraMerchantData: { text: long(70_000) } } },
  ],
  [
    'the looks',
    ['appearance.colors.link', 'appearance.borderRadius', 'appearance.pageTitle'],
    { appearance: { colors: { link: 'red', button: '#abcdef' }, borderRadius: 101, pageTitle: MARKUP } },
  ],
];

describe('a wrong order', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());

  it.each(WRONG)('is refused for %s', async (_, paths, given) => {
    const refused = await shop.create(given);

    expect(refused.__typename).toBe('InvalidInput');
    expect(refused.faults.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(refused.faults.filter(({ message }) => !message.endsWith('.'))).toEqual([]);
    expect(await app.sandbox.requests()).toEqual([]);
  });

  it('is told all that is wrong, in one answer', async () => {
    const [, paths, given] = WRONG.find(([name]) => name === 'settings')!;
    const orderLines = [aLine({ totalAmount: 1 }), aLine({ name: MARKUP }), aLine({ totalTaxAmount: 1 })];

    const refused = await shop.create({ ...given, currency: 'NOK', orderLines });

    expect(refused.faults.map(({ path }) => path).sort()).toEqual(
      [
        'currency',
        'orderLines.0.totalAmount',
        'orderLines.1.name',
        'orderLines.2.totalTaxAmount',
        ...paths,
      ].sort(),
    );
    expect(refused.faults.find(({ path }) => path === 'orderLines.2.totalTaxAmount')!.expected).toBe('3960');
    expect(await app.sandbox.requests()).toEqual([]);
  });

  it('of 1000 lines with 50 faults is told of all 50', async () => {
    const orderLines = Array.from({ length: 1_000 }, (_, i) =>
      aLine(i % 20 === 0 ? { totalTaxAmount: 5_000 } : {}),
    );

    const refused = await shop.create({ orderLines });

    expect(refused.faults).toHaveLength(50);
    expect(refused.faults[1]).toMatchObject({ path: 'orderLines.20.totalTaxAmount', expected: '3960' });
    expect(await app.sandbox.requests()).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { aLine, anOrder, Body, merchantUrls, useSandbox } from './support.js';

const used = useSandbox();

const create = async (given: Body) => used.client.post('/checkout/v3/orders', anOrder(given));
const urls = (given: Body) => ({ merchant_urls: { ...merchantUrls, ...given } });
const options = (given: Body) => ({ options: given });
const line = (given: Body) => ({ order_lines: [aLine(given)] });
const long = (length: number) => 'x'.repeat(length);
const method = (given: Body) => ({
  external_payment_methods: [{ name: 'Other', redirect_url: 'https://pay.example/', ...given }],
});

const notUrl = (path: string) => `${path} (must be a valid http or https URI)`;
const notHttps = (path: string) => `${path} (must be a valid https URI)`;
const tooLong = (path: string, max: number) => `${path} (must be at most ${max} characters)`;

describe('Checkout: required fields', () => {
  it.each([
    'purchase_country',
    'purchase_currency',
    'locale',
    'order_amount',
    'order_tax_amount',
    'order_lines',
    'merchant_urls',
  ])('needs %s', async (name) => {
    const reply = await create({ [name]: undefined });
    expect(reply.status).toBe(400);
    expect(reply.body.error_messages).toEqual([`Bad value: ${name}`]);
  });

  it.each(['terms', 'checkout', 'confirmation', 'push'])('needs merchant_urls.%s', async (name) => {
    expect((await create(urls({ [name]: undefined }))).body.error_messages).toEqual([
      `Bad value: merchant_urls.${name}`,
    ]);
  });

  it.each(['name', 'quantity', 'unit_price', 'tax_rate', 'total_amount', 'total_tax_amount'])(
    'needs %s on a line',
    async (name) => {
      const reply = await create(line({ [name]: undefined }));
      expect(reply.body.error_messages).toEqual([`Bad value: order_lines[0].${name}`]);
    },
  );

  it('takes null for not given', async () => {
    expect((await create({ order_amount: null })).body.error_messages).toEqual(['Bad value: order_amount']);
    expect((await create({ merchant_data: null, customer: null })).status).toBe(201);
  });
});

describe('Checkout: field rules', () => {
  const refused: [string, Body, string][] = [
    ['a country of three letters', { purchase_country: 'SWE' }, 'purchase_country'],
    ['a country that is a number', { purchase_country: 7 }, 'purchase_country'],
    ['a currency of two letters', { purchase_currency: 'SE' }, 'purchase_currency'],
    ['a locale that is a word', { locale: 'swedish' }, 'locale'],
    ['a negative order amount', { order_amount: -1 }, 'order_amount'],
    ['a fractional order amount', { order_amount: 100.5 }, 'order_amount'],
    ['an order amount in a string', { order_amount: '10000' }, 'order_amount'],
    ['a negative tax amount', { order_tax_amount: -1 }, 'order_tax_amount'],
    ['lines that are no list', { order_lines: {} }, 'order_lines'],
    ['more than 1000 lines', { order_lines: Array.from({ length: 1001 }, () => aLine()) }, 'order_lines'],
    ['a line that is no object', { order_lines: ['x'] }, 'order_lines[0]'],
    ['a line that is null', { order_lines: [null] }, 'order_lines[0]'],
    [
      'a reference of 256 characters',
      { merchant_reference1: long(256) },
      tooLong('merchant_reference1', 255),
    ],
    ['a second reference of 256', { merchant_reference2: long(256) }, tooLong('merchant_reference2', 255)],
    ['merchant data of 6001', { merchant_data: long(6001) }, tooLong('merchant_data', 6000)],
    ['an unknown customer type', { customer: { type: 'robot' } }, 'customer.type'],
    ['a birthday that is none', { customer: { date_of_birth: '1990-02-30' } }, 'customer.date_of_birth'],
    ['a birthday in another form', { customer: { date_of_birth: '01/02/1990' } }, 'customer.date_of_birth'],
    [
      'an address field of 256',
      { billing_address: { city: long(256) } },
      tooLong('billing_address.city', 255),
    ],
    ['an attachment without type', { attachment: { body: '{}' } }, 'attachment.content_type'],
    [
      'an attachment whose body is an object',
      { attachment: { body: {}, content_type: 'application/vnd.klarna.internal.emd-v2+json' } },
      'attachment.body (must be JSON in a string)',
    ],
    [
      'a shipping option without price',
      { shipping_options: [{ id: 'a', name: 'A', tax_amount: 0, tax_rate: 0 }] },
      'shipping_options[0].price',
    ],
    [
      'an unknown shipping method',
      {
        shipping_options: [
          { id: 'a', name: 'A', price: 0, tax_amount: 0, tax_rate: 0, shipping_method: 'Pigeon' },
        ],
      },
      'shipping_options[0].shipping_method',
    ],
    ['gui options that are no list', { gui: { options: 'minimal_confirmation' } }, 'gui.options'],
    ['recurring that is no flag', { recurring: 'yes' }, 'recurring'],
    [
      'a recurring description of 256',
      { recurring_description: long(256) },
      tooLong('recurring_description', 255),
    ],
    ['tags that are no list', { tags: 'bulky' }, 'tags'],

    ['an unknown acquiring channel', options({ acquiring_channel: 'MOON' }), 'options.acquiring_channel'],
    ['a colour by name', options({ color_button: 'red' }), 'options.color_button'],
    ['a colour of three digits', options({ color_link: '#FFF' }), 'options.color_link'],
    ['no customer type', options({ allowed_customer_types: [] }), 'options.allowed_customer_types'],
    [
      'three customer types',
      options({ allowed_customer_types: ['person', 'organization', 'person'] }),
      'options.allowed_customer_types',
    ],
    [
      'shipping details of 256',
      options({ shipping_details: long(256) }),
      tooLong('options.shipping_details', 255),
    ],
    ['a flag that is a string', options({ auto_capture: 'true' }), 'options.auto_capture'],
    [
      'a checkbox text of 1001',
      options({ additional_checkbox: { text: long(1001), checked: true, required: true } }),
      tooLong('options.additional_checkbox.text', 1000),
    ],
    [
      'one of several checkboxes without id',
      options({ additional_checkboxes: [{ text: 'x', checked: true, required: true }] }),
      'options.additional_checkboxes[0].id',
    ],

    ['terms that are no address', urls({ terms: 'terms.html' }), notUrl('merchant_urls.terms')],
    ['another protocol', urls({ confirmation: 'ftp://shop.example/' }), notUrl('merchant_urls.confirmation')],
    [
      'an address with a space',
      urls({ checkout: 'https://shop.example/a b' }),
      notUrl('merchant_urls.checkout'),
    ],
    [
      'an address of 2001 characters',
      urls({ push: `https://shop.example/${long(1980)}` }),
      notUrl('merchant_urls.push'),
    ],
    [
      'validation without https',
      urls({ validation: 'http://shop.com/v' }),
      notHttps('merchant_urls.validation'),
    ],
    [
      'address_update without https',
      urls({ address_update: 'http://shop.com/v' }),
      notHttps('merchant_urls.address_update'),
    ],
    [
      'country_change without https',
      urls({ country_change: 'http://shop.com/v' }),
      notHttps('merchant_urls.country_change'),
    ],
    [
      'shipping_option_update without https',
      urls({ shipping_option_update: 'http://shop.com/v' }),
      notHttps('merchant_urls.shipping_option_update'),
    ],
    [
      'push at the same address as confirmation',
      urls({ push: merchantUrls.confirmation }),
      'merchant_urls.push (must differ from checkout and confirmation)',
    ],
    [
      'push at the same address as checkout',
      urls({ push: merchantUrls.checkout }),
      'merchant_urls.push (must differ from checkout and confirmation)',
    ],

    ['an empty line name', line({ name: '' }), 'order_lines[0].name'],
    ['a line name of 256', line({ name: long(256) }), tooLong('order_lines[0].name', 255)],
    ['a fractional quantity', line({ quantity: 1.5 }), 'order_lines[0].quantity'],
    ['a negative quantity', line({ quantity: -1 }), 'order_lines[0].quantity'],
    ['a unit price over 100 000 000', line({ unit_price: 100_000_001 }), 'order_lines[0].unit_price'],
    ['a total over 100 000 000', line({ total_amount: 100_000_001 }), 'order_lines[0].total_amount'],
    ['a negative discount', line({ total_discount_amount: -1 }), 'order_lines[0].total_discount_amount'],
    ['a tax rate over 100 %', line({ tax_rate: 10_001 }), 'order_lines[0].tax_rate'],
    ['a negative tax rate', line({ tax_rate: -1 }), 'order_lines[0].tax_rate'],
    ['an empty quantity unit', line({ quantity_unit: '' }), 'order_lines[0].quantity_unit'],
    ['a quantity unit of 9', line({ quantity_unit: long(9) }), tooLong('order_lines[0].quantity_unit', 8)],
    ['line data of 1025', line({ merchant_data: long(1025) }), tooLong('order_lines[0].merchant_data', 1024)],
    [
      'a product address of 1025',
      line({ product_url: long(1025) }),
      tooLong('order_lines[0].product_url', 1024),
    ],
    ['an image address of 1025', line({ image_url: long(1025) }), tooLong('order_lines[0].image_url', 1024)],
    ['a line reference of 256', line({ reference: long(256) }), tooLong('order_lines[0].reference', 255)],
    [
      'a brand of 71',
      line({ product_identifiers: { brand: long(71) } }),
      tooLong('order_lines[0].product_identifiers.brand', 70),
    ],
    [
      'a colour of 65',
      line({ product_identifiers: { color: long(65) } }),
      tooLong('order_lines[0].product_identifiers.color', 64),
    ],
    [
      'a negative weight',
      line({ shipping_attributes: { weight: -1 } }),
      'order_lines[0].shipping_attributes.weight',
    ],
    [
      'an unknown interval',
      line({ subscription: { interval: 'HOUR', interval_count: 1 } }),
      'order_lines[0].subscription.interval',
    ],
    [
      'an interval count of 0',
      line({ subscription: { interval: 'DAY', interval_count: 0 } }),
      'order_lines[0].subscription.interval_count',
    ],

    [
      'an external method without https',
      method({ redirect_url: 'http://pay.com/' }),
      notHttps('external_payment_methods[0].redirect_url'),
    ],
    ['an external method without name', method({ name: undefined }), 'external_payment_methods[0].name'],
    [
      'an external description of 501',
      method({ description: long(501) }),
      tooLong('external_payment_methods[0].description', 500),
    ],
    ['an unknown label', method({ label: 'go' }), 'external_payment_methods[0].label'],
    [
      'an external checkout without image',
      { external_checkouts: [{ name: 'O', redirect_url: 'https://pay.example/' }] },
      'external_checkouts[0].image_url',
    ],
  ];

  it.each(refused)('refuses %s', async (_what, given, message) => {
    const reply = await create(given);
    expect(reply.status).toBe(400);
    expect(reply.body.error_code).toBe('BAD_VALUE');
    expect(reply.body.error_messages).toContain(`Bad value: ${message}`);
  });

  const taken: [string, Body][] = [
    ['letters of either case', { purchase_country: 'se', purchase_currency: 'sek', locale: 'sv-se' }],
    ['a language alone', { locale: 'sv' }],
    ['references and data at their limits', { merchant_reference1: long(255), merchant_data: long(6000) }],
    ['every channel', options({ acquiring_channel: 'TELESALES' })],
    ['a colour of six digits', options({ color_button: '#00aaFF' })],
    ['an order without lines and amount', { order_lines: [], order_amount: 0, order_tax_amount: 0 }],
    [
      'placeholders in every merchant address',
      urls(
        Object.fromEntries(
          Object.keys(merchantUrls).map((name) => [name, `https://shop.example/${name}/{checkout.order.id}`]),
        ),
      ),
    ],
    ['plain http on one’s own machine for validation', urls({ validation: 'http://localhost:3000/v' })],
    ['plain http for terms', urls({ terms: 'http://shop.com/terms' })],
    ['a line type without a name of its own', line({ type: 'something' })],
    ['an external method', method({ label: 'continue', fee: 100, countries: ['SE'] })],
    ['unknown fields at every depth', { ...line({ later: 1 }), options: { later: 1 }, later: { on: true } }],
  ];

  it.each(taken)('takes %s', async (_what, given) => {
    expect((await create(given)).body.error_messages).toBeUndefined();
  });

  it('takes 1000 lines', async () => {
    const order_lines = Array.from({ length: 1000 }, () =>
      aLine({ quantity: 1, unit_price: 100, total_amount: 100, total_tax_amount: 20 }),
    );
    const reply = await create({ order_lines, order_amount: 100_000, order_tax_amount: 20_000 });
    expect(reply.status).toBe(201);
  });

  it('reports every bad field in one BAD_VALUE', async () => {
    const reply = await create({
      locale: 'x',
      order_amount: -1,
      merchant_reference1: long(300),
      options: { color_link: 'x' },
    });
    expect(reply.status).toBe(400);
    expect(reply.body.error_messages).toEqual([
      'Bad value: locale',
      'Bad value: order_amount',
      'Bad value: options.color_link',
      `Bad value: ${tooLong('merchant_reference1', 255)}`,
    ]);
  });
});

import { randomUUID } from 'node:crypto';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { AMOUNT, aLine, aLink, type Link, type Result, type Shop } from '../support/shop.js';

const QUIET = { RECONCILE_INTERVAL_MS: '3600000' };
const PAST = '2020-01-01T00:00:00Z';

describe('bad input', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp(QUIET);
    shop = app.shop;
  });
  afterAll(() => app.stop());

  /** Fails where the provider was asked meanwhile. */
  const unasked = async <T>(request: () => Promise<T>): Promise<T> => {
    const before = (await app.sandbox.requests()).length;
    const answer = await request();
    expect((await app.sandbox.requests()).slice(before)).toEqual([]);
    return answer;
  };
  const aPaidLink = async (): Promise<Link> => {
    const { id, session } = await shop.anOpenLink();
    await app.sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);
    return eventually(async () => {
      const link = await shop.link(id);
      expect(link.order.acknowledgedAt).not.toBeNull();
      return link;
    });
  };

  describe('of a new link', () => {
    const cases: [string, object, string, RegExp][] = [
      ['a missing line', { orderLines: [] }, 'orderLines', /at least one|1/i],
      [
        'a wrong total',
        { orderLines: [aLine({ totalAmount: AMOUNT + 1 })] },
        'orderLines.0.totalAmount',
        /19800/,
      ],
      [
        'a wrong tax, and says of which line',
        { orderLines: [aLine(), aLine(), aLine({ totalTaxAmount: 4_950 })] },
        'orderLines.2.totalTaxAmount',
        /3960/,
      ],
      ['an unknown currency', { currency: 'SEQ' }, 'currency', /SEK|ISO 4217/],
      ['a currency that the country does not pay in', { currency: 'EUR' }, 'currency', /SEK/],
      ['an unknown country', { country: 'XX' }, 'country', /country|ISO 3166|SE/i],
      ['a locale that is none', { locale: 'swedish' }, 'locale', /sv-SE|BCP 47/],
      [
        'a line without a name',
        { orderLines: [aLine({ name: '' })] },
        'orderLines.0.name',
        /at least 1 character/,
      ],
      ['a negative quantity', { orderLines: [aLine({ quantity: -1 })] }, 'orderLines.0.quantity', /0|1/],
      [
        'a tax rate beyond all',
        { orderLines: [aLine({ taxRate: 10_001 })] },
        'orderLines.0.taxRate',
        /hundredths of a percent/,
      ],
      ['an end in the past', { expiresAt: PAST }, 'expiresAt', /later/i],
      [
        'an address that is none',
        { redirectUrls: { success: 'shop.example' } },
        'redirectUrls.success',
        /http/,
      ],
      [
        'a script for an address',
        { redirectUrls: { back: 'javascript:alert(1)' } },
        'redirectUrls.back',
        /http/,
      ],
      [
        'an address with a line feed',
        { redirectUrls: { success: 'https://shop.example/\nthanks' } },
        'redirectUrls.success',
        /without spaces/,
      ],
      [
        'a space before an address',
        { redirectUrls: { success: ' https://shop.example/' } },
        'redirectUrls.success',
        /without spaces/,
      ],
      ['an e-mail address that is none', { consumer: { email: 'anna' } }, 'consumer.email', /@/],
      ['a telephone number that is none', { consumer: { phone: '12' } }, 'consumer.phone', /\+46/],
      ['a recipient without an address', { send: [{ method: 'EMAIL' }] }, 'send.0.email', /@/],
      ['a recipient without a number', { send: [{ method: 'SMS' }] }, 'send.0.phone', /\+46/],
      [
        'a recipient twice, who would get two messages at once',
        {
          send: ['anna@example.com', 'bo@example.com', 'ANNA@example.com'].map((email) => ({
            method: 'EMAIL',
            email,
          })),
        },
        'send.2',
        /send\.0/,
      ],
      ['markup', { orderLines: [aLine({ name: '<b>Socks</b>' })] }, 'orderLines.0.name', /HTML|markup/i],
      ['an empty key', { idempotencyKey: '' }, 'idempotencyKey', /1 to 255/],
      ['an empty reference', { reference: '' }, 'reference', /1 to 255/],
      ['metadata without measure', { metadata: { all: 'x'.repeat(20_000) } }, 'metadata', /bytes/],
    ];

    it.each(cases)('%s', async (_, input, path, says) => {
      const answer = await unasked(() => shop.create(input));

      expect(answer).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT' });
      expect(answer.faults.map((fault) => fault.path)).toEqual([path]);
      expect(answer.faults[0]!.message).toMatch(says);
      expect(answer.message).toContain(path);
    });

    it('gives the value that would be right', async () => {
      const wrong = aLine({ totalAmount: AMOUNT + 1 });

      const { faults } = await unasked(() => shop.create({ orderLines: [wrong] }));

      expect(faults).toMatchObject([{ path: 'orderLines.0.totalAmount', expected: String(AMOUNT) }]);
    });

    it('names every fault in one answer', async () => {
      const answer = await unasked(() =>
        shop.create({
          orderLines: [aLine({ totalAmount: 1 }), aLine({ totalTaxAmount: 1 })],
          redirectUrls: { success: 'nowhere' },
          consumer: { email: 'anna' },
        }),
      );

      expect(answer.faults.map(({ path }) => path).sort()).toEqual([
        'consumer.email',
        'orderLines.0.totalAmount',
        'orderLines.1.totalTaxAmount',
        'redirectUrls.success',
      ]);
    });

    it('leaves no link, and the key and the reference free', async () => {
      const reference = 'KEPT-FREE';
      const before = (await shop.links()).nodes.length;
      await shop.create({ reference, idempotencyKey: reference, currency: 'EUR' });
      const between = (await shop.links()).nodes.length;

      const link = await shop.create({ reference, idempotencyKey: reference });

      expect(between).toBe(before);
      expect(link).toMatchObject({ __typename: 'PaymentLink', status: 'OPEN', reference });
    });

    it('accepts tax that differs by 1, and sends it as it is given', async () => {
      const before = (await app.sandbox.requests()).length;

      const link = await shop.create({ orderLines: [aLine({ totalTaxAmount: 3_961 })] });

      expect(link).toMatchObject({ status: 'OPEN', taxAmount: { amount: 3_961 } });
      const [order] = (await app.sandbox.requests()).slice(before);
      expect(order!.body).toMatchObject({ order_tax_amount: 3_961 });
    });

    it.each([
      ['a number for a currency', { currency: 752 }],
      ['an amount in decimals', { orderLines: [aLine({ unitPrice: 99.5 })] }],
      ['an amount beyond 32 bits', { orderLines: [aLine({ unitPrice: 3_000_000_000 })] }],
      ['a channel that there is not', { channel: 'PIGEON' }],
      ['an instant that is none', { expiresAt: 'tomorrow' }],
      ['a day that the month does not have', { expiresAt: '2099-02-31T00:00:00Z' }],
      ['a field that there is not', { colour: 'red' }],
      ['no lines at all', { orderLines: null }],
    ])('is a GraphQL error where the schema says it: %s', async (_, input) => {
      const answer = await unasked(() => shop.tryTo('create', { ...aLink(), ...input }));

      expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    });
  });

  it.each([
    ['U+0000 in a reference', { reference: 'A\u0000' }],
    ['U+0000 in a line', { orderLines: [aLine({ name: 'Socks\u0000' })] }],
    ['half a surrogate pair', { orderLines: [aLine({ name: '\ud83d' })] }],
    ['the other half, in metadata', { metadata: { note: '\udc00' } }],
  ])('a text that no database keeps is named: %s', async (_, input) => {
    const answer = await unasked(() => shop.tryTo('create', { ...aLink(), ...input }));

    expect(answer.errors).toMatchObject([
      { message: expect.stringContaining('U+0000'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  describe('of money', () => {
    const cases: [string, object, string, RegExp][] = [
      ['an amount of nothing', { amount: 0 }, 'amount', /at least 1/i],
      ['a negative amount', { amount: -5 }, 'amount', /at least 1/i],
      [
        'lines that do not come to the amount',
        { amount: 9_901, orderLines: [aLine({ quantity: 1 })] },
        'amount',
        /9900/,
      ],
      [
        'a line with a wrong total',
        { orderLines: [aLine({ quantity: 1, totalAmount: 9_901 })] },
        'orderLines.0.totalAmount',
        /9900|quantity/,
      ],
      ['a description without end', { description: 'x'.repeat(256) }, 'description', /255/],
    ];

    it.each(cases)('%s', async (_, input, path, says) => {
      const { id } = await aPaidLink();
      await shop.capture({ paymentLinkId: id, amount: 10_000 });

      const answers = await unasked(async () => [
        await shop.capture({ paymentLinkId: id, ...input }),
        await shop.refund({ paymentLinkId: id, ...input }),
      ]);

      for (const answer of answers) {
        expect(answer).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT' });
        expect(answer.faults.map((fault) => fault.path)).toEqual([path]);
        expect(answer.faults[0]!.message).toMatch(says);
      }
    });

    it('an amount over what is left', async () => {
      const { id } = await aPaidLink();

      const answer = await unasked(() => shop.capture({ paymentLinkId: id, amount: AMOUNT + 1 }));

      expect(answer).toMatchObject({ __typename: 'NotAllowed', message: expect.stringContaining('19800') });
    });
  });

  it('an unknown id', async () => {
    const paymentLinkId = randomUUID();

    const answers: Result<object>[] = await unasked(() =>
      Promise.all([shop.capture({ paymentLinkId }), shop.disable({ paymentLinkId })]),
    );

    for (const answer of answers) {
      expect(answer).toMatchObject({ __typename: 'NotFound' });
      expect(answer.message).toMatch(/check the id/i);
    }
  });

  it('a disabled link', async () => {
    const { id } = await shop.anOpenLink();
    await shop.disable({ paymentLinkId: id });

    const answers = await unasked(async () => [
      await shop.capture({ paymentLinkId: id }),
      await shop.send(id, { method: 'PROVIDER_EMAIL', email: 'anna@example.com' }),
    ]);

    for (const answer of answers) {
      expect(answer).toMatchObject({ __typename: 'NotAllowed', paymentLink: { id, status: 'DISABLED' } });
      expect(answer.message).toContain('DISABLED');
    }
  });

  it.each([
    ['an e-mail address that is none', { method: 'EMAIL', email: 'anna' }, 'recipient.email'],
    ['two addresses in one', { method: 'EMAIL', email: 'a@example.com, b@example.com' }, 'recipient.email'],
    [
      'a header in the address',
      { method: 'EMAIL', email: 'a@example.com\nBcc: b@example.com' },
      'recipient.email',
    ],
    ['an e-mail without an address', { method: 'PROVIDER_EMAIL', phone: '+46701234567' }, 'recipient.email'],
    ['a message without a number', { method: 'SMS', email: 'anna@example.com' }, 'recipient.phone'],
    ['a number that is none', { method: 'PROVIDER_SMS', phone: '+46 12' }, 'recipient.phone'],
    ['a number without its country', { method: 'SMS', phone: '0701234567' }, 'recipient.phone'],
  ])('a recipient that is none: %s', async (_, recipient, path) => {
    const { id } = await shop.anOpenLink();

    const answer = await unasked(() => shop.send(id, recipient));

    expect(answer).toMatchObject({ __typename: 'InvalidInput', faults: [{ path }] });
    expect((await shop.link(id)).distributions).toEqual([]);
  });
});

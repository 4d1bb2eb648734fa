import { checkoutOrderToWire, readCheckoutOrder } from './checkout.wire.js';
import { distributionToWire, hostedSessionToWire, readCreatedSession, readSession } from './hpp.wire.js';
import { captureToWire, readOrder, refundToWire } from './order-management.wire.js';
import { MalformedAnswer, WireObject } from './wire-object.js';

const body = (fields: object) => WireObject.parse(JSON.stringify(fields));

const managedOrder = {
  order_id: 'o-1',
  status: 'PART_CAPTURED',
  fraud_status: 'ACCEPTED',
  order_amount: 1000,
  original_order_amount: 1200,
  captured_amount: 400,
  refunded_amount: 100,
  remaining_authorized_amount: 600,
  purchase_currency: 'sek',
  klarna_reference: 'K1',
  merchant_reference1: 'M-1',
  order_lines: [{ name: 'Socks', quantity: 2, unit_price: 500, total_amount: 1000, tax_rate: 0 }],
  created_at: '2026-07-08T09:48:00Z',
  expires_at: '2026-08-05T00:00:00.000Z',
  captures: [
    {
      capture_id: 'c-1',
      captured_amount: 400,
      captured_at: '2026-07-09T00:00:00Z',
      reference: 'p1',
      klarna_reference: 'K1-1',
    },
  ],
  refunds: [
    { refund_id: 'r-1', refunded_amount: 100, refunded_at: '2026-07-10T00:00:00Z', description: 'returned' },
  ],
};

describe('what we say', () => {
  it('writes a Checkout order in the words of the wire, without what was not given', () => {
    expect(
      checkoutOrderToWire({
        purchaseCountry: 'SE',
        purchaseCurrency: 'SEK',
        locale: 'sv-SE',
        orderAmountMinor: 2000,
        orderTaxAmountMinor: 400,
        orderLines: [
          {
            type: 'SHIPPING_FEE',
            reference: null,
            name: 'Freight',
            quantity: 1,
            unitPriceMinor: 2000,
            taxRate: 2500,
            totalAmountMinor: 2000,
            totalDiscountAmountMinor: 0,
            totalTaxAmountMinor: 400,
            imageUrl: 'https://a/i.png',
          },
        ],
        merchantUrls: { terms: 't', checkout: 'c', confirmation: 'f', push: 'p?o={checkout.order.id}' },
        merchantReference1: 'A-1',
        options: { acquiringChannel: 'IN_STORE', autoCapture: false },
        billingAddress: { givenName: 'Eva', streetAddress2: 'lgh 2', email: null },
        customer: { dateOfBirth: '1987-08-15' },
      }),
    ).toEqual({
      purchase_country: 'SE',
      purchase_currency: 'SEK',
      locale: 'sv-SE',
      order_amount: 2000,
      order_tax_amount: 400,
      order_lines: [
        {
          type: 'shipping_fee',
          name: 'Freight',
          quantity: 1,
          unit_price: 2000,
          tax_rate: 2500,
          total_amount: 2000,
          total_discount_amount: 0,
          total_tax_amount: 400,
          image_url: 'https://a/i.png',
        },
      ],
      merchant_urls: { terms: 't', checkout: 'c', confirmation: 'f', push: 'p?o={checkout.order.id}' },
      merchant_reference1: 'A-1',
      options: { acquiring_channel: 'IN_STORE', auto_capture: false },
      billing_address: { given_name: 'Eva', street_address2: 'lgh 2' },
      customer: { date_of_birth: '1987-08-15' },
    });
  });

  it('writes only the changes of an update', () => {
    expect(checkoutOrderToWire({ merchantReference2: 'B' })).toEqual({ merchant_reference2: 'B' });
  });

  it('writes a hosted session', () => {
    expect(
      hostedSessionToWire({
        orderUrl: 'https://k/o',
        merchantUrls: { success: 's', statusUpdate: 'u', back: null },
        options: {
          pageTitle: 'Pay',
          hideSubtotal: true,
          purchaseType: 'BUY',
          backgroundImages: [{ url: 'b', width: 9 }],
        },
      }),
    ).toEqual({
      payment_session_url: 'https://k/o',
      merchant_urls: { success: 's', status_update: 'u' },
      options: {
        page_title: 'Pay',
        show_subtotal_detail: 'HIDE',
        purchase_type: 'BUY',
        background_images: [{ url: 'b', width: 9 }],
      },
    });
  });

  it('writes a distribution and a capture', () => {
    expect(distributionToWire({ method: 'SMS', phone: '+46700000000', phoneCountry: 'SE' })).toEqual({
      method: 'sms',
      contact_information: { phone: '+46700000000', phone_country: 'SE' },
    });
    expect(
      captureToWire({
        amountMinor: 5,
        description: 'sent',
        shipping: [{ shippingCompany: 'X', trackingUri: 'https://t' }],
      }),
    ).toEqual({
      captured_amount: 5,
      description: 'sent',
      shipping_info: [{ shipping_company: 'X', tracking_uri: 'https://t' }],
    });
  });

  it('writes of the lines of captures and refunds what Order Management knows', () => {
    const line = {
      name: 'Magazine',
      quantity: 1,
      unitPriceMinor: 5,
      taxRate: 0,
      totalAmountMinor: 5,
      totalTaxAmountMinor: 0,
      shippingAttributes: { weightGrams: 100 },
    };
    const subscription = { name: 'Monthly', interval: 'MONTH' as const, intervalCount: 1 };
    const sent = {
      name: 'Magazine',
      quantity: 1,
      unit_price: 5,
      tax_rate: 0,
      total_amount: 5,
      total_tax_amount: 0,
    };
    const orderLines = [
      { ...line, subscription },
      { ...line, subscription: { ...subscription, name: null } },
    ];
    const order_lines = [
      { ...sent, subscription: { name: 'Monthly', interval: 'MONTH', interval_count: 1 } },
      sent,
    ];
    expect(captureToWire({ amountMinor: 10, orderLines })).toEqual({ captured_amount: 10, order_lines });
    expect(refundToWire({ amountMinor: 10, orderLines })).toEqual({ refunded_amount: 10, order_lines });
  });
});

describe('what we read', () => {
  it('reads a managed order', () => {
    expect(readOrder(body(managedOrder))).toEqual({
      orderId: 'o-1',
      status: 'PART_CAPTURED',
      fraudStatus: 'ACCEPTED',
      orderAmountMinor: 1000,
      originalOrderAmountMinor: 1200,
      capturedAmountMinor: 400,
      refundedAmountMinor: 100,
      remainingAuthorizedAmountMinor: 600,
      currency: 'SEK',
      klarnaReference: 'K1',
      orderLines: [{ name: 'Socks', quantity: 2, unitPriceMinor: 500, totalAmountMinor: 1000 }],
      merchantReference1: 'M-1',
      merchantReference2: null,
      createdAt: new Date('2026-07-08T09:48:00Z'),
      expiresAt: new Date('2026-08-05T00:00:00Z'),
      captures: [
        {
          captureId: 'c-1',
          amountMinor: 400,
          capturedAt: new Date('2026-07-09T00:00:00Z'),
          reference: 'p1',
          description: null,
          klarnaReference: 'K1-1',
        },
      ],
      refunds: [
        {
          refundId: 'r-1',
          amountMinor: 100,
          refundedAt: new Date('2026-07-10T00:00:00Z'),
          reference: null,
          description: 'returned',
        },
      ],
    });
  });

  it.each([
    ['a missing amount', { captured_amount: undefined }],
    ['an amount with decimals', { order_amount: 10.5 }],
    ['an amount as text', { refunded_amount: '100' }],
    ['a date that is none', { expires_at: 'soon' }],
    ['a capture without its id', { captures: [{ captured_amount: 1 }] }],
  ])('refuses %s', (_, flaw) => {
    expect(() => readOrder(body({ ...managedOrder, ...flaw }))).toThrow(MalformedAnswer);
  });

  it('recognises statuses in either case, and survives new ones', () => {
    const session = { session_id: 's', updated_at: '2026-01-01T00:00:00Z' };
    expect(readSession(body({ ...session, status: 'MANUAL_ID_CHECK' })).status).toBe('MANUAL_ID_CHECK');
    expect(readSession(body({ ...session, status: 'TIMEOUT' })).status).toBe('UNRECOGNISED');
    expect(readOrder(body({ ...managedOrder, status: 'NEW', fraud_status: 'STOPPED' }))).toMatchObject({
      status: 'UNRECOGNISED',
      fraudStatus: 'UNRECOGNISED',
    });
    const checkout = {
      order_id: 'o',
      purchase_country: 'se',
      purchase_currency: 'sek',
      order_amount: 1,
      order_tax_amount: 0,
    };
    expect(readCheckoutOrder(body({ ...checkout, status: 'checkout_complete' }))).toMatchObject({
      status: 'CHECKOUT_COMPLETE',
      purchaseCountry: 'SE',
    });
  });

  it('demands of a new session what makes it payable', () => {
    const created = { session_id: 's', redirect_url: 'https://p/x', expires_at: '2026-01-01T00:00:00Z' };
    expect(readCreatedSession(body(created))).toMatchObject({ sessionId: 's', qrCodeUrl: null });
    expect(() => readCreatedSession(body({ ...created, redirect_url: undefined }))).toThrow(MalformedAnswer);
  });
});

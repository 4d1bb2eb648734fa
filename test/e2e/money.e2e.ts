import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { AMOUNT, aLine, type Link, type Order, type Shop } from '../support/shop.js';

const money = (amount: number) => ({ amount, currency: 'SEK' });

describe('money', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());

  /** Paid and acknowledged: nothing more happens to it by itself. */
  const aPaidLink = async (overrides: object = {}): Promise<Link> => {
    const { id, session } = await shop.anOpenLink(overrides);
    await app.sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);
    return eventually(async () => {
      const link = await shop.link(id);
      expect(link.order.acknowledgedAt).not.toBeNull();
      return link;
    });
  };
  const orderOf = async (paymentLinkId: string): Promise<Order> => (await shop.link(paymentLinkId)).order;
  const writesTo = async (order: Order, what: string) =>
    (await app.sandbox.requests()).filter(
      ({ method, path }) => method === 'POST' && path === `/ordermanagement/v1/orders/${order.id}/${what}`,
    );

  describe('is captured', () => {
    it('whole, without naming an amount', async () => {
      const { id, order } = await aPaidLink();

      const capture = await shop.capture({ paymentLinkId: id, description: 'All of it', reference: 'C-1' });

      expect(capture).toMatchObject({
        __typename: 'Capture',
        status: 'SUCCEEDED',
        amount: money(AMOUNT),
        providerCaptureId: expect.any(String),
        reference: 'C-1',
        description: 'All of it',
        failure: null,
      });
      expect(await orderOf(id)).toMatchObject({
        status: 'CAPTURED',
        orderAmount: money(AMOUNT),
        capturedAmount: money(AMOUNT),
        remainingAuthorizedAmount: money(0),
        captures: [{ id: capture.id, status: 'SUCCEEDED', providerCaptureId: capture.providerCaptureId }],
      });
      expect(await writesTo(order, 'captures')).toMatchObject([
        { status: 201, body: { captured_amount: AMOUNT, description: 'All of it', reference: 'C-1' } },
      ]);
    });

    it('in part, then the rest', async () => {
      const { id } = await aPaidLink();

      await shop.capture({ paymentLinkId: id, amount: 5_000 });
      const between = await orderOf(id);
      const rest = await shop.capture({ paymentLinkId: id });

      expect(between).toMatchObject({
        status: 'PART_CAPTURED',
        capturedAmount: money(5_000),
        remainingAuthorizedAmount: money(AMOUNT - 5_000),
      });
      expect(rest).toMatchObject({ status: 'SUCCEEDED', amount: money(AMOUNT - 5_000) });
      expect(await orderOf(id)).toMatchObject({ status: 'CAPTURED', capturedAmount: money(AMOUNT) });
    });

    it('by lines, which sum to the amount', async () => {
      const { id, order } = await aPaidLink();

      const capture = await shop.capture({
        paymentLinkId: id,
        orderLines: [aLine({ quantity: 1 })],
        shipping: [{ shippingCompany: 'Post', trackingNumber: 'T-1' }],
      });

      expect(capture).toMatchObject({ status: 'SUCCEEDED', amount: money(9_900) });
      const [call] = await writesTo(order, 'captures');
      expect(call!.body).toMatchObject({
        captured_amount: 9_900,
        order_lines: [{ name: 'Wool socks', quantity: 1, total_amount: 9_900, total_tax_amount: 1_980 }],
        shipping_info: [{ shipping_company: 'Post', tracking_number: 'T-1' }],
      });
    });

    it('by itself, where the link says so', async () => {
      const { id } = await aPaidLink({ autoCapture: true });

      expect(await orderOf(id)).toMatchObject({
        status: 'CAPTURED',
        capturedAmount: money(AMOUNT),
        captures: [{ status: 'SUCCEEDED', amount: money(AMOUNT) }],
      });
    });

    it('never beyond what is left', async () => {
      const { id, order } = await aPaidLink();
      await shop.capture({ paymentLinkId: id, amount: 10_000 });

      const refused = await shop.capture({ paymentLinkId: id, amount: AMOUNT - 10_000 + 1 });

      expect(refused).toMatchObject({ __typename: 'NotAllowed', code: 'NOT_ALLOWED', paymentLink: { id } });
      // What to change: the amount that is left, as the shop would give it.
      expect(refused.message).toContain(String(AMOUNT - 10_000));
      expect(await writesTo(order, 'captures')).toHaveLength(1);
    });

    it('not before it is paid', async () => {
      const { id, session } = await shop.anOpenLink();

      const refused = await shop.capture({ paymentLinkId: id });

      expect(refused).toMatchObject({ __typename: 'NotAllowed', paymentLink: { id, status: 'OPEN' } });
      expect(refused.message).toMatch(/not paid/);
      const calls = await app.sandbox.requests();
      expect(calls.filter(({ path }) => path.includes(`orders/${session.checkoutOrderId}/captures`))).toEqual(
        [],
      );
    });

    it('not when all is captured', async () => {
      const { id, order } = await aPaidLink();
      await shop.capture({ paymentLinkId: id });

      const refused = await shop.capture({ paymentLinkId: id });

      expect(refused).toMatchObject({ __typename: 'NotAllowed', message: expect.stringMatching(/nothing/i) });
      expect(await writesTo(order, 'captures')).toHaveLength(1);
    });

    it('not while the risk decision is pending, and after it is', async () => {
      const { id, order } = await aPaidLink();
      await app.sandbox.fraud(order.id, 'PENDING');
      await shop.outcome(id);

      const refused = await shop.capture({ paymentLinkId: id });
      await app.sandbox.fraud(order.id, 'ACCEPTED');
      await shop.outcome(id);
      const capture = await shop.capture({ paymentLinkId: id });

      expect(refused).toMatchObject({ __typename: 'NotAllowed', message: expect.stringMatching(/risk/i) });
      expect(capture).toMatchObject({ status: 'SUCCEEDED' });
    });
  });

  describe('is refunded', () => {
    const aCapturedLink = async (): Promise<Link> => {
      const { id } = await aPaidLink();
      await shop.capture({ paymentLinkId: id });
      return shop.link(id);
    };

    it('in part, then what remains', async () => {
      const { id, order } = await aCapturedLink();

      const part = await shop.refund({ paymentLinkId: id, amount: 4_000, description: 'One sock' });
      const between = await orderOf(id);
      const rest = await shop.refund({ paymentLinkId: id });

      expect(part).toMatchObject({
        __typename: 'Refund',
        status: 'SUCCEEDED',
        amount: money(4_000),
        description: 'One sock',
        providerRefundId: expect.any(String),
      });
      expect(between).toMatchObject({ capturedAmount: money(AMOUNT), refundedAmount: money(4_000) });
      expect(rest).toMatchObject({ status: 'SUCCEEDED', amount: money(AMOUNT - 4_000) });
      expect(await orderOf(id)).toMatchObject({
        refundedAmount: money(AMOUNT),
        refunds: [{ id: part.id }, { id: rest.id }],
      });
      expect(await writesTo(order, 'refunds')).toMatchObject([
        { status: 201, body: { refunded_amount: 4_000 } },
        { status: 201, body: { refunded_amount: AMOUNT - 4_000 } },
      ]);
    });

    it('by lines', async () => {
      const { id } = await aCapturedLink();

      const refund = await shop.refund({ paymentLinkId: id, orderLines: [aLine({ quantity: 1 })] });

      expect(refund).toMatchObject({ status: 'SUCCEEDED', amount: money(9_900) });
    });

    it('never beyond what was captured', async () => {
      const { id, order } = await aPaidLink();
      await shop.capture({ paymentLinkId: id, amount: 6_000 });

      const refused = await shop.refund({ paymentLinkId: id, amount: 6_001 });

      expect(refused).toMatchObject({ __typename: 'NotAllowed', message: expect.stringContaining('6000') });
      expect(await writesTo(order, 'refunds')).toEqual([]);
    });

    it('not before it is captured', async () => {
      const { id, order } = await aPaidLink();

      const refused = await shop.refund({ paymentLinkId: id });

      expect(refused).toMatchObject({ __typename: 'NotAllowed', message: expect.stringMatching(/cancel/i) });
      expect(await writesTo(order, 'refunds')).toEqual([]);
    });
  });

  describe('is given free', () => {
    it('by cancelling what is not captured; the link stays completed', async () => {
      const { id, order } = await aPaidLink();

      const cancelled = await shop.cancelOrder({ paymentLinkId: id });

      expect(cancelled).toMatchObject({
        __typename: 'Order',
        id: order.id,
        status: 'CANCELLED',
        remainingAuthorizedAmount: money(0),
      });
      expect(await shop.outcome(id)).toMatchObject({ status: 'COMPLETED', order: { status: 'CANCELLED' } });
      expect(await writesTo(order, 'cancel')).toMatchObject([{ status: 204 }]);
    });

    it('by releasing what is left of a part', async () => {
      const { id, order } = await aPaidLink();
      await shop.capture({ paymentLinkId: id, amount: 5_000 });

      const released = await shop.cancelOrder({ paymentLinkId: id });

      expect(released).toMatchObject({
        __typename: 'Order',
        capturedAmount: money(5_000),
        remainingAuthorizedAmount: money(0),
      });
      expect(await writesTo(order, 'release-remaining-authorization')).toMatchObject([{ status: 204 }]);
      expect(await writesTo(order, 'cancel')).toEqual([]);
      expect(await shop.outcome(id)).toMatchObject({
        status: 'COMPLETED',
        order: { capturedAmount: money(5_000), remainingAuthorizedAmount: money(0) },
      });
    });

    it('never when all is captured', async () => {
      const { id, order } = await aPaidLink();
      await shop.capture({ paymentLinkId: id });

      const refused = await shop.cancelOrder({ paymentLinkId: id });

      expect(refused).toMatchObject({ __typename: 'NotAllowed', message: expect.stringMatching(/refund/i) });
      expect(await writesTo(order, 'cancel')).toEqual([]);
    });

    it('never when all was captured elsewhere meanwhile: it is shown as it is', async () => {
      const { id, order } = await aPaidLink();
      await fetch(`${app.sandbox.url}/ordermanagement/v1/orders/${order.id}/captures`, {
        method: 'POST',
        headers: { authorization: `Basic ${app.sandbox.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ captured_amount: AMOUNT }),
      });

      const refused = await shop.cancelOrder({ paymentLinkId: id });

      expect(refused).toMatchObject({ __typename: 'ProviderRejected' });
      await eventually(async () =>
        expect((await shop.link(id)).order).toMatchObject({
          status: 'CAPTURED',
          capturedAmount: money(AMOUNT),
        }),
      );
      expect(await shop.history(id, 'order.captured')).not.toContain('order.cancelled');
    });

    it('and cannot be captured after that', async () => {
      const { id, order } = await aPaidLink();
      await shop.cancelOrder({ paymentLinkId: id });

      const refused = await shop.capture({ paymentLinkId: id });

      expect(refused).toMatchObject({
        __typename: 'NotAllowed',
        message: expect.stringMatching(/cancelled/i),
      });
      expect(await writesTo(order, 'captures')).toEqual([]);
    });

    it('and cannot be captured while that is asked for', async () => {
      const { id, order } = await aPaidLink();
      await app.sandbox.faults([
        { match: `POST /ordermanagement/v1/orders/${order.id}/cancel`, kind: 'slow', delay_ms: 1_000 },
      ]);

      const cancelling = shop.cancelOrder({ paymentLinkId: id });
      await eventually(async () => expect(await writesTo(order, 'cancel')).toHaveLength(1));
      const refused = await shop.capture({ paymentLinkId: id });

      expect(refused).toMatchObject({
        __typename: 'ProviderUnavailable',
        message: expect.stringMatching(/being cancelled/),
      });
      expect(await cancelling).toMatchObject({ status: 'CANCELLED' });
      expect(await writesTo(order, 'captures')).toEqual([]);
    });

    it('not before it is paid', async () => {
      const { id } = await shop.anOpenLink();

      expect(await shop.cancelOrder({ paymentLinkId: id })).toMatchObject({ __typename: 'NotAllowed' });
    });
  });

  it('tells each movement in the event log, with its amount and operation', async () => {
    const { id } = await aPaidLink();

    const capture = await shop.capture({ paymentLinkId: id, amount: 8_000 });
    const refund = await shop.refund({ paymentLinkId: id, amount: 3_000 });
    await shop.cancelOrder({ paymentLinkId: id });

    const nodes = await shop.log(id, 'order.released');
    const about = (type: string) => nodes.filter((event) => event.type === type).map(({ data }) => data);
    expect(about('order.captured')).toMatchObject([{ id: capture.id, amount: 8_000 }]);
    expect(about('order.refunded')).toMatchObject([{ id: refund.id, amount: 3_000 }]);
    expect(nodes.at(-1)).toMatchObject({ type: 'order.released', status: 'COMPLETED' });
  });
});

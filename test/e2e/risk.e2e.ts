import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import type { Link, Shop } from '../support/shop.js';

/** Orders that the provider looks at before it takes the risk (docs.klarna.com, pending orders). */
describe('a risk decision', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());

  const aLinkUnderReview = async (): Promise<Link> => {
    const { id, session } = await shop.anOpenLink();
    await app.sandbox.fraud(session.checkoutOrderId, 'PENDING');
    await app.sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);
    return eventually(async () => {
      const link = await shop.link(id);
      expect(link.order).toMatchObject({ fraudStatus: 'PENDING', acknowledgedAt: expect.any(String) });
      return link;
    });
  };
  const truthOf = async ({ order: { id } }: Link): Promise<{ status: string; fraud_status: string }> => {
    const response = await fetch(`${app.sandbox.url}/ordermanagement/v1/orders/${id}`, {
      headers: { authorization: `Basic ${app.sandbox.apiKey}` },
    });
    return (await response.json()) as { status: string; fraud_status: string };
  };
  const cancellationsOf = async ({ order: { id } }: Link) =>
    (await app.sandbox.requests()).filter(
      ({ method, path }) => method === 'POST' && path === `/ordermanagement/v1/orders/${id}/cancel`,
    );

  it.each(['ACCEPTED', 'REJECTED'] as const)('is told when it falls: %s', async (decision) => {
    const link = await aLinkUnderReview();

    await app.sandbox.fraud(link.order.id, decision);

    await eventually(async () =>
      expect((await shop.link(link.id)).order).toMatchObject({ fraudStatus: decision }),
    );
    const updates = (await shop.log(link.id, 'order.updated')).filter(({ type }) => type === 'order.updated');
    expect(updates.at(-1)!.data).toMatchObject({ fraudStatus: { from: 'PENDING', to: decision } });
  });

  it('that comes after the merchant cancelled brings the order not back', async () => {
    const link = await aLinkUnderReview();
    await shop.cancelOrder({ paymentLinkId: link.id });

    await app.sandbox.fraud(link.order.id, 'ACCEPTED');
    await shop.outcome(link.id);

    expect(await truthOf(link)).toMatchObject({ status: 'CANCELLED' });
    expect((await shop.link(link.id)).order).toMatchObject({ status: 'CANCELLED' });
    expect(await shop.capture({ paymentLinkId: link.id })).toMatchObject({ __typename: 'NotAllowed' });
  });

  it('is waited for where the provider cancels nothing before it: then cancelled, and never captured', async () => {
    const link = await aLinkUnderReview();
    await app.sandbox.faults([
      {
        match: `POST /ordermanagement/v1/orders/${link.order.id}/cancel`,
        kind: 'status',
        status: 403,
        times: 2,
      },
    ]);

    const first = await shop.cancelOrder({ paymentLinkId: link.id });
    const again = await shop.cancelOrder({ paymentLinkId: link.id });
    const captured = await shop.capture({ paymentLinkId: link.id });
    await app.sandbox.fraud(link.order.id, 'ACCEPTED');

    for (const answer of [first, again]) {
      expect(answer).toMatchObject({
        __typename: 'ProviderUnavailable',
        message: expect.stringMatching(/risk decision/),
      });
    }
    expect(captured).toMatchObject({ __typename: 'NotAllowed' });
    await eventually(async () => {
      expect(await truthOf(link)).toMatchObject({ status: 'CANCELLED' });
      expect((await shop.link(link.id)).order).toMatchObject({ status: 'CANCELLED' });
    });
    const keys = (await cancellationsOf(link)).map(({ headers }) => headers['klarna-idempotency-key']);
    expect(keys.slice(0, -1)).not.toContain(keys.at(-1));
    const told = (await shop.log(link.id, 'order.cancelled')).filter(
      ({ type }) => type === 'order.cancelled',
    );
    expect(told).toHaveLength(1);
    expect(await shop.cancelOrder({ paymentLinkId: link.id })).toMatchObject({ status: 'CANCELLED' });
  });

  it('that has the provider capture it by itself leaves nothing to cancel, and is not told as cancelled', async () => {
    const link = await aLinkUnderReview();
    const match = `POST /ordermanagement/v1/orders/${link.order.id}/cancel`;
    await app.sandbox.faults([{ match, kind: 'status', status: 403 }]);
    const waiting = await shop.cancelOrder({ paymentLinkId: link.id });
    await app.sandbox.faults([{ match, kind: 'slow', delay_ms: 3_000 }]);

    await app.sandbox.fraud(link.order.id, 'ACCEPTED');
    await eventually(async () => expect(await cancellationsOf(link)).toHaveLength(2));
    await fetch(`${app.sandbox.url}/ordermanagement/v1/orders/${link.order.id}/captures`, {
      method: 'POST',
      headers: { authorization: `Basic ${app.sandbox.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ captured_amount: link.amount.amount }),
    });
    expect((await shop.outcome(link.id)).order).toMatchObject({ status: 'CAPTURED' });

    expect(waiting).toMatchObject({ __typename: 'ProviderUnavailable' });
    await eventually(async () =>
      expect(await shop.cancelOrder({ paymentLinkId: link.id })).toMatchObject({
        __typename: 'NotAllowed',
        message: expect.stringContaining('Refund'),
      }),
    );
    expect(await shop.history(link.id, 'order.captured')).not.toContain('order.cancelled');
  });

  it('that brings back an order told as cancelled has it cancelled again, not fulfilled', async () => {
    const link = await aLinkUnderReview();
    // Says that it is done, and does nothing.
    await app.sandbox.faults([
      { match: `POST /ordermanagement/v1/orders/${link.order.id}/cancel`, kind: 'status', status: 204 },
    ]);
    expect(await shop.cancelOrder({ paymentLinkId: link.id })).toMatchObject({ status: 'CANCELLED' });
    expect(await truthOf(link)).toMatchObject({ status: 'AUTHORIZED' });

    await app.sandbox.fraud(link.order.id, 'ACCEPTED');

    await eventually(async () => expect(await truthOf(link)).toMatchObject({ status: 'CANCELLED' }));
    expect(await cancellationsOf(link)).toHaveLength(2);
    expect((await shop.link(link.id)).order).toMatchObject({ status: 'CANCELLED' });
    expect(await shop.capture({ paymentLinkId: link.id })).toMatchObject({ __typename: 'NotAllowed' });
  });

  it('that brings back an order which the provider then refuses to cancel is shown as it is', async () => {
    const link = await aLinkUnderReview();
    const match = `POST /ordermanagement/v1/orders/${link.order.id}/cancel`;
    await app.sandbox.faults([
      { match, kind: 'status', status: 204 },
      { match, kind: 'status', status: 403 },
    ]);
    await shop.cancelOrder({ paymentLinkId: link.id });

    await app.sandbox.fraud(link.order.id, 'ACCEPTED');

    await eventually(async () =>
      expect((await shop.link(link.id)).order).toMatchObject({
        status: 'AUTHORIZED',
        fraudStatus: 'ACCEPTED',
      }),
    );
  });
});

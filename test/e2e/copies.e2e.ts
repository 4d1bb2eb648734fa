import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { AMOUNT, aLine, aLink } from '../support/shop.js';

const CREATE_MANY = `mutation ($input: CreatePaymentLinksInput!) {
  createPaymentLinks(input: $input) { __typename ... on PaymentLinkBatch { id total } ... on Error { code message } }
}`;
const BATCH = `query ($id: ID!) {
  paymentLinkBatch(id: $id) {
    total made refused isFinished
    items { index result { __typename ... on PaymentLink { id reference status } ... on InvalidInput { faults { path } } } }
  }
}`;
const DUPLICATE = `mutation ($input: DuplicatePaymentLinkInput!) {
  duplicatePaymentLink(input: $input) {
    __typename ... on PaymentLink { id reference status url amount { amount } orderLines { name totalTaxAmount } } ... on Error { code }
  }
}`;

interface Batch {
  total: number;
  made: number;
  refused: number;
  isFinished: boolean;
  items: {
    index: number;
    result: { __typename: string; id: string; reference: string; faults: { path: string }[] } | null;
  }[];
}

describe('copies', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const createMany = async (input: object) =>
    (await app.merchant.request<{ createPaymentLinks: Record<string, string> }>(CREATE_MANY, { input }))
      .createPaymentLinks;
  const duplicate = async (input: object) =>
    (
      await app.merchant.request<{ duplicatePaymentLink: Record<string, unknown> }>(DUPLICATE, {
        input,
      })
    ).duplicatePaymentLink;
  const finished = (id: string): Promise<Batch> =>
    eventually(async () => {
      const { paymentLinkBatch } = await app.merchant.request<{ paymentLinkBatch: Batch }>(BATCH, { id });
      expect(paymentLinkBatch.isFinished).toBe(true);
      return paymentLinkBatch;
    });

  it('makes many links by one call, each with its own result', async () => {
    const links = Array.from({ length: 12 }, (_, i) => aLink({ reference: `MANY-${i}` }));
    links[5] = aLink({ orderLines: [aLine({ totalAmount: 1 })] });

    const batch = await createMany({ idempotencyKey: 'many', links });
    const { total, made, refused, items } = await finished(batch.id!);

    expect({ total, made, refused }).toEqual({ total: 12, made: 11, refused: 1 });
    expect(items.map(({ index }) => index)).toEqual(links.map((_, i) => i));
    expect(items[5]!.result).toMatchObject({
      __typename: 'InvalidInput',
      faults: [{ path: 'orderLines.0.totalAmount' }],
    });
    expect(items[0]!.result).toMatchObject({
      __typename: 'PaymentLink',
      reference: 'MANY-0',
      status: 'OPEN',
    });
  });

  it('gives the same batch to the same key, and makes nothing twice', async () => {
    const input = { idempotencyKey: 'twice', links: [aLink({ reference: 'TWICE' })] };
    const [first, second] = await Promise.all([createMany(input), createMany(input)]);

    expect(second.id).toBe(first.id);
    await finished(first.id!);
    const other = await createMany({ ...input, links: [aLink()] });
    expect(other).toMatchObject({ __typename: 'IdempotencyConflict' });
  });

  it('goes on when the provider can be reached again', async () => {
    await app.sandbox.faults([{ match: 'POST /checkout/v3/orders', kind: 'status', status: 503, times: 2 }]);
    const batch = await createMany({ idempotencyKey: 'later', links: [aLink(), aLink(), aLink()] });

    expect(await finished(batch.id!)).toMatchObject({ made: 3, refused: 0 });
  });

  it('refuses a batch of none, and shows nobody another merchant’s', async () => {
    expect(await createMany({ idempotencyKey: 'none', links: [] })).toMatchObject({ code: 'INVALID_INPUT' });
    const id = '00000000-0000-4000-8000-000000000000';
    expect(await app.merchant.request(BATCH, { id })).toEqual({ paymentLinkBatch: null });
  });

  it('offers again what another link offered, under its own reference', async () => {
    const first = await app.shop.anOpenLink({ reference: 'FIRST' });
    await app.shop.disable({ paymentLinkId: first.id });

    const copy = await duplicate({ paymentLinkId: first.id, reference: 'SECOND' });

    expect(copy).toMatchObject({ status: 'OPEN', reference: 'SECOND', amount: { amount: AMOUNT } });
    expect(copy.id).not.toBe(first.id);
    expect(copy.url).not.toBe(first.url);
  });

  it('gives the same copy to the same key, whatever became of what was copied', async () => {
    const { id: paymentLinkId } = await app.shop.anOpenLink({ metadata: { a: 1 } });
    const input = { idempotencyKey: 'copy', paymentLinkId };
    const copy = await duplicate(input);
    await app.shop.update({ paymentLinkId, orderLines: [aLine({ quantity: 3 })] });

    const again = await duplicate(input);
    const others = [
      await duplicate({ ...input, reference: 'OTHER' }),
      await duplicate({ ...input, metadata: null }),
    ];

    expect(copy.__typename).toBe('PaymentLink');
    expect(again).toEqual(copy);
    expect(others.map(({ __typename }) => __typename)).toEqual([
      'IdempotencyConflict',
      'IdempotencyConflict',
    ]);
  });
});

import { randomUUID } from 'node:crypto';

import { type TestApp, startApp } from '../support/app.js';
import { anotherShop } from '../support/merchants.js';
import { eventually } from '../support/eventually.js';
import { SandboxRefusal } from '../support/sandbox.js';
import type { Link, Shop } from '../support/shop.js';

const QUIET = { RECONCILE_INTERVAL_MS: '3600000' };

describe('ending a link', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp(QUIET);
    shop = app.shop;
  });
  afterAll(() => app.stop());

  const disablings = async (sessionId: string) =>
    (await app.sandbox.requests()).filter(
      ({ method, path }) => method === 'DELETE' && path === `/hpp/v1/sessions/${sessionId}`,
    );

  it('disables the hosted session first, so that nobody can pay any more', async () => {
    const link = await shop.anOpenLink();

    const disabled = await shop.disable({ paymentLinkId: link.id, reason: 'Sold out' });

    expect(disabled).toMatchObject({
      __typename: 'PaymentLink',
      id: link.id,
      status: 'DISABLED',
      session: { status: 'DISABLED' },
    });
    await expect(app.sandbox.consumer(link.session.id, 'pay')).rejects.toBeInstanceOf(SandboxRefusal);
    const events = await shop.log(link.id, 'payment_link.disabled');
    expect(events.at(-1)).toMatchObject({
      type: 'payment_link.disabled',
      status: 'DISABLED',
      data: { reason: 'Sold out' },
    });
  });

  it('is done once, however often it is asked for', async () => {
    const link = await shop.anOpenLink();

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => shop.disable({ paymentLinkId: link.id })),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('DISABLED'));
    expect(await disablings(link.session.id)).toHaveLength(1);
    expect(await shop.history(link.id, 'payment_link.disabled')).toEqual([
      'payment_link.created',
      expect.stringMatching(/session.status_changed|payment_link.disabled/),
      expect.stringMatching(/session.status_changed|payment_link.disabled/),
    ]);
  });

  it('loses against a consumer who paid, and says so', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.consumer(link.session.id, 'pay');

    const refused = await shop.disable({ paymentLinkId: link.id });

    expect(refused).toMatchObject({
      __typename: 'AlreadyPaid',
      code: 'ALREADY_PAID',
      paymentLink: { id: link.id, status: 'COMPLETED' },
    });
    expect(refused.message).toMatch(/cancel|refund/i);
    expect(await shop.link(link.id)).toMatchObject({ status: 'COMPLETED', order: { status: 'AUTHORIZED' } });
  });

  it('loses also when its answer is late: the order is followed all the same', async () => {
    const link = await shop.anOpenLink();
    const match = `DELETE /hpp/v1/sessions/${link.session.id}`;
    await app.sandbox.faults([{ match, kind: 'status', status: 503, times: 2 }]);
    const late = await shop.disable({ paymentLinkId: link.id });
    await app.sandbox.consumer(link.session.id, 'pay');
    await shop.outcome(link.id);

    const refused = await eventually(async () => {
      const answer = await shop.disable({ paymentLinkId: link.id });
      expect(answer.__typename).not.toBe('ProviderUnavailable');
      return answer;
    });

    expect(late).toMatchObject({ __typename: 'ProviderUnavailable' });
    expect(refused).toMatchObject({ __typename: 'AlreadyPaid', paymentLink: { status: 'COMPLETED' } });
    await eventually(async () => {
      const [row] = await app.database.query<{ status: string; at: Date | null }>(
        `SELECT operations.status, next_check_at AS at FROM payment_links
         JOIN operations ON payment_link_id = payment_links.id AND kind = 'CLOSE_SESSION'
         WHERE payment_links.id = $1`,
        [link.id],
      );
      expect(row).toEqual({ status: 'SUCCEEDED', at: expect.any(Date) });
    });
  });

  describe('hears of a payment that was under way at a bank', () => {
    afterEach(() => app.sandbox.callbacks({ deliver: true }));

    const PUSH_SECONDS = 121;
    const isPaid = ({ id, session }: Link): Promise<void> =>
      eventually(async () =>
        expect(await shop.link(id)).toMatchObject({
          status: 'COMPLETED',
          session: { status: 'COMPLETED' },
          order: { id: session.checkoutOrderId, status: 'AUTHORIZED' },
        }),
      );
    const aDisabledLink = async (): Promise<Link> => {
      const link = await shop.anOpenLink();
      expect(await shop.disable({ paymentLinkId: link.id })).toMatchObject({ status: 'DISABLED' });
      return link;
    };
    /** Nothing looks at it by itself any more. */
    const aForgottenLink = async (): Promise<Link> => {
      const link = await aDisabledLink();
      await app.sandbox.advance(130);
      await eventually(async () => {
        const [row] = await app.database.query<{ at: Date | null }>(
          'SELECT next_check_at AS at FROM payment_links WHERE id = $1',
          [link.id],
        );
        expect(row!.at).toBeNull();
      });
      return link;
    };

    it('two minutes after the end, when the push is lost', async () => {
      await app.sandbox.callbacks({ deliver: false });
      const link = await aDisabledLink();

      expect(await app.sandbox.payLate(link.session.id)).toMatchObject({ status: 'DISABLED' });
      await app.sandbox.advance(PUSH_SECONDS);

      await isPaid(link);
    });

    it('by the push that names it', async () => {
      const link = await aForgottenLink();

      await app.sandbox.payLate(link.session.id);
      await app.sandbox.advance(PUSH_SECONDS);

      await isPaid(link);
    });
  });

  it('refuses changes while it is carried through', async () => {
    const link = await shop.anOpenLink();
    const match = `DELETE /hpp/v1/sessions/${link.session.id}`;
    await app.sandbox.faults([{ match, kind: 'slow', delay_ms: 1_000 }]);
    const disabling = shop.disable({ paymentLinkId: link.id });
    await eventually(async () => expect(await disablings(link.session.id)).toHaveLength(1));

    const refused = await shop.update({ paymentLinkId: link.id, metadata: { a: 1 } });

    expect(refused).toMatchObject({
      __typename: 'ProviderUnavailable',
      message: expect.stringContaining('ended'),
    });
    expect(await disabling).toMatchObject({ status: 'DISABLED' });
  });

  it('is refused of a link known to be paid, without asking the provider', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.consumer(link.session.id, 'pay');
    await shop.outcome(link.id);

    const refused = await shop.disable({ paymentLinkId: link.id });

    expect(refused).toMatchObject({ __typename: 'AlreadyPaid', paymentLink: { status: 'COMPLETED' } });
    expect(await disablings(link.session.id)).toEqual([]);
  });

  it('leaves nothing to capture, refund, cancel or send', async () => {
    const { id } = await shop.anOpenLink();
    await shop.disable({ paymentLinkId: id });

    const refused = await Promise.all([
      shop.capture({ paymentLinkId: id }),
      shop.refund({ paymentLinkId: id }),
      shop.cancelOrder({ paymentLinkId: id }),
      shop.send(id, { method: 'EMAIL', email: 'someone@example.com' }),
    ]);

    for (const answer of refused) {
      expect(answer).toMatchObject({ __typename: 'NotAllowed', paymentLink: { id, status: 'DISABLED' } });
      expect(answer.message).toContain('DISABLED');
    }
  });

  it('settles a race with the consumer one way or the other, never both', async () => {
    const links = await Promise.all(Array.from({ length: 6 }, () => shop.anOpenLink()));

    await Promise.all(
      links.map(async ({ id, session }) => {
        const [answer, paid] = await Promise.all([
          shop.disable({ paymentLinkId: id }),
          app.sandbox.consumer(session.id, 'pay').then(
            () => true,
            () => false,
          ),
        ]);
        expect(answer.__typename).toBe(paid ? 'AlreadyPaid' : 'PaymentLink');
        expect((await shop.outcome(id)).status).toBe(paid ? 'COMPLETED' : 'DISABLED');
      }),
    );
  });

  describe('what is not there', () => {
    const strangers: [string, () => Promise<{ id: string; shop: Shop }>][] = [
      ['an id that nobody has', async () => ({ id: randomUUID(), shop })],
      ['an id that cannot be one', async () => ({ id: "1' OR '1'='1", shop })],
      [
        'a paid link of somebody else',
        async () => {
          const { id, session } = await shop.anOpenLink({ reference: randomUUID() });
          await app.sandbox.consumer(session.id, 'pay');
          await shop.outcome(id);
          return { id, shop: await anotherShop(app) };
        },
      ],
    ];

    it.each(strangers)('is not found: %s', async (_, stranger) => {
      const { id: paymentLinkId, shop } = await stranger();
      const calls = (await app.sandbox.requests()).length;

      const answers = await Promise.all([
        shop.disable({ paymentLinkId }),
        shop.capture({ paymentLinkId }),
        shop.refund({ paymentLinkId }),
        shop.cancelOrder({ paymentLinkId }),
        shop.send(paymentLinkId, { method: 'EMAIL', email: 'someone@example.com' }),
      ]);

      for (const answer of answers)
        expect(answer).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND' });
      expect(await shop.link(paymentLinkId)).toBeNull();
      expect(await shop.outcome(paymentLinkId)).toBeNull();
      expect((await app.sandbox.requests()).slice(calls)).toEqual([]);
    });

    it('is not in the lists, the log or a subscription of another merchant', async () => {
      const { id } = await shop.anOpenLink({ reference: 'MINE' });
      const other = await anotherShop(app);

      const followed = other.follow(id);
      const byReference = await other.client.request('{ paymentLinkByReference(reference: "MINE") { id } }');

      await expect(followed.until(() => true)).rejects.toThrow('NOT_FOUND');
      expect(followed.events).toEqual([]);
      expect(byReference).toEqual({ paymentLinkByReference: null });
      expect((await other.links()).nodes).toEqual([]);
      expect((await other.events()).nodes).toEqual([]);
    });

    it('leaves references and idempotency keys to each merchant', async () => {
      const other = await anotherShop(app);

      const [mine, theirs] = [
        await shop.create({ reference: 'SAME', idempotencyKey: 'same' }),
        await other.create({ reference: 'SAME', idempotencyKey: 'same' }),
      ];

      expect([mine.status, theirs.status]).toEqual(['OPEN', 'OPEN']);
      expect(mine.id).not.toBe(theirs.id);
    });
  });
});

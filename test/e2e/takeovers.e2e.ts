import { KlarnaCheckoutApi, KlarnaHppApi, KlarnaOrderManagementApi } from '../../src/modules/klarna/index.js';
import { SendingRulesService } from '../../src/modules/link-distribution/rules/sending.rules.js';
import { type Operation, OperationRunner, OperationsRepository } from '../../src/modules/operations/index.js';
import { type Neighbour, type TestApp, startApp, startBeside } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { freeze } from '../support/frozen.js';
import type { Fault } from '../support/sandbox.js';
import { SendingClient } from '../support/sending-client.js';
import type { Link } from '../support/shop.js';
import { SHORT_TEMPERED } from '../support/trouble.js';

const PART = 5_000;

/** A process stands still for longer than its lease; another takes over what it was at; then it goes on. */
describe('an operation that was taken over', () => {
  let app: TestApp;
  let beside: Neighbour;

  beforeAll(async () => {
    app = await startApp(SHORT_TEMPERED);
    beside = await startBeside(app);
  });
  afterEach(() => app.sandbox.clearFaults());
  afterAll(async () => {
    await beside?.stop();
    await app?.stop();
  });

  /** The lease of whoever carries it out has run out, and that process has it now. */
  async function takenOver(by: Neighbour, linkId: string, kind: string): Promise<Operation> {
    const operations = by.nest.get(OperationsRepository);
    return eventually(async () => {
      const [row] = await app.database.query<{ id: string }>(
        `UPDATE operations SET leased_until = clock_timestamp() - interval '1 second'
         WHERE payment_link_id = $1 AND kind = $2 AND status = 'REQUESTED' RETURNING id`,
        [linkId, kind],
      );
      if (!(await operations.claim(row!.id, 'REQUESTED'))) throw new Error('somebody was faster');
      return operations.get(row!.id);
    });
  }

  const carryOut = (by: Neighbour, operation: Operation): Promise<Operation> =>
    by.nest.get(OperationRunner).run(operation, { mayAbandon: false });

  describe('and moves money', () => {
    const match = 'POST /ordermanagement/v1/orders/*/captures';

    async function aPaidLink(): Promise<Link> {
      const { id, session } = await app.shop.anOpenLink();
      await app.sandbox.consumer(session.id, 'pay');
      return app.shop.outcome(id);
    }

    const UNCERTAIN: [string, Omit<Fault, 'match'>][] = [
      ['that nothing happened', { kind: 'status', status: 429 }],
      ['that it was turned away', { kind: 'status', status: 401 }],
      ['that nobody can know', { kind: 'lost_reply' }],
    ];

    it.each(UNCERTAIN)('does not end, nor is free for a third, when the first finds %s', async (_, fault) => {
      const { id } = await aPaidLink();
      const first = freeze(app.nest.get(KlarnaOrderManagementApi), 'capture', 'before');
      const asked = app.shop.capture({ paymentLinkId: id, amount: PART });
      await first.isThere;
      const theirs = await takenOver(beside, id, 'CAPTURE');

      await app.sandbox.faults([{ match, ...fault }]);
      first.thaw();

      expect(await asked).toMatchObject({ __typename: 'Capture', status: 'REQUESTED' });
      expect(await app.nest.get(OperationsRepository).claim(theirs.id, 'REQUESTED')).toBe(false);
      expect(await carryOut(beside, theirs)).toMatchObject({ status: 'SUCCEEDED' });
      expect((await app.shop.outcome(id)).order).toMatchObject({
        capturedAmount: { amount: PART },
        captures: [{ status: 'SUCCEEDED' }],
      });
    });

    it('ends with the success of the first, and the second finds it so', async () => {
      const { id } = await aPaidLink();
      const first = freeze(app.nest.get(KlarnaOrderManagementApi), 'capture', 'before');
      const asked = app.shop.capture({ paymentLinkId: id, amount: PART });
      await first.isThere;
      const theirs = await takenOver(beside, id, 'CAPTURE');

      first.thaw();

      expect(await asked).toMatchObject({ status: 'SUCCEEDED' });
      expect(await carryOut(beside, theirs)).toMatchObject({ status: 'SUCCEEDED' });
      expect((await app.shop.outcome(id)).order).toMatchObject({
        capturedAmount: { amount: PART },
        captures: [{ status: 'SUCCEEDED' }],
      });
    });
  });

  describe('and sends the link', () => {
    it('sends nothing when it was found meanwhile that it must not', async () => {
      const { id } = await app.shop.anOpenLink();
      const email = 'no-more@consumer.example';
      const first = freeze(app.nest.get(SendingRulesService), 'hold', 'after');
      const asked = app.shop.send(id, { method: 'EMAIL', email });
      await first.isThere;
      const theirs = await takenOver(beside, id, 'SEND_LINK');

      await new SendingClient(app.merchant).preference('optOutRecipient', { email });
      expect(await carryOut(beside, theirs)).toMatchObject({ status: 'REJECTED' });
      first.thaw();

      expect(await asked).toMatchObject({ __typename: 'Distribution', status: 'FAILED' });
      expect((await app.sandbox.mail()).filter(({ to }) => to.includes(email))).toEqual([]);
    });
  });

  describe('and opens a session', () => {
    /** Its first maker has order and session, and stands still before it says so. */
    async function aLinkBeingMade(reference: string) {
      const first = freeze(app.nest.get(KlarnaHppApi), 'createSession', 'after');
      const asked = app.shop.create({ reference });
      await first.isThere;
      const [link] = (await app.shop.links({ filter: { reference } })).nodes;
      return { id: link!.id, first, asked };
    }

    /** Nobody can pay twice, and whoever follows the link can pay. */
    async function expectPayable(id: string): Promise<void> {
      const { session, reference } = await eventually(async () => {
        const link = await app.shop.link(id);
        expect(link.status).toBe('OPEN');
        return link;
      });
      const made = await ordersOf(reference!);
      const shown = (await app.sandbox.sessions()).filter((each) => made.includes(each.checkout_order_id));
      const payable = shown.filter(({ offers }) => offers.includes('pay'));
      expect(payable).toMatchObject([{ session_id: session.id, checkout_order_id: session.checkoutOrderId }]);
      await app.sandbox.consumer(session.id, 'pay');
      expect((await app.shop.outcome(id)).status).toBe('COMPLETED');
    }

    async function ordersOf(reference: string): Promise<string[]> {
      const orders = await app.sandbox.orders();
      return orders.filter((order) => order.merchant_reference1 === reference).map((order) => order.order_id);
    }

    /** All of them but the one. */
    async function expectAborted(orderIds: string[], kept: string): Promise<void> {
      await eventually(async () => {
        const orders = (await app.sandbox.orders()).filter(({ order_id }) => orderIds.includes(order_id));
        const living = orders.filter((order) => order.checkout_status === 'checkout_incomplete');
        expect(living.map(({ order_id }) => order_id)).toEqual([kept]);
      });
    }

    it('leads to the session of the second, when the first had made one and says so before the second begins', async () => {
      const { id, first, asked } = await aLinkBeingMade('before');
      const theirs = await takenOver(beside, id, 'OPEN_SESSION');

      first.thaw();
      await asked;
      await carryOut(beside, theirs);

      await expectPayable(id);
    });

    it('leads to the session of the second, when the first says so after its order was ended', async () => {
      const { id, first, asked } = await aLinkBeingMade('after');
      const second = freeze(beside.nest.get(KlarnaCheckoutApi), 'createOrder', 'before');
      const theirs = carryOut(beside, await takenOver(beside, id, 'OPEN_SESSION'));
      await second.isThere;

      first.thaw();
      await asked;
      second.thaw();
      await theirs;

      await expectPayable(id);
    });

    it('keeps the session of the second, when the first had not remembered its order yet', async () => {
      const first = freeze(app.nest.get(KlarnaCheckoutApi), 'createOrder', 'after');
      const asked = app.shop.create({ reference: 'forgotten' });
      await first.isThere;
      const [link] = (await app.shop.links({ filter: { reference: 'forgotten' } })).nodes;
      const { id } = link!;
      const settled = await carryOut(beside, await takenOver(beside, id, 'OPEN_SESSION'));

      first.thaw();

      expect(await asked).toMatchObject({ id, status: 'OPEN' });
      expect(await app.nest.get(OperationsRepository).get(settled.id)).toEqual(settled);
      await expectAborted(await ordersOf('forgotten'), settled.result!.checkoutOrderId as string);
      await expectPayable(id);
    });

    it('is not begun again by one that was overtaken itself', async () => {
      const { id, first, asked } = await aLinkBeingMade('late');
      const late = await takenOver(beside, id, 'OPEN_SESSION');
      const third = await startBeside(app);
      const settled = await carryOut(third, await takenOver(third, id, 'OPEN_SESSION'));
      await third.stop();
      const made = await ordersOf('late');

      expect(await carryOut(beside, late)).toEqual(settled);
      first.thaw();
      await asked;

      expect(await ordersOf('late')).toEqual(made);
      await expectPayable(id);
    });
  });
});

import { KlarnaOrderManagementApi } from '../../src/modules/klarna/index.js';
import { type Operation, OperationRunner, OperationsRepository } from '../../src/modules/operations/index.js';
import { type Neighbour, type TestApp, startApp, startBeside } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { freeze } from '../support/frozen.js';
import type { Fault } from '../support/sandbox.js';
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
});

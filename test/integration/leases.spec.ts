import { DataSource } from 'typeorm';

import { Clock } from '../../src/common/clock/clock.js';
import { lockPaymentLink } from '../../src/common/payment-link-record.js';
import { OperationsRepository } from '../../src/modules/operations/index.js';
import { startApp, type TestApp } from '../support/app.js';

/** Longer than a lease. */
const A_LONG_WAIT_SECONDS = 6.5;

/** What tells one process that another works on an operation. */
describe('the lease of an operation', () => {
  let app: TestApp;
  let db: DataSource;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
    db = app.nest.get(DataSource);
  });
  afterAll(() => app.stop());

  const aNeighbour = (): OperationsRepository => new OperationsRepository(db, app.nest.get(Clock));

  it('counts from when it is written, however long its transaction has waited before', async () => {
    const { id: paymentLinkId } = await app.shop.anOpenLink();
    const [{ merchantId }] = await db.query<[{ merchantId: string }]>(
      'SELECT merchant_id AS "merchantId" FROM payment_links WHERE id = $1',
      [paymentLinkId],
    );

    const { id } = await db.transaction(async (tx) => {
      await tx.query('SELECT pg_sleep($1)', [A_LONG_WAIT_SECONDS]);
      await lockPaymentLink(tx, paymentLinkId);
      const draft = { merchantId, paymentLinkId, kind: 'READ_CHECKBOXES' as const, input: {} };
      return aNeighbour().insert(tx, draft, { claimed: true });
    });

    expect(await aNeighbour().claim(id, 'REQUESTED')).toBe(false);
  });
});

import { DataSource } from 'typeorm';

import { markPaymentLinkDue } from '../../src/common/payment-link-record.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

describe('a link that is marked as due', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
  });
  afterAll(() => app.stop());

  /** When it is due after two callbacks, the second a moment later; the transaction is undone. */
  const dueAfter = async (id: string, first: Date, second: Date): Promise<Date> => {
    const runner = app.nest.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    try {
      await markPaymentLinkDue(runner.manager, id, first);
      await markPaymentLinkDue(runner.manager, id, second);
      const [row] = (await runner.query('SELECT next_check_at FROM payment_links WHERE id = $1', [id])) as {
        next_check_at: Date;
      }[];
      return row!.next_check_at;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  };

  it('stays due from the first callback on: whoever was woken by it finds it, though a second came meanwhile', async () => {
    const { id } = await app.shop.anOpenLink();
    const first = await app.sandbox.now();
    const second = new Date(first.getTime() + 5);

    expect(await dueAfter(id, first, second)).toEqual(first);
  });

  it('is looked at by the second of two callbacks where the job passed it over for the first, since it was locked', async () => {
    const [link, other] = [await app.shop.anOpenLink(), await app.shop.anOpenLink()];
    await app.sandbox.callbacks({ deliver: false });
    await app.sandbox.consumer(link.session.id, 'pay');
    const db = app.nest.get(DataSource);
    const now = await app.sandbox.now();
    const [first, second] = [db.createQueryRunner(), db.createQueryRunner()];
    try {
      await first.startTransaction();
      await second.startTransaction();
      await markPaymentLinkDue(first.manager, link.id, now);
      await markPaymentLinkDue(first.manager, other.id, now);
      const waiting = markPaymentLinkDue(second.manager, link.id, now);
      await eventually(async () => {
        const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(await db.query(sql)).toHaveLength(1);
      });
      await first.commitTransaction();
      await waiting;
      // The other one is read: the job has come by.
      await eventually(async () => {
        const paths = (await app.sandbox.requests()).map(({ method, path }) => `${method} ${path}`);
        expect(paths).toContain(`GET /hpp/v1/sessions/${other.session.id}`);
      });
      await second.commitTransaction();
    } finally {
      await first.release();
      await second.release();
    }

    await eventually(async () => expect((await app.shop.link(link.id)).status).toBe('COMPLETED'));
  });
});

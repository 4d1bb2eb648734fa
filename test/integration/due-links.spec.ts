import { DataSource } from 'typeorm';

import { markPaymentLinkDue } from '../../src/common/payment-link-record.js';
import { startApp, type TestApp } from '../support/app.js';

describe('a link that is marked as due', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
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
});

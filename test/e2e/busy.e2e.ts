import { DataSource } from 'typeorm';

import { databaseOptions } from '../../src/common/database/options.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

/** As many as a worker carries out at once. */
const MANY = 8;

/** One process with all its hands full. */
describe('a process whose clients wait for a provider that hangs', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000', KLARNA_TIMEOUT_MS: '10000' });
  });
  afterAll(() => app.stop());

  it('carries out what nobody waits for all the same', async () => {
    const match = 'POST /checkout/v3/orders';
    await app.sandbox.faults([{ match, kind: 'timeout', times: MANY }]);
    let answered = 0;
    const waiting = Array.from({ length: MANY }, async (_, n) => {
      await app.shop.create({ reference: `hanging ${n}` });
      answered++;
    });
    await eventually(async () => {
      const calls = (await app.sandbox.requests()).filter(({ path }) => path === '/checkout/v3/orders');
      expect(calls).toHaveLength(MANY);
    });

    await app.shop.anOpenLink({ send: [{ method: 'EMAIL', email: 'ann@consumer.example' }] });

    await eventually(async () =>
      expect(await app.sandbox.mail()).toMatchObject([{ to: 'ann@consumer.example' }]),
    );
    expect(answered).toBe(0);
    await Promise.all(waiting);
  });
});

describe('a process with one connection to the database left', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
  });
  afterAll(() => app.stop());

  it('gets along with it: nothing that holds one asks for a second', async () => {
    const { max } = databaseOptions(app.database.url).extra as { max: number };
    const taken = Array.from({ length: max - 1 }, () => app.nest.get(DataSource).createQueryRunner());
    await Promise.all(taken.map((runner) => runner.connect()));
    try {
      const { id } = await app.shop.anOpenLink();
      expect(await app.shop.outcome(id)).toMatchObject({ status: 'OPEN' });
      const changed = await app.shop.update({ paymentLinkId: id, reference: 'changed' });
      expect(changed).toMatchObject({ reference: 'changed' });
      expect(await app.shop.disable({ paymentLinkId: id })).toMatchObject({ status: 'DISABLED' });
      const sold = await app.shop.anOpenLink();
      await app.sandbox.consumer(sold.session.id, 'pay');
      expect(await app.shop.outcome(sold.id)).toMatchObject({ status: 'COMPLETED' });
      expect(await app.shop.capture({ paymentLinkId: sold.id })).toMatchObject({ status: 'SUCCEEDED' });
    } finally {
      await Promise.all(taken.map((runner) => runner.release()));
    }
  });
});

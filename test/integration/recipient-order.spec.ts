import { DataSource } from 'typeorm';

import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { SendingClient } from '../support/sending-client.js';

const HELD = 4711;

/** Two links are sent to one person with their making, and the first to be recorded is the last to be committed. */
describe('what one recipient is sent a day', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
    await new SendingClient(app.merchant).settings({ maxPerDay: 1 });
    // The commit of a message to a capital letter waits until the test lets it go.
    await app.database.query(
      `CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN PERFORM pg_advisory_xact_lock(${HELD}); RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON operations DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW WHEN (NEW.kind = 'SEND_LINK' AND NEW.input->>'to' ~ '^[A-Z]')
         EXECUTE FUNCTION wait_for_test()`,
    );
  });
  afterAll(() => app.stop());

  it('is kept, whichever of them is committed first', async () => {
    const holder = app.nest.get(DataSource).createQueryRunner();
    const waiting = async (): Promise<number> => {
      const rows = await app.database.query(
        `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
         WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
      );
      return rows.length;
    };
    const mails = async () => (await app.sandbox.mail()).map(({ to }) => to.toLowerCase());
    await holder.query(`SELECT pg_advisory_lock(${HELD})`);

    const first = app.shop.anOpenLink({ send: [{ method: 'EMAIL', email: 'Ann@consumer.example' }] });
    await eventually(async () => expect(await waiting()).toBe(1));
    const second = app.shop.anOpenLink({ send: [{ method: 'EMAIL', email: 'ann@consumer.example' }] });
    await eventually(async () => expect((await waiting()) + (await mails()).length).toBe(2));
    await holder.query(`SELECT pg_advisory_unlock(${HELD})`);
    await holder.release();

    const links = await Promise.all([first, second]);
    const sent = await eventually(async () => {
      const both = await Promise.all(links.map(({ id }) => new SendingClient(app.merchant).sendings(id)));
      const states = both.flat().map(({ status }) => status);
      expect(states).not.toContain('QUEUED');
      return states;
    });
    expect(sent).toEqual(['SENT', 'FAILED']);
    expect(await mails()).toEqual(['ann@consumer.example']);
  });
});

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';

import { readConfig } from '../../src/common/config/app-config.js';
import { createApp } from '../../src/create-app.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { type RawEvent, storedLog } from '../support/raw-log.js';

const AHEAD = 1_000_000_000;

/** A database restored from a dump: its events were written on a server that had counted further than this one. */
describe('an event log that was restored on another server', () => {
  let app: TestApp;
  let restarted: NestFastifyApplication | undefined;
  let db: DataSource;

  beforeEach(async () => {
    app = await startApp();
    db = app.nest.get(DataSource);
    restarted = undefined;
  });
  afterEach(async () => {
    await restarted?.close();
    await app.stop();
  });

  async function restore(home: string | null): Promise<void> {
    await db.query(`UPDATE events SET xid = (xid::text::bigint + ${AHEAD})::text::xid8`);
    await db.query('UPDATE installation SET log_home = $1', [home]);
  }

  /** What the program does at its start. */
  async function restart(): Promise<void> {
    await restarted?.close();
    const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: app.database.url, ...app.sandbox.env });
    restarted = await createApp(config, ['fatal']);
    await restarted.init();
  }

  const offset = async (): Promise<number> => {
    const [row] = await db.query<[{ log_offset: string }]>('SELECT log_offset FROM installation');
    return Number(row.log_offset);
  };
  const cursorOf = ({ xid, seq }: RawEvent) => Buffer.from(`${xid}.${seq}`).toString('base64url');
  const ids = (events: { id: string }[]) => events.map(({ id }) => id);

  it.each([
    ['that it was known to have come from', 'another/1'],
    ['before homes were kept', null],
  ])('goes on behind all cursors from the server %s', async (_, home) => {
    await app.shop.anOpenLink();
    await restore(home);
    const before = await storedLog(db);

    await restart();
    const link = await app.shop.anOpenLink();

    const after = cursorOf(before.at(-1)!);
    // A cursor from after the backup was taken stands where nothing is any more.
    const lost = Buffer.from(`${BigInt(before.at(-1)!.xid) + 500n}.9`).toString('base64url');
    await eventually(async () => {
      for (const cursor of [after, lost])
        expect((await app.shop.events({ after: cursor })).nodes).toMatchObject([
          { type: 'payment_link.created', paymentLinkId: link.id },
        ]);
    });
    expect(ids((await app.shop.events({ after: 'start' })).nodes).slice(0, before.length)).toEqual(
      ids(before),
    );
  });

  it('is told live on, to whoever follows from before', async () => {
    await app.shop.anOpenLink();
    await restore('another/1');
    await restart();
    const follower = app.shop.followEvents({ after: cursorOf((await storedLog(db)).at(-1)!) });

    const links = [await app.shop.anOpenLink(), await app.shop.anOpenLink()];
    await follower.until(({ paymentLinkId }) => paymentLinkId === links[1]!.id);

    expect(follower.events.map(({ paymentLinkId }) => paymentLinkId)).toEqual(ids(links));
    follower.stop();
  });

  it('stays in its epoch over restarts at home', async () => {
    await restart();
    expect(await offset()).toBe(0);
    await restore('another/1');
    await restart();
    const once = await offset();
    await restart();

    expect(once).toBeGreaterThan(AHEAD);
    expect(await offset()).toBe(once);
  });
});

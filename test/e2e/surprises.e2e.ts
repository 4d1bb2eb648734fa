import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';

import { Logger } from '@nestjs/common';

import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { aLink, type Shop } from '../support/shop.js';

/** What must never reach a client: the table, the driver, a file, a stack. */
const INNARDS = /payment_links|relation|QueryFailed|postgres|node_modules|\.ts:|\bat \w+/i;
/** As they hang on an error of the database; they are of our consumers. */
const PARAMETERS = /parameters:|SELECT |INSERT INTO|detail:/;

describe('a fault of ours', () => {
  let app: TestApp;
  let shop: Shop;
  /** As a console shows them, with all that hangs on an error; those that somebody is to look at apart. */
  const [log, faults]: [string[], string[]] = [[], []];

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
    const keep = (...said: unknown[]): void => void log.push(inspect(said, { depth: 10 }));
    const keepFault = (...said: unknown[]): void => {
      keep(...said);
      faults.push(log.at(-1)!);
    };
    Logger.overrideLogger({ log: keep, warn: keep, error: keepFault, fatal: keepFault });
  });
  beforeEach(() => {
    log.length = 0;
    faults.length = 0;
  });
  afterAll(async () => {
    Logger.overrideLogger(false);
    await app.stop();
  });

  const withoutTable = async (table: string, live: () => Promise<void>): Promise<void> => {
    await app.database.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
    try {
      await live();
    } finally {
      await app.database.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
    }
  };

  it('is one code and an id that is in the log, for queries and mutations', async () => {
    const { id } = await shop.anOpenLink();

    await withoutTable('payment_links', async () => {
      const answers = await Promise.all([
        shop.tryToRead('link', { id }),
        shop.tryToRead('links', {}),
        shop.tryTo('disable', { paymentLinkId: id }),
        shop.tryTo('create', aLink()),
      ]);

      for (const answer of answers) {
        expect(answer.errors).toMatchObject([
          { extensions: { code: 'INTERNAL', id: expect.stringMatching(/^[\w-]{8,}$/) } },
        ]);
        expect(JSON.stringify(answer)).not.toMatch(INNARDS);
        const { id: faultId } = answer.errors![0]!.extensions;
        expect(log.some((line) => line.includes(faultId!))).toBe(true);
      }
    });
    expect(await shop.link(id)).toMatchObject({ id, status: 'OPEN' });
  });

  it('leaves open what was asked of the provider, where the answer cannot be kept: told as it stands', async () => {
    const link = await shop.anOpenLink();
    await app.sandbox.consumer(link.session.id, 'pay');
    await shop.outcome(link.id);
    await eventually(async () => expect((await shop.link(link.id)).order.acknowledgedAt).not.toBeNull());
    const captures = /\/orders\/[^/]+\/captures$/;
    await app.sandbox.faults([
      { match: 'POST /ordermanagement/v1/orders/*/captures', kind: 'slow', delay_ms: 500 },
    ]);

    const capturing = shop.capture({ paymentLinkId: link.id, idempotencyKey: 'kept' });
    await eventually(async () =>
      expect((await app.sandbox.requests()).some(({ path }) => captures.test(path))).toBe(true),
    );
    await withoutTable('events', async () => {
      expect(await capturing).toMatchObject({ __typename: 'Capture', status: 'REQUESTED' });
    });

    expect(faults).toContainEqual(expect.stringContaining('CAPTURE'));
    await eventually(
      async () =>
        expect(await shop.capture({ paymentLinkId: link.id, idempotencyKey: 'kept' })).toMatchObject({
          status: 'SUCCEEDED',
        }),
      { timeoutMs: 20_000 },
    );
    const told = await shop.history(link.id, 'order.captured');
    expect(told.filter((type) => type === 'order.captured')).toHaveLength(1);
  });

  it('is logged once, with its stack and without what the consumer entrusted to us', async () => {
    await app.database.query(
      `ALTER TABLE payment_links ADD CONSTRAINT broken CHECK (reference <> 'BROKEN') NOT VALID`,
    );
    const consumer = { email: 'secret@shopper.test', givenName: 'Secreta' };
    const { errors } = await shop.tryTo('create', aLink({ reference: 'BROKEN', consumer }));
    await app.database.query('ALTER TABLE payment_links DROP CONSTRAINT broken');

    const { id } = errors![0]!.extensions;
    expect(faults).toEqual([expect.stringContaining(id!)]);
    expect(faults[0]).toMatch(/violates check constraint "broken"[\s\S]*\bat .*\/create-payment-link/);
    expect(log.join()).not.toMatch(PARAMETERS);
    expect(log.join()).not.toMatch(/secret/i);
  });

  it('is logged once where a consumer meets it', async () => {
    const { url } = await shop.anOpenLink();

    await withoutTable('payment_links', () => visit(url).then(() => undefined));

    // What runs by the clock may come upon it too.
    const met = faults.filter((fault) => !/'\w+Job'/.test(fault));
    expect(met).toEqual([expect.stringMatching(/relation "payment_links" does not exist[\s\S]*\bat /)]);
    expect(log.join()).not.toMatch(PARAMETERS);
  });

  it('is not what a client does wrong: that is no error in the log', async () => {
    const [garbage, unknown] = [shop.followEvents({ after: 'yesterday' }), shop.follow(randomUUID())];
    await eventually(() => expect([garbage.error, unknown.error]).not.toContain(undefined));
    const answers = [
      await shop.tryToRead('events', { after: 'yesterday' }),
      await app.anonymous.send('{ paymentLinks { nodes { id } } }'),
      await shop.tryTo('disable', { paymentLinkId: randomUUID() }),
    ];
    const notJson = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });

    expect(garbage.error).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
    expect(unknown.error).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(answers).toMatchObject([
      { errors: [{ extensions: { code: 'INVALID_CURSOR' } }] },
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      { data: { result: { code: 'NOT_FOUND' } } },
    ]);
    expect(notJson.status).toBe(400);
    expect(faults).toEqual([]);
  });

  it('is the same over a socket', async () => {
    const { id } = await shop.anOpenLink();

    await withoutTable('payment_links', async () => {
      const follower = shop.follow(id);
      await eventually(() => expect(follower.error).toBeDefined());

      expect(follower.error).toMatchObject([{ extensions: { code: 'INTERNAL', id: expect.any(String) } }]);
      expect(JSON.stringify(follower.error)).not.toMatch(INNARDS);
    });
  });

  it('is no page of an error to a consumer', async () => {
    const { url } = await shop.anOpenLink();

    await withoutTable('payment_links', async () => {
      for (const address of [url, `${url}/return/success`]) {
        const page = await visit(address);
        expect(page.status).toBeGreaterThanOrEqual(500);
        expect(page.html).not.toMatch(INNARDS);
      }
    });
  });

  it('does not lose a callback: what was not kept is not acknowledged', async () => {
    const { id, session } = await shop.anOpenLink();

    await withoutTable('payment_links', async () => {
      await app.sandbox.consumer(session.id, 'pay');
      await eventually(async () => {
        const ours = (await app.sandbox.sentCallbacks()).filter(({ url }) => url.includes(id));
        expect(ours.some(({ status }) => status !== null && status >= 500)).toBe(true);
      });
    });
    expect(faults).toContainEqual(expect.stringContaining('does not exist'));
    expect(log.join()).not.toMatch(PARAMETERS);

    await eventually(async () => expect((await shop.link(id)).status).toBe('COMPLETED'));
  });

  it('says of bad documents what is bad, and no more', async () => {
    const answers = await Promise.all([
      shop.client.send('{ paymentLink(id: "x") { secret } }'),
      shop.client.send('{ nonsense'),
      shop.client.send('query ($id: ID!) { paymentLink(id: $id) { id } }'),
    ]);

    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_PARSE_FAILED',
      'BAD_USER_INPUT',
    ]);
    for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(/stacktrace|node_modules/);
  });
});

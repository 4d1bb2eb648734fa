import { monthOf } from '../../src/modules/events/retention/month.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import type { LinkEvent } from '../support/shop.js';
import { WebhookClient } from '../support/webhook-client.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const RETENTION_DAYS = 60;
const DAY_SECONDS = 86_400;
const FOLLOW = 'subscription ($after: Cursor) { paymentLinkEvents(after: $after) { id cursor } }';

type DatedEvent = LinkEvent & { occurredAt: string };

/** Five months, a link in each, and events are kept for 60 days. */
describe('an event log whose old events are dropped', () => {
  let app: TestApp;
  let webhooks: WebhookClient;
  let receiver: WebhookReceiver;
  let pausedId: string;
  let all: DatedEvent[];
  let kept: DatedEvent[];
  let last: DatedEvent;

  beforeAll(async () => {
    app = await startApp({ EVENT_RETENTION_DAYS: String(RETENTION_DAYS), WEBHOOK_ALLOW_PRIVATE: 'true' });
    webhooks = new WebhookClient(app.merchant);
    receiver = await WebhookReceiver.start();
    pausedId = (await webhooks.create({ url: receiver.url })).id;
    await webhooks.update({ id: pausedId, status: 'PAUSED' });

    all = await aMonth();
    for (let month = 1; month < 5; month++) {
      await later(31);
      all.push(...(await aMonth()));
    }
    const cutoff = (await app.sandbox.now()).getTime() - RETENTION_DAYS * DAY_SECONDS * 1000;
    kept = all.filter(({ occurredAt }) => monthOf(new Date(occurredAt)).end.getTime() > cutoff);
    last = all[all.length - kept.length - 1]!;
    await eventually(async () => expect(ids(await log('start'))).toEqual(ids(kept)));
  }, 120_000);
  afterAll(async () => {
    await app.stop();
    await receiver.stop();
  });

  const ids = (events: { id: string }[]) => events.map(({ id }) => id);
  const log = async (after: string): Promise<DatedEvent[]> =>
    (await app.shop.events({ after, first: 500 })).nodes as DatedEvent[];

  /** What a month's link brings. */
  async function aMonth(): Promise<DatedEvent[]> {
    const { id } = await app.shop.anOpenLink();
    await app.shop.disable({ paymentLinkId: id });
    return (await app.shop.log(id, 'payment_link.disabled')) as DatedEvent[];
  }

  /** The backend has followed when there are months for that time and ahead. */
  async function later(days: number): Promise<void> {
    const now = await app.sandbox.advance(days * DAY_SECONDS);
    const { name } = monthOf(now, 3);
    await eventually(async () =>
      expect(await app.database.query(`SELECT to_regclass('${name}') IS NOT NULL AS is`)).toEqual([
        { is: true },
      ]),
    );
  }

  async function stream(lastEventId: string): Promise<string> {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${app.merchantKey}`,
        'last-event-id': lastEventId,
      },
      body: JSON.stringify({ query: FOLLOW, variables: { after: 'start' } }),
    });
    return response.text();
  }

  it('holds whole months, and every event that is younger', async () => {
    const months = await app.database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'events'::regclass ORDER BY 1`,
    );

    expect(months[0]).toEqual({ name: monthOf(new Date(kept[0]!.occurredAt)).name });
    expect(months.map(({ name }) => name)).toContain('events_default');
    expect(all.length - kept.length).toBeGreaterThanOrEqual(4);
    expect(kept.length).toBeGreaterThanOrEqual(4);
  });

  it('refuses a cursor from before to who polls, and says how to begin anew', async () => {
    const answer = await app.shop.tryToRead('events', { after: all[0]!.cursor });

    expect(answer.errors).toMatchObject([
      {
        extensions: { code: 'CURSOR_EXPIRED' },
        message: expect.stringMatching(/EVENT_RETENTION_DAYS.*"start".*paymentLinks/),
      },
    ]);
  });

  it('refuses it to who follows over a socket', async () => {
    const follower = app.shop.followEvents({ after: all[0]!.cursor });

    await expect(follower.until(() => true)).rejects.toThrow('CURSOR_EXPIRED');
  });

  it('refuses it to who resumes a stream, and ends the stream', async () => {
    const text = await stream(all[0]!.cursor);

    expect(text).toContain('"code":"CURSOR_EXPIRED"');
    expect(text).not.toContain('attached');
    expect(text).toMatch(/event: complete\ndata: \n\n$/);
  });

  it('refuses a stream whose Last-Event-ID is none, too', async () => {
    expect(await stream('yesterday')).toContain('"code":"INVALID_CURSOR"');
  });

  it('goes on exactly behind the last that was dropped', async () => {
    const follower = app.shop.followEvents({ after: last.cursor });
    await follower.until(({ id }) => id === kept.at(-1)!.id);

    expect(ids(follower.events)).toEqual(ids(kept));
    expect(ids(await log(last.cursor))).toEqual(ids(kept));
    follower.stop();
  });

  it('tells from the start what is kept, page by page', async () => {
    const read: string[] = [];
    let after = 'start';
    for (let hasNextPage = true; hasNextPage;) {
      const page = await app.shop.events({ after, first: 1 });
      read.push(...ids(page.nodes));
      ({ hasNextPage, endCursor: after } = page.pageInfo);
    }

    expect(read).toEqual(ids(kept));
  });

  it('begins anew without a gap: follow, then read the links', async () => {
    const follower = app.shop.followEvents({ after: 'start' });
    await follower.until(({ id }) => id === kept.at(-1)!.id);

    expect(ids(follower.events)).toEqual(ids(kept));
    const { nodes } = await app.shop.links({ first: 50 });
    expect(new Set(ids(nodes))).toEqual(new Set(all.map(({ paymentLinkId }) => paymentLinkId)));
    follower.stop();
  });

  it('gives a webhook endpoint that was paused for longer what is kept', async () => {
    await webhooks.update({ id: pausedId, status: 'ACTIVE' });

    await eventually(() =>
      expect(receiver.taken.map(({ event }) => event.id).sort()).toEqual(ids(kept).sort()),
    );
  });

  it('refuses to send webhooks again from before, and sends what is kept from the start', async () => {
    receiver.received.length = 0;

    const refused = await webhooks.redeliverAfter(all[0]!.cursor, pausedId);
    await webhooks.redeliverAfter('start', pausedId);

    expect(refused).toMatchObject({
      __typename: 'CursorExpired',
      code: 'CURSOR_EXPIRED',
      message: expect.stringContaining('"start"'),
    });
    await eventually(() =>
      expect(receiver.taken.map(({ event }) => event.id).sort()).toEqual(ids(kept).sort()),
    );
  });

  it('takes events in after a jump of a year, and drops all that came before', async () => {
    await later(366);

    const events = await aMonth();

    await eventually(async () => expect(ids(await log('start'))).toEqual(ids(events)));
    expect(ids(await log(kept.at(-1)!.cursor))).toEqual(ids(events));
  });
});

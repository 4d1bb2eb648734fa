import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { SendingClient } from '../support/sending-client.js';

const DAY = 24 * 3600;

const aRecipient = (): string => `${randomUUID()}@consumer.example`;

describe('a link whose reminder is due', () => {
  /**
   * 200 links in rounds: at the moment when their reminders fall due, each is paid, disabled or ends by itself. Nobody
   * but the reminder itself asks the provider about a link before its end, so that the order of things can be told.
   */
  it('is never reminded of after it is paid or ended, whatever races', async () => {
    const quiet = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
    try {
      await quiet.sandbox.callbacks({ deliver: false });
      await new SendingClient(quiet.merchant).settings({ reminders: { afterDays: [1], max: 1 } });
      const random = seeded(20_261_124);
      const raced: Raced[] = [];
      for (let round = 0; round < 10; round++) raced.push(...(await race(quiet, random)));

      // Neither side wins always: these were races.
      const reminded = raced.filter(({ mails }) => mails > 0).length;
      expect(reminded).toBeGreaterThan(10);
      expect(raced.length - reminded).toBeGreaterThan(10);
      expect(raced).toHaveLength(200);
    } finally {
      await quiet.stop();
    }
  }, 300_000);
});

interface Raced {
  mails: number;
}

interface RaceRow {
  handed_over_at: string | null;
  closed_at: Date | null;
  expires_at: Date | null;
}

/** Lets 20 links fall due at once and ends each within three seconds; then holds every reminder to what had ended. */
async function race({ sandbox, shop, database }: TestApp, random: () => number): Promise<Raced[]> {
  const due = (await sandbox.now()).getTime() + (DAY + 30) * 1000;
  const links = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const email = aRecipient();
      const act = ['pay', 'pay', 'disable', 'expire'][Math.floor(random() * 4)]!;
      const pauseMs = Math.floor(random() * 3_000);
      const expiresAt = act === 'expire' ? new Date(due + pauseMs).toISOString() : null;
      return { email, act, pauseMs, link: await shop.anOpenLink({ consumer: { email }, expiresAt }) };
    }),
  );
  await sandbox.advance((due - (await sandbox.now()).getTime()) / 1000);
  const ended = await Promise.all(
    links.map(async ({ act, pauseMs, link, email }) => {
      await delay(pauseMs);
      if (act === 'pay') await sandbox.consumer(link.session.id, 'pay');
      if (act === 'disable') await shop.disable({ paymentLinkId: link.id });
      return { email, act, link, paidBy: await sandbox.now() };
    }),
  );
  await eventually(async () => {
    const open = await database.query(
      `SELECT FROM operations WHERE kind = 'SEND_LINK' AND status = 'REQUESTED'
       UNION ALL SELECT FROM payment_links WHERE next_reminder_at <= $1`,
      [await sandbox.now()],
    );
    expect(open).toEqual([]);
  });
  const [mails, requests] = [await sandbox.mail(), await sandbox.requests()];
  return Promise.all(
    ended.map(async ({ email, act, link, paidBy }) => {
      const count = mails.filter(({ to }) => to === email).length;
      const history = await eventually(async () => {
        if (act !== 'disable') await shop.outcome(link.id);
        const types = await shop.history(link.id);
        expect(types).toContain(ENDS[act]);
        return types;
      });
      expect(count).toBeLessThanOrEqual(1);
      expect(history.indexOf('link.reminded')).toBeLessThan(history.indexOf(ENDS[act]!));
      if (count === 0) return { mails: 0 };
      const asked = requests.find(
        ({ method, path }) => method === 'GET' && path === `/hpp/v1/sessions/${link.session.id}`,
      );
      const [row] = await database.query<RaceRow>(
        `SELECT result->>'handedOverAt' AS handed_over_at, link.expires_at,
           (SELECT min(created_at) FROM operations WHERE payment_link_id = link.id AND kind = 'CLOSE_SESSION') AS closed_at
         FROM operations JOIN payment_links link ON link.id = payment_link_id
         WHERE link.id = $1 AND operations.kind = 'SEND_LINK'`,
        [link.id],
      );
      const leftAt = Date.parse(row!.handed_over_at!);
      expect(history).toContain('link.reminded');
      // Asked of the provider before the payment was answered: asked after it, the answer would have been that it is paid.
      if (act === 'pay') expect(Date.parse(asked!.at)).toBeLessThanOrEqual(paidBy.getTime());
      if (act === 'disable') expect(leftAt).toBeLessThanOrEqual(row!.closed_at!.getTime());
      if (act === 'expire') expect(leftAt).toBeLessThan(row!.expires_at!.getTime());
      return { mails: 1 };
    }),
  );
}

const ENDS: Record<string, string> = {
  pay: 'payment_link.completed',
  disable: 'payment_link.disabled',
  expire: 'payment_link.expired',
};

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

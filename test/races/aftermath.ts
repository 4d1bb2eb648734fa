import { eventually } from '../support/eventually.js';
import { linksByOrder } from '../chaos/truth.js';
import type { Aftermath } from './findings.js';
import type { Raced, Stage } from './race.js';

/** Waits until nothing is under way any more, then reads what we say and what the provider knows. */
export async function aftermathOf(stage: Stage, raced: Raced[]): Promise<Aftermath[]> {
  const { app } = stage;
  const { shop, sandbox } = app;
  await settled(stage, raced);
  const links = await Promise.all(raced.map(({ link }) => shop.outcome(link.id)));
  await settled(stage, raced);
  const now = await sandbox.now();
  const [sessions, orders, mail, calls] = [
    await sandbox.sessions(2_000),
    await sandbox.orders(2_000),
    await sandbox.mail(),
    await sandbox.requests(),
  ];
  const linkOf = linksByOrder(calls);
  return Promise.all(
    raced.map(async (each, index): Promise<Aftermath> => {
      const { id, expiresAt } = each.link;
      const ofThis = sessions.filter(({ checkout_order_id }) => linkOf.get(checkout_order_id) === id);
      const [reminder] = await app.database.query<{ at: string }>(
        `SELECT result->>'handedOverAt' AS at FROM operations WHERE payment_link_id = $1 AND kind = 'SEND_LINK'`,
        [id],
      );
      const [end] = await app.database.query<{ at: Date }>(
        `SELECT min(occurred_at) AS at FROM events WHERE payment_link_id = $1
           AND type IN ('payment_link.completed', 'payment_link.disabled', 'payment_link.expired')`,
        [id],
      );
      return {
        raced: each,
        link: links[index]!,
        log: await shop.log(id),
        isOver: expiresAt !== null && Date.parse(expiresAt) <= now.getTime(),
        sessions: ofThis.map(({ session_id, offers }) => ({
          id: session_id,
          isPayable: offers.includes('pay'),
        })),
        orders: orders
          .filter(({ order_id, status }) => status && linkOf.get(order_id) === id)
          .map(({ order_id, status }) => ({ id: order_id, status: status! })),
        mails: mail.filter(({ to }) => to === each.email).length,
        handedOverAt: reminder?.at ? Date.parse(reminder.at) : null,
        endedAt: end?.at?.getTime() ?? null,
      };
    }),
  );
}

async function settled({ app }: Stage, raced: Raced[]): Promise<void> {
  const ids = raced.map(({ link }) => link.id);
  await eventually(
    async () => {
      const now = await app.sandbox.now();
      const open = await app.database.query(
        `SELECT kind, status, failure FROM operations
           WHERE payment_link_id = ANY ($1) AND status IN ('REQUESTED', 'OUTCOME_UNKNOWN')
         UNION ALL SELECT 'due', status, NULL FROM payment_links
           WHERE id = ANY ($1) AND status = 'OPEN' AND (next_reminder_at <= $2 OR expires_at <= $2)`,
        [ids, now],
      );
      expect(open).toEqual([]);
    },
    { timeoutMs: 30_000, intervalMs: 100 },
  );
}

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { Neighbour, TestApp } from '../support/app.js';
import { visit, type Visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { SandboxRefusal } from '../support/sandbox.js';
import type { Link, Result } from '../support/shop.js';
import type { Act, Moment, Race, Round } from './plan.js';

const LIFE_MS = 47 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** From the first creation of a round to its moment, beside the life of a session. */
const LEAD_MS: Record<Moment, number> = { 'last minute': -40_000, end: 0, past: 25_000 };
const APPROACH_MS = 1_500;

/** What everybody met with, as they saw it. */
export interface Raced {
  race: Race;
  link: Link;
  email: string;
  visits: Visit[];
  /** Sessions that a consumer has paid, as the provider's page told. */
  paid: string[];
  disabled: Result<Link> | null;
}

export interface Stage {
  app: TestApp;
  beside: Neighbour;
}

/** Lets the links of one round come to their moment at once. */
export async function runRound(stage: Stage, round: Round): Promise<Raced[]> {
  const { sandbox } = stage.app;
  await sandbox.callbacks({ deliver: round.hears });
  const due = (await sandbox.now()).getTime() + LIFE_MS + LEAD_MS[round.moment];
  const links = await inTurns(round.races, 10, (race) => makeLink(stage, race, due));
  const now = await sandbox.advance((due - APPROACH_MS - (await sandbox.now()).getTime()) / 1000);
  await Promise.all([stage.app, stage.beside].map((backend) => follows(backend, now)));
  await sandbox.faults([
    { match: 'DELETE /hpp/v1/sessions/*', kind: 'slow', delay_ms: 250, ...often(0.3) },
    { match: 'POST /hpp/v1/sessions', kind: 'slow', delay_ms: 250, ...often(0.3) },
    { match: 'GET /hpp/v1/sessions/*', kind: 'slow', delay_ms: 150, ...often(0.2) },
    ...(round.losesReplies
      ? ([
          { match: 'DELETE /hpp/v1/sessions/*', kind: 'lost_reply', ...often(0.1) },
          { match: 'POST /hpp/v1/sessions', kind: 'lost_reply', ...often(0.1) },
        ] as const)
      : []),
  ]);
  const aheadMs = due - (await sandbox.now()).getTime();
  await delay(Math.max(0, aheadMs));
  const raced = await Promise.all(links.map((each) => run(stage, each)));
  await sandbox.clearFaults();
  return raced;
}

const often = (probability: number) => ({ probability, times: 1_000_000 });

type Entry = { race: Race; link: Link; email: string };

async function makeLink({ app }: Stage, race: Race, due: number): Promise<Entry> {
  const email = `${randomUUID()}@consumer.example`;
  const end = (act: Act, aheadMs: number): string | null =>
    race.acts.includes(act) ? new Date(due + race.pauseMs[act] + aheadMs).toISOString() : null;
  const expiresAt = end('expire', 0) ?? end('remind', DAY_MS);
  const link = await app.shop.anOpenLink({
    expiresAt,
    ...(race.acts.includes('remind') && { consumer: { email } }),
  });
  return { race, link, email };
}

async function follows({ shop }: Pick<Neighbour, 'shop'>, now: Date): Promise<void> {
  await eventually(async () => {
    const link = await shop.anOpenLink();
    await shop.disable({ paymentLinkId: link.id });
    if (Date.parse(link.createdAt) < now.getTime()) throw new Error('not there yet');
  });
}

async function run({ app, beside }: Stage, { race, link, email }: Entry): Promise<Raced> {
  const backends = [app, beside];
  const raced: Raced = { race, link, email, visits: [], paid: [], disabled: null };
  const at = async (act: Act, work: () => Promise<unknown>): Promise<void> => {
    if (!race.acts.includes(act)) return;
    await delay(race.pauseMs[act]);
    await work();
  };
  const pay = async (sessionId: string): Promise<void> => {
    try {
      const { status } = await app.sandbox.consumer(sessionId, 'pay');
      if (status === 'COMPLETED') raced.paid.push(sessionId);
    } catch (error) {
      // The page offers it no more.
      if (!(error instanceof SandboxRefusal && error.status === 409)) throw error;
    }
  };
  const open = async ({ pauseMs, backend }: Race['openers'][number], paysToo: boolean): Promise<void> => {
    await delay(pauseMs);
    const visited = await visit(link.url.replace(app.url, backends[backend]!.url));
    raced.visits.push(visited);
    if (!paysToo || !visited.location) return;
    const session = (await app.sandbox.sessions()).find(
      ({ redirect_url }) => redirect_url === visited.location,
    );
    await pay(session!.session_id);
  };
  await Promise.all([
    ...race.openers.map((opener, number) => open(opener, number === 0 && race.acts.includes('payNew'))),
    at('payOld', () => pay(link.session.id)),
    at('disable', async () => {
      raced.disabled = await backends[race.disablesAt]!.shop.disable({ paymentLinkId: link.id });
    }),
  ]);
  return raced;
}

async function inTurns<In, Out>(
  items: In[],
  atOnce: number,
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const made: Out[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    made.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  return made;
}

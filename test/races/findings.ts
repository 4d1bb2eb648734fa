import type { LinkEvent, Link } from '../support/shop.js';
import type { Raced } from './race.js';

/** One link after its race: what we say of it, and what the provider knows. */
export interface Aftermath {
  raced: Raced;
  link: Link;
  log: LinkEvent[];
  isOver: boolean;
  /** At the provider: sessions, those that can be paid, and the orders of those that were. */
  sessions: { id: string; isPayable: boolean }[];
  orders: { id: string; status: string }[];
  /** Messages that reached the consumer. */
  mails: number;
  /** When a reminder left, by the backend that sent it. */
  handedOverAt: number | null;
  endedAt: number | null;
}

/** Two backends tell the time by themselves. */
const CLOCKS_APART_MS = 500;

const ENDINGS = [
  'payment_link.completed',
  'payment_link.disabled',
  'payment_link.expired',
  'payment_link.cancelled',
];

/** Whatever is not as it has to be after a race. Pure. */
export function findingsOf(aftermath: Aftermath): string[] {
  return [
    ...ofPayment(aftermath),
    ...ofSessions(aftermath),
    ...ofAnswers(aftermath),
    ...ofReminders(aftermath),
  ];
}

function ofPayment({ raced, link, log, orders }: Aftermath): string[] {
  const count = (type: string): number => log.filter((event) => event.type === type).length;
  const paid = raced.paid.length;
  return told([
    [paid > 1 || orders.length > 1, `paid ${Math.max(paid, orders.length)} times`],
    [orders.length !== paid, `${orders.length} orders at the provider, and ${paid} payments made`],
    [paid > 0 && link.status !== 'COMPLETED', `paid, and the link is ${link.status}`],
    [paid === 0 && link.status === 'COMPLETED', 'completed, and nobody paid'],
    [paid > 0 && link.order?.id !== orders[0]?.id, `the order is ${link.order?.id}, not ${orders[0]?.id}`],
    [paid > 0 && orders[0]?.status !== 'AUTHORIZED', `the provider's order is ${orders[0]?.status}`],
    [count('payment_link.completed') !== paid, `told of ${count('payment_link.completed')} completions`],
    [count('order.authorized') !== paid, `told of ${count('order.authorized')} orders`],
  ]);
}

function ofSessions({ raced, link, log, isOver, sessions }: Aftermath): string[] {
  const payable = sessions.filter(({ isPayable }) => isPayable).length;
  const isPayable = link.status === 'OPEN' && !isOver;
  const moves = log.filter(({ type }) => type === 'session.status_changed');
  const gaps = sessions.flatMap(({ id }) => {
    const own = moves.filter(({ data }) => data.sessionId === id);
    return own.slice(1).filter(({ data }, index) => data.from !== own[index]!.data.to);
  });
  const targets = new Set(
    raced.visits.map(({ location }) => location).filter((location) => location !== null),
  );
  return told([
    [payable > (isPayable ? 1 : 0), `${payable} payable sessions of a link that is ${link.status}`],
    [targets.size > 1, `led to ${targets.size} pages`],
    [
      gaps.length > 0,
      `a session's changes do not follow each other: ${JSON.stringify(moves.map((m) => m.data))}`,
    ],
    [
      log.filter(({ type }) => ENDINGS.includes(type)).length > 1 && link.status !== 'COMPLETED',
      'ended twice',
    ],
  ]);
}

function ofAnswers({ raced, link, isOver }: Aftermath): string[] {
  const { disabled, race, visits } = raced;
  const answer = disabled?.__typename;
  const answers = ['PaymentLink', 'AlreadyPaid', 'NotAllowed', 'ProviderUnavailable'];
  return told([
    [
      Boolean(answer) && !answers.includes(answer!),
      `disabling was answered with ${JSON.stringify(disabled)}`,
    ],
    [answer === 'PaymentLink' && disabled?.status !== link.status, `${disabled?.status} for ${link.status}`],
    [answer === 'AlreadyPaid' && raced.paid.length === 0, 'AlreadyPaid, and nobody paid'],
    [answer === 'NotAllowed' && !race.acts.includes('expire'), `NotAllowed: ${disabled?.message}`],
    [isOver && link.status === 'OPEN', 'over, and still open'],
    [
      visits.some(({ status }) => ![302, 410, 503].includes(status)),
      `pages ${visits.map(({ status }) => status).join()}`,
    ],
  ]);
}

function ofReminders({ raced, link, log, mails, handedOverAt, endedAt }: Aftermath): string[] {
  const types = log.map(({ type }) => type);
  const wasEnded = link.status !== 'OPEN';
  const isAfter = handedOverAt !== null && endedAt !== null && handedOverAt > endedAt + CLOCKS_APART_MS;
  const reminded = types.indexOf('link.reminded');
  const ended = types.findIndex((type) => ENDINGS.includes(type));
  return told([
    [mails > 1, `${mails} reminders`],
    [types.filter((type) => type === 'link.reminded').length > 1, 'reminded twice'],
    [reminded >= 0 && ended >= 0 && reminded > ended, 'reminded after the end'],
    [isAfter, `a reminder left at ${handedOverAt}, after the end at ${endedAt}`],
    [raced.race.acts.includes('remind') && !wasEnded && mails !== 1, 'nobody was reminded'],
  ]);
}

function told(findings: [boolean, string][]): string[] {
  return findings.filter(([isSo]) => isSo).map(([, finding]) => finding);
}

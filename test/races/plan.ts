import type { Random } from '../chaos/random.js';

/**
 * What happens to one link at about the same moment, when its session ends: somebody opens it (which makes a new
 * session), the old tab pays, whoever opened it pays, the merchant disables, the offer ends, a reminder falls due.
 */
export type Act = 'open' | 'payOld' | 'payNew' | 'disable' | 'expire' | 'remind';

/** When the acts are: an old tab can still pay; it ends while they are; it has ended. */
export type Moment = 'last minute' | 'end' | 'past';

export interface Race {
  acts: Act[];
  /** After the moment. */
  pauseMs: Record<Act, number>;
  /** People who open it: after which pause, and at which of two backends. */
  openers: { pauseMs: number; backend: 0 | 1 }[];
  disablesAt: 0 | 1;
}

export interface Round {
  moment: Moment;
  /** Whether the provider's callbacks arrive. */
  hears: boolean;
  /** Whether answers of the provider get lost. */
  losesReplies: boolean;
  races: Race[];
}

/** Every pair, and what meets three at once. */
const CASTS: Act[][] = [
  ['open', 'payOld'],
  ['open', 'payNew'],
  ['open', 'disable'],
  ['open', 'expire'],
  ['open', 'remind'],
  ['payOld', 'disable'],
  ['payOld', 'expire'],
  ['payOld', 'remind'],
  ['open', 'payOld', 'payNew'],
  ['open', 'payOld', 'disable'],
  ['open', 'payOld', 'expire'],
  ['open', 'payOld', 'remind'],
  ['open', 'payNew', 'disable'],
  ['open', 'payNew', 'expire'],
  ['open', 'payNew', 'remind'],
  ['open', 'disable', 'expire'],
  ['open', 'disable', 'remind'],
  ['payOld', 'disable', 'remind'],
  ['open', 'payOld', 'payNew', 'disable'],
  ['open', 'payOld', 'disable', 'remind'],
];
export const RACES_OF_A_ROUND = 2 * CASTS.length;
const ACTS: Act[] = ['open', 'payOld', 'payNew', 'disable', 'expire', 'remind'];
const LONGEST_PAUSE_MS = 1_200;
const MOMENTS: Moment[] = ['last minute', 'end', 'past', 'last minute', 'end'];

/** The same seed gives the same rounds. */
export function planRounds(random: Random): Round[] {
  return MOMENTS.map((moment, number) => ({
    moment,
    hears: random.chance(0.5),
    losesReplies: number % 2 === 1,
    races: [...CASTS, ...CASTS].map((acts) => planRace(acts, random)),
  }));
}

function planRace(acts: Act[], random: Random): Race {
  // Half of them at nearly the same instant: there they meet.
  const spreadMs = random.chance(0.5) ? 120 : LONGEST_PAUSE_MS;
  const startMs = random.between(0, LONGEST_PAUSE_MS - spreadMs);
  const pause = (): number => startMs + random.between(0, spreadMs);
  const pauseMs = Object.fromEntries(ACTS.map((act) => [act, pause()])) as Record<Act, number>;
  const count = acts.includes('open') ? random.between(1, 3) : 0;
  const openers = Array.from({ length: count }, () => ({ pauseMs: pause(), backend: side(random) }));
  return { acts, pauseMs, openers, disablesAt: side(random) };
}

function side(random: Random): 0 | 1 {
  return random.chance(0.5) ? 1 : 0;
}

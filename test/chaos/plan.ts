import type { ConsumerAction, Fault } from '../support/sandbox-controls.js';
import { Random } from './random.js';

/** A link that the round is about. Amounts in minor units. */
export interface PlannedLink {
  index: number;
  amount: number;
  channel: 'ECOMMERCE' | 'IN_STORE';
  autoCapture: boolean;
  /** When the offer ends, in seconds after its creation; null: never. */
  lifeSeconds: number | null;
}

export type RiskDecision = 'PENDING' | 'ACCEPTED' | 'REJECTED';

interface OnLink {
  link: number;
  /** Waited before it, in milliseconds. */
  pauseMs: number;
}

/** `id` names the business operation; a step without a key is sent once, whatever becomes of it. */
interface Mutation extends OnLink {
  id: string;
  key: string | null;
  /** How many of the same request are sent at once; with a key only. */
  twins: number;
}

export type Step =
  | ({ kind: 'create' } & Mutation)
  | ({ kind: 'capture' | 'refund'; amount: number | null } & Mutation)
  | ({ kind: 'update'; amount: number } & Mutation)
  | ({ kind: 'cancel' | 'disable' } & Mutation)
  | ({ kind: 'send'; method: 'EMAIL' | 'PROVIDER_EMAIL' } & Mutation)
  | ({ kind: 'visit' } & OnLink)
  | ({ kind: 'consume'; action: ConsumerAction; oldTab: boolean; comesBack: boolean } & OnLink)
  /** The provider puts an unpaid order under review, or decides about one that is. */
  | ({ kind: 'risk'; decision: RiskDecision } & OnLink)
  | ({ kind: 'outcome' } & OnLink)
  | ({ kind: 'forge' } & OnLink)
  | ({ kind: 'repeatCallbacks'; times: number } & OnLink);

/** What happens to the world while clients work, so many milliseconds after the start. */
export type Weather = { atMs: number } & (
  | { kind: 'faults'; faults: Fault[] }
  | {
      kind: 'callbacks';
      settings: {
        deliver: boolean;
        duplicate: number;
        delay_ms: number;
        jitter_ms: number;
        reorder: boolean;
      };
    }
  /** Frozen, it holds what it has — sockets, leases, locks — and goes on later as if nothing had been. */
  | { kind: 'kill' | 'stop' | 'freeze'; backend: number; downMs: number }
  | { kind: 'jump'; seconds: number }
  /** Everybody is down for so long: nobody works by a clock that is a day behind the provider's. */
  | { kind: 'outage'; seconds: number }
);

export interface Plan {
  seed: number;
  backends: number;
  links: PlannedLink[];
  /** One list of steps per client; clients work at the same time. */
  clients: Step[][];
  weather: Weather[];
}

const BACKENDS = 2;
const CLIENTS = 3;
const ACTIVE_MS = 3_500;
/** How long the provider keeps an idempotency key. */
const KEY_LIFE_SECONDS = 24 * 3_600;

/** Everything that will be tried, drawn from the seed before anything is done. Pure. */
export function plan(seed: number): Plan {
  const random = new Random(seed);
  const links = planLinks(random.fork('links'));
  const clients = Array.from({ length: CLIENTS }, (_, client) =>
    planClient(random.fork(`client ${client}`), client, links),
  );
  return { seed, backends: BACKENDS, links, clients, weather: planWeather(random.fork('weather')) };
}

function planLinks(random: Random): PlannedLink[] {
  return Array.from({ length: random.between(3, 5) }, (_, index) => ({
    index,
    amount: random.between(1, 50) * 1_200,
    channel: random.chance(0.8) ? 'ECOMMERCE' : 'IN_STORE',
    autoCapture: random.chance(0.1),
    lifeSeconds: random.chance(0.25) ? random.pick([60, 3_600, 90_000]) : null,
  }));
}

/** Creates its share of the links first, so that nobody waits in a circle. */
function planClient(random: Random, client: number, links: PlannedLink[]): Step[] {
  const own = links.filter(({ index }) => index % CLIENTS === client);
  const steps = own.map((link): Step => ({
    kind: 'create',
    ...mutation(random, link.index, `create-${link.index}`),
  }));
  for (const { index } of own) if (random.chance(0.8)) steps.push(...purchase(random, index));
  for (let count = random.between(8, 14); count > 0; count--) {
    const earlier = steps.filter((step) => 'key' in step && step.key !== null);
    if (earlier.length > 0 && random.chance(0.12))
      steps.push({ ...random.pick(earlier), pauseMs: pause(random) });
    else steps.push(planStep(random, random.pick(links), `${client}-${steps.length}`));
  }
  return steps;
}

function purchase(random: Random, link: number): Step[] {
  const consume = (action: ConsumerAction): Step => ({
    kind: 'consume',
    link,
    action,
    oldTab: false,
    comesBack: random.chance(0.5),
    pauseMs: pause(random),
  });
  const review = random.chance(0.2) ? [risk(random, { link, pauseMs: pause(random) }, 'PENDING')] : [];
  return [{ kind: 'visit', link, pauseMs: pause(random) }, consume('open'), ...review, consume('pay')];
}

function planStep(random: Random, link: PlannedLink, name: string): Step {
  const kind = random.weighted({
    capture: 30,
    refund: 16,
    cancel: 4,
    disable: 5,
    send: 7,
    visit: 9,
    consume: 14,
    outcome: 6,
    forge: 3,
    repeatCallbacks: 6,
    update: 6,
    risk: 6,
  });
  const on = { link: link.index, pauseMs: pause(random) };
  switch (kind) {
    case 'capture':
    case 'refund':
      return {
        kind,
        ...mutation(random, link.index, `${kind}-${name}`),
        amount: someOf(random, link.amount),
      };
    case 'update': {
      const amount = link.amount * random.pick([1, 2, 3]);
      return { kind, ...mutation(random, link.index, `${kind}-${name}`), amount };
    }
    case 'cancel':
    case 'disable':
      return { kind, ...mutation(random, link.index, `${kind}-${name}`) };
    case 'risk':
      return risk(random, on, random.weighted({ PENDING: 2, ACCEPTED: 2, REJECTED: 1 }));
    case 'send': {
      const method = random.chance(0.7) ? 'EMAIL' : 'PROVIDER_EMAIL';
      return { kind, ...mutation(random, link.index, `${kind}-${name}`), method };
    }
    case 'consume': {
      const action = random.weighted({ open: 2, pay: 6, decline: 1, error: 1, back: 1, cancel: 1 });
      return { kind, ...on, action, oldTab: random.chance(0.2), comesBack: random.chance(0.5) };
    }
    case 'repeatCallbacks':
      return { kind, ...on, times: random.between(1, 8) };
    case 'visit':
    case 'outcome':
    case 'forge':
      return { kind, ...on };
  }
}

function risk(random: Random, on: OnLink, decision: RiskDecision): Step {
  return { kind: 'risk', ...on, decision };
}

/** Equal parts are frequent: two operations of the same amount are the hardest to tell apart. */
function someOf(random: Random, amount: number): number | null {
  const divisor = random.pick([0, 1, 2, 3, 4, 4]);
  return divisor === 0 ? null : amount / divisor;
}

function mutation(random: Random, link: number, id: string): Mutation {
  const key = random.chance(0.8) ? `key-${id}` : null;
  return {
    link,
    id,
    key,
    twins: key && random.chance(0.3) ? random.between(2, 3) : 1,
    pauseMs: pause(random),
  };
}

function pause(random: Random): number {
  return random.chance(0.4) ? 0 : random.between(1, 250);
}

const CALLS = [
  'POST /checkout/v3/orders',
  'POST /checkout/v3/orders/*',
  'POST /checkout/v3/orders/*/abort',
  'POST /hpp/v1/sessions',
  'GET /hpp/v1/sessions/*',
  'DELETE /hpp/v1/sessions/*',
  'POST /hpp/v1/sessions/*/distribution',
  'GET /ordermanagement/v1/orders/*',
  'POST /ordermanagement/v1/orders/*/acknowledge',
  'POST /ordermanagement/v1/orders/*/captures',
  'POST /ordermanagement/v1/orders/*/refunds',
  'POST /ordermanagement/v1/orders/*/cancel',
  'POST /ordermanagement/v1/orders/*/release-remaining-authorization',
];

function planWeather(random: Random): Weather[] {
  const at = (): number => random.between(0, ACTIVE_MS);
  const weather: Weather[] = [];
  for (let count = random.between(3, 9); count > 0; count--) {
    weather.push({ kind: 'faults', atMs: at(), faults: planFaults(random) });
  }
  for (let count = random.between(0, 3); count > 0; count--) {
    const settings = {
      deliver: random.chance(0.5),
      duplicate: random.chance(0.3) ? random.between(1, 3) : 0,
      delay_ms: random.chance(0.3) ? random.between(50, 1_000) : 0,
      jitter_ms: random.chance(0.3) ? 500 : 0,
      reorder: random.chance(0.3),
    };
    weather.push({ kind: 'callbacks', atMs: at(), settings });
  }
  for (let count = random.between(0, 2); count > 0; count--) {
    const kind = random.weighted({ kill: 7, stop: 2, freeze: 2 });
    // Longer than a lease lasts: others have taken over when it wakes.
    const longestMs = kind === 'freeze' ? 12_000 : 1_500;
    weather.push({
      kind,
      atMs: at(),
      backend: random.between(0, BACKENDS - 1),
      downMs: random.between(0, longestMs),
    });
  }
  for (let count = random.between(0, 2); count > 0; count--) {
    const seconds = random.pick([90, 600, 3_600, 26 * 3_600, 50 * 3_600, 8 * 86_400]);
    weather.push({ kind: seconds > KEY_LIFE_SECONDS ? 'outage' : 'jump', atMs: at(), seconds });
  }
  return weather.sort((a, b) => a.atMs - b.atMs);
}

function planFaults(random: Random): Fault[] {
  return Array.from({ length: random.between(1, 3) }, () => {
    const kind = random.pick([
      'status',
      'status',
      'timeout',
      'lost_reply',
      'lost_reply',
      'reset',
      'html',
      'slow',
    ] as const);
    return {
      match: random.pick(CALLS),
      kind,
      times: random.between(1, 3),
      ...(kind === 'status' && { status: random.pick([500, 502, 503, 429]) }),
      ...(kind === 'slow' && { delay_ms: random.between(100, 900) }),
    };
  });
}

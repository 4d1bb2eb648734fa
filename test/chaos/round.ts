import type { Sandbox } from '../support/sandbox.js';
import type { Backend } from './backends.js';
import { knownLink, RoundClient } from './clients.js';
import { Diary, type Finding } from './diary.js';
import { Follower } from './follower.js';
import { plan } from './plan.js';
import { Random } from './random.js';
import { settle } from './settle.js';
import { timeline } from './timeline.js';
import { letItRain } from './weather.js';
import { World } from './world.js';

export interface RoundReport {
  seed: number;
  findings: Finding[];
  /** What happened to the link of the first finding. */
  timeline: string;
  counts: { requests: number; paid: number; captures: number; refunds: number; kills: number; drops: number };
  tookMs: number;
}

/**
 * One bad day: everything planned by the seed happens, then all becomes quiet and is compared with the provider.
 * @param killAt where the first backend dies by itself: `name:n`, the n-th passing of a kill point
 */
export async function runRound(sandbox: Sandbox, seed: number, killAt?: string): Promise<RoundReport> {
  const startedAt = performance.now();
  const day = plan(seed);
  const world = await World.start(sandbox, day.backends);
  const diary = new Diary();
  try {
    await Promise.all(
      world.backends.map((backend, index) =>
        backend.start(killAt && index === 0 ? { PAYLINK_KILL_AT: killAt } : {}),
      ),
    );
    for (const backend of world.backends) revive(backend, world, diary, killAt);
    const followers = day.clients.map((_, turn) => new Follower(world, turn));
    const links = day.links.map(knownLink);
    await Promise.all([
      letItRain(world, day.weather, diary),
      ...day.clients.map((steps, index) =>
        new RoundClient(`client ${index}`, world, links, diary, new Random(`${seed} backends ${index}`)).work(
          steps,
        ),
      ),
    ]);
    const { findings, evidence } = await settle(world, diary, followers);
    world.isOver = true;
    await Promise.all(followers.map((follower) => follower.stop()));
    const { orders } = evidence.truth;
    return {
      seed,
      findings,
      timeline: findings.length > 0 ? timeline(findings[0]!.linkId, evidence, world) : '',
      counts: {
        requests: diary.requests.length,
        paid: orders.length,
        captures: orders.flatMap(({ captures }) => captures).length,
        refunds: orders.flatMap(({ refunds }) => refunds).length,
        kills: world.backends.reduce((sum, { deaths }) => sum + deaths, 0),
        drops: followers.reduce((sum, { drops }) => sum + drops, 0),
      },
      tookMs: Math.round(performance.now() - startedAt),
    };
  } finally {
    await world.end();
  }
}

/** A backend that died at its kill point is started again; one that ended by itself is a finding, too. */
function revive(backend: Backend, world: World, diary: Diary, killAt?: string): void {
  backend.onCrash = () => {
    if (world.isOver) return;
    if (killAt) diary.note('weather', null, `${backend.name} died at ${killAt}`);
    else diary.find(null, `${backend.name} ended by itself: ${backend.errors.slice(-500)}`);
    backend.start().then(
      () => diary.note('weather', null, `${backend.name} is back`),
      (error: Error) => diary.find(null, error.message),
    );
  };
}

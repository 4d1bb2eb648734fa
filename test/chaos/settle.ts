import { setTimeout as delay } from 'node:timers/promises';

import type { Backend } from './backends.js';
import { checkAnswers } from './checks/answers.js';
import type { Check, Evidence } from './checks/check.js';
import { checkEvents } from './checks/events.js';
import { checkFollowers } from './checks/followers.js';
import { checkLinks } from './checks/links.js';
import { checkMoney } from './checks/money.js';
import { checkSends } from './checks/sends.js';
import { checkStatuses } from './checks/statuses.js';
import type { Diary, Finding } from './diary.js';
import type { Follower } from './follower.js';
import { readState } from './state.js';
import { readTruth } from './truth.js';
import type { World } from './world.js';

const LIMIT_MS = 30_000;
const LOOK_INTERVAL_MS = 400;
/** What is put off by the program's clock comes due while we look. */
const STEP_SECONDS = 40;
const A_DAY_AND_MORE_SECONDS = 25 * 3_600;

const ALWAYS: Check[] = [checkLinks, checkMoney, checkAnswers, checkEvents, checkSends, checkFollowers];

/** Callbacks as a good day has them. */
const PROMPT = { deliver: true, duplicate: 0, delay_ms: 0, jitter_ms: 0, reorder: false };

export interface Outcome {
  findings: Finding[];
  evidence: Evidence;
}

/** Ends all misfortune and looks until nothing is wrong; what is still wrong at the limit is found. */
export async function settle(world: World, diary: Diary, followers: Follower[]): Promise<Outcome> {
  const { sandbox } = world;
  await sandbox.clearFaults();
  await sandbox.callbacks(PROMPT);
  diary.note('weather', null, 'all is quiet');
  const look = async (checks: Check[]): Promise<Outcome> => {
    const [truth, state] = await Promise.all([readTruth(world), readState(world)]);
    const evidence = { truth, state, diary, followed: followers.map(({ events }) => [...events]) };
    return { evidence, findings: checks.flatMap((check) => check(evidence)) };
  };
  const soon = await until(
    () => look(ALWAYS),
    () => sandbox.advance(STEP_SECONDS),
  );
  if (soon.findings.length > 0) return soon;
  await sandbox.advance(A_DAY_AND_MORE_SECONDS);
  diary.note('weather', null, 'a day later');
  const later = await until(
    () => look([...ALWAYS, checkStatuses]),
    () => sandbox.advance(STEP_SECONDS),
  );
  return { ...later, findings: [...later.findings, ...world.backends.flatMap(surprises)] };
}

/** What a backend had not reckoned with, as it logged it: a fault of ours, though it may have healed. */
function surprises({ name, errors }: Backend): Finding[] {
  const kinds = ['deadlock detected', 'could not be settled', 'violates', 'TypeError'];
  return kinds
    .filter((kind) => errors.includes(kind))
    .map((kind) => {
      const line = errors.split('\n').find((each) => each.includes(kind))!;
      return { linkId: null, text: `${name} said: ${line.trim()}` };
    });
}

async function until(look: () => Promise<Outcome>, wait: () => Promise<unknown>): Promise<Outcome> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const outcome = await look();
    if (outcome.findings.length === 0 || performance.now() > deadline) return outcome;
    await wait();
    await delay(LOOK_INTERVAL_MS);
  }
}

import { startSandbox } from '../support/sandbox.js';
import { type RoundReport, runRound } from './round.js';

/** Where a process can be made to die: see killPoint in src/common/process. */
export const KILL_POINTS = [
  'after-record',
  'before-call',
  'after-call',
  'before-commit',
  'after-settle',
  'open-session.order-made',
  'open-session.session-made',
  'open-session.last-closed',
  'send-link.recorded',
  'send-link.sent',
  'close-session.closed',
];

export interface RunOptions {
  rounds: number;
  firstSeed: number;
  /** A kill point, `name` or `name:n`; `each`: another one every round. */
  killAt?: string;
  onRound(report: RoundReport, done: number): void;
}

/** Rounds, one after the other, until they are done or one has a finding. */
export async function run({ rounds, firstSeed, killAt, onRound }: RunOptions): Promise<void> {
  const sandbox = await startSandbox({ SANDBOX_SEED: 'chaos' });
  try {
    for (let done = 0; done < rounds; done++) {
      const seed = firstSeed + done;
      onRound(await runRound(sandbox, seed, pointOf(killAt, seed)), done + 1);
    }
  } finally {
    await sandbox.stop();
  }
}

function pointOf(killAt: string | undefined, seed: number): string | undefined {
  if (killAt !== 'each') return killAt && !killAt.includes(':') ? `${killAt}:${1 + (seed % 4)}` : killAt;
  return `${KILL_POINTS[seed % KILL_POINTS.length]}:${1 + (Math.floor(seed / KILL_POINTS.length) % 4)}`;
}

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
  /** How many rounds at a time; each lane has a sandbox of its own. Two cores carry two. */
  lanes: number;
  /** A kill point, `name` or `name:n`; `each`: another one every round. */
  killAt?: string;
  onRound(report: RoundReport, done: number): void;
}

/** All rounds, with or without findings. */
export async function run({ rounds, firstSeed, lanes, killAt, onRound }: RunOptions): Promise<void> {
  let next = firstSeed;
  let done = 0;
  const lane = async (): Promise<void> => {
    const sandbox = await startSandbox({ SANDBOX_SEED: 'chaos' });
    try {
      while (next < firstSeed + rounds) {
        const seed = next++;
        const report = await runRound(sandbox, seed, pointOf(killAt, seed));
        onRound(report, ++done);
      }
    } finally {
      await sandbox.stop();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function pointOf(killAt: string | undefined, seed: number): string | undefined {
  if (killAt !== 'each') return killAt && !killAt.includes(':') ? `${killAt}:${1 + (seed % 4)}` : killAt;
  return `${KILL_POINTS[seed % KILL_POINTS.length]}:${1 + (Math.floor(seed / KILL_POINTS.length) % 4)}`;
}

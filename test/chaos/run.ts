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
        const report = await runRound(sandbox, seed, pointOf(killAt, seed)).catch((error: unknown) =>
          unplayed(seed, error),
        );
        onRound(report, ++done);
      }
    } finally {
      await sandbox.stop();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A round that broke down proves nothing: it counts as one with a finding, and the run goes on. */
function unplayed(seed: number, error: unknown): RoundReport {
  const text = `the round broke down: ${error instanceof Error ? error.stack : String(error)}`;
  const counts = { requests: 0, paid: 0, captures: 0, refunds: 0, kills: 0, drops: 0 };
  return { seed, findings: [{ linkId: null, text }], timeline: '', counts, tookMs: 0 };
}

function pointOf(killAt: string | undefined, seed: number): string | undefined {
  if (killAt !== 'each') return killAt && !killAt.includes(':') ? `${killAt}:${1 + (seed % 4)}` : killAt;
  return `${KILL_POINTS[seed % KILL_POINTS.length]}:${1 + (Math.floor(seed / KILL_POINTS.length) % 4)}`;
}

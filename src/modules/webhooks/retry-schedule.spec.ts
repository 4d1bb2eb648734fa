import fc from 'fast-check';

import { nextAttempt } from './retry-schedule.js';

const SINCE = new Date('2026-11-24T08:00:00Z');
const THREE_DAYS_MS = 3 * 24 * 3600 * 1000;

const later = (ms: number): Date => new Date(SINCE.getTime() + ms);

/** The instants of all attempts after the first, in milliseconds since it. */
function attempts(random: () => number): number[] {
  const at = [0];
  for (;;) {
    const next = nextAttempt({ attempts: at.length, since: SINCE, now: later(at.at(-1)!) }, random());
    if (!next) return at.slice(1);
    at.push(next.getTime() - SINCE.getTime());
  }
}

describe('the retry schedule', () => {
  it('doubles from five seconds up to three hours', () => {
    const at = attempts(() => 0.5);
    const delays = at.map((each, index) => (each - (at[index - 1] ?? 0)) / 1000);

    expect(delays.slice(0, 5)).toEqual([5, 10, 20, 40, 80]);
    expect(Math.max(...delays)).toBe(3 * 3600);
  });

  it('makes its last attempt after three days, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (stream) => {
        const at = attempts(() => stream.next().value);
        expect(at.at(-1)).toBe(THREE_DAYS_MS);
        expect(at.length).toBeLessThan(50);
      }),
    );
  });

  it('is spread by a fifth to both sides', () => {
    const delayMs = (random: number): number =>
      nextAttempt({ attempts: 1, since: SINCE, now: SINCE }, random)!.getTime() - SINCE.getTime();

    expect([delayMs(0), delayMs(0.5), delayMs(1)]).toEqual([4_000, 5_000, 6_000]);
  });

  it('ends when time has jumped beyond it', () => {
    expect(nextAttempt({ attempts: 2, since: SINCE, now: later(THREE_DAYS_MS) }, 0.5)).toBeNull();
  });
});

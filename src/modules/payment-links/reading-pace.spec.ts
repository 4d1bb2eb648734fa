import { stretchedIntervalMs } from './reading-pace.js';

describe('the interval at which open sessions take half of the quota', () => {
  it.each([
    ['no quota is known', 10_000, null, 0],
    ['1,500 sessions and 200 calls a second: 15 seconds', 1_500, 200, 15_000],
    ['100,000 sessions and 200 calls a second: 1,000 seconds', 100_000, 200, 1_000_000],
    ['1 session and 50 calls a second', 1, 50, 40],
  ])('%s', (_, sessions, limit, expectedMs) => {
    expect(stretchedIntervalMs(sessions, limit)).toBe(expectedMs);
  });
});

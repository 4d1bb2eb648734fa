import { run, SUBSCRIBERS } from '../event-log/run.js';
import { Scene } from '../event-log/scene.js';

const SEED = 6;
/** On a busy machine; else a second. */
const SETTLE_LIMIT_MS = 60_000;

/** Twenty writers, fifty subscribers that drop at random and resume, two backend processes. */
describe('the event log under many writers', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.start();
  }, 120_000);
  afterAll(() => scene.end());

  it('skips nothing where transactions stay open, commit late or roll back', async () => {
    const report = await run(scene, {
      seed: SEED,
      events: 500,
      settleLimitMs: SETTLE_LIMIT_MS,
      longTransactions: 3,
    });

    expect(report.findings).toEqual([]);
    expect(report.drops).toBeGreaterThan(SUBSCRIBERS);
  }, 120_000);

  it('is told to everybody exactly, while one of the processes is killed and comes back', async () => {
    const [first] = scene.backends;

    const report = await run(scene, {
      seed: SEED,
      events: 1_500,
      settleLimitMs: SETTLE_LIMIT_MS,
      inTheMiddle: async () => {
        await first!.kill();
        await first!.start();
      },
    });

    expect(report.findings).toEqual([]);
    expect(report.events).toBeGreaterThanOrEqual(1_500);
    expect(report.drops).toBeGreaterThan(SUBSCRIBERS);
  }, 120_000);
});

import { run, SUBSCRIBERS } from '../event-log/run.js';
import { Scene } from '../event-log/scene.js';
import { eventually } from '../support/eventually.js';
import { Broker } from './broker.js';
import { listenTo } from './ear.js';

const SEED = 7;
const EVENTS = 1_500;
const SETTLE_LIMIT_MS = 60_000;

describe.each([
  ['NATS', () => Broker.nats()],
  ['Redis', () => Broker.redis()],
])('two processes with %s between them', (_, makeBroker) => {
  let broker: Broker;
  let scene: Scene;

  beforeAll(async () => {
    broker = await makeBroker();
    await broker.start();
    scene = await Scene.start({ EVENT_BUS_URL: broker.url });
  }, 120_000);
  afterAll(async () => {
    await scene.end();
    await broker.kill();
  });

  const readers = () =>
    scene.db.query<{ pid: number }[]>(
      `SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND granted AND datname = current_database()
         AND application_name = 'paylink-log-reader'`,
    );
  const storedEvents = async (): Promise<number> => (await scene.entries()).length;

  it('tell everybody exactly the log, while the broker is killed and comes back', async () => {
    await eventually(async () => expect(await readers()).toHaveLength(1));

    const report = await run(scene, {
      seed: SEED,
      events: EVENTS,
      settleLimitMs: SETTLE_LIMIT_MS,
      inTheMiddle: async () => {
        await broker.kill();
        const then = await storedEvents();
        await eventually(async () => expect(await storedEvents()).toBeGreaterThan(then + EVENTS / 5), {
          timeoutMs: SETTLE_LIMIT_MS,
        });
        await broker.start();
      },
    });

    expect(report.findings).toEqual([]);
    expect(report.drops).toBeGreaterThan(SUBSCRIBERS);
  }, 120_000);

  it('use the broker again once it is back, and go on when the one that reads is killed', async () => {
    const ear = await listenTo(broker.url);
    const [holder] = await eventually(async () => {
      const found = await readers();
      expect(found).toHaveLength(1);
      return found;
    });

    const report = await run(scene, {
      seed: SEED + 1,
      events: 300,
      settleLimitMs: SETTLE_LIMIT_MS,
      inTheMiddle: async () => {
        for (const backend of scene.backends) {
          await backend.kill();
          await backend.start();
        }
      },
    });

    expect(report.findings).toEqual([]);
    expect(ear.heard).toBeGreaterThan(0);
    await eventually(async () => {
      const [now, ...others] = await readers();
      expect(others).toEqual([]);
      expect(now!.pid).not.toBe(holder!.pid);
    });
    await ear.close();
  }, 120_000);
});

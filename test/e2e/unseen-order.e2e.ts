import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { SendingClient } from '../support/sending-client.js';
import type { Link } from '../support/shop.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const PAUSE_MS = 500;

/** The consumer has paid, and the provider, which says so, does not show the order yet. */
describe('a link that is paid by an order not to be seen yet', () => {
  let app: TestApp;

  afterEach(() => app.stop());

  async function start(env: Record<string, string>): Promise<void> {
    app = await startApp(env);
    await app.sandbox.callbacks({ deliver: false });
  }
  async function pay({ session }: Link): Promise<void> {
    const match = 'GET /ordermanagement/v1/orders/*';
    await app.sandbox.faults([{ match, kind: 'status', status: 404, times: 10_000 }]);
    await app.sandbox.consumer(session.id, 'pay');
  }
  const calls = async (method: string, path: string) =>
    (await app.sandbox.requests()).filter((call) => call.method === method && call.path.startsWith(path));
  const completed = (id: string): Promise<void> =>
    eventually(async () => expect((await app.shop.link(id)).status).toBe('COMPLETED'));

  it('is not reminded of, and is looked at once more', async () => {
    await start({ RECONCILE_INTERVAL_MS: '3600000' });
    const sending = new SendingClient(app.merchant);
    await sending.settings({ reminders: { afterDays: [1], max: 1 } });
    const link = await app.shop.anOpenLink({ consumer: { email: 'ann@consumer.example' } });
    await pay(link);

    await app.sandbox.advance(DAY + 60);

    await eventually(async () => {
      const [reminder] = await app.database.query<{ attempts: number }>(
        `SELECT attempts FROM operations WHERE kind = 'SEND_LINK'`,
      );
      expect(reminder!.attempts).toBeGreaterThan(1);
    });
    expect(await app.sandbox.mail()).toEqual([]);
    await app.sandbox.clearFaults();
    await completed(link.id);
    await eventually(async () =>
      expect(await sending.sendings(link.id)).toMatchObject([{ reminder: 1, status: 'FAILED' }]),
    );
    expect(await app.sandbox.mail()).toEqual([]);
  });

  it('is looked at in peace at the end of its offer, and is not closed', async () => {
    await start({ RECONCILE_INTERVAL_MS: String(PAUSE_MS) });
    const end = (await app.sandbox.now()).getTime() + HOUR * 1000;
    const link = await app.shop.anOpenLink({ expiresAt: new Date(end).toISOString() });
    await pay(link);

    await app.sandbox.advance(HOUR);

    const session = `/hpp/v1/sessions/${link.session.id}`;
    const readings = await eventually(async () => {
      const readAt = (await calls('GET', session)).map(({ at }) => Date.parse(at)).filter((at) => at > end);
      expect(readAt.length).toBeGreaterThan(3);
      return readAt;
    });
    // The end itself may have been noticed twice.
    expect(readings.at(-1)! - readings[0]!).toBeGreaterThanOrEqual((readings.length - 2) * PAUSE_MS);
    expect(await calls('DELETE', session)).toEqual([]);
    await app.sandbox.clearFaults();
    await completed(link.id);
    expect(await app.shop.history(link.id)).not.toContain('payment_link.expired');
  });
});

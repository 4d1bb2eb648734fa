import { jest } from '@jest/globals';

import type { World } from '../chaos/world.js';
import { eventually } from '../support/eventually.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { MailServer } from '../support/mail-server.js';
import type { Sandbox } from '../support/sandbox.js';
import { withWorld } from '../support/sandbox-of-spec.js';
import { type Sent, SendingClient } from '../support/sending-client.js';
import { Shop } from '../support/shop.js';

jest.setTimeout(120_000);

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The program as it is run, before a mail server that is not always there. */
describe('e-mail', () => {
  let sandbox: Sandbox;
  let world: World;
  let mailServer: MailServer;
  let shop: Shop;
  let sending: SendingClient;

  withWorld(1, async (started) => {
    world = started;
    sandbox = world.sandbox;
    mailServer = await MailServer.before(sandbox.smtpUrl);
    const client = new GraphqlClient(backend().url, world.merchantKey);
    shop = new Shop(client);
    sending = new SendingClient(client);
    await start();
  });
  // After the end of the world, which still sends.
  afterEach(() => mailServer.down());

  const backend = () => world.backends[0]!;
  const start = (env: Record<string, string> = {}) => backend().start({ SMTP_URL: mailServer.url, ...env });
  const emailOf = (n: number): string => `consumer-${n}@consumer.example`;
  const mailsTo = async (email: string): Promise<number> =>
    (await sandbox.mail()).filter(({ to }) => to === email).length;
  const state = async (id: string): Promise<Sent> => (await sending.sendings(id))[0]!;
  const told = async (id: string): Promise<string[]> =>
    (await shop.history(id)).filter((type) => type.startsWith('link.') || type.startsWith('operation.'));

  /** Lets time pass in steps, as it does, and every attempt that falls due on the way be made. */
  async function pass(seconds: number, stepSeconds = 5 * MINUTE): Promise<void> {
    for (let passed = 0; passed < seconds; passed += stepSeconds) {
      const now = await sandbox.advance(stepSeconds);
      await eventually(async () => {
        const due = await world.rows(
          `SELECT FROM operations WHERE kind = 'SEND_LINK' AND status = 'REQUESTED' AND next_attempt_at <= $1`,
          [now],
        );
        expect(due).toEqual([]);
      });
    }
    // The program follows the clock a moment later.
    const now = await sandbox.now();
    await eventually(
      async () => {
        const { createdAt } = await shop.anOpenLink();
        expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(now.getTime());
      },
      { intervalMs: 250 },
    );
  }

  it('waits while the mail server is down for an hour, and all of it goes out once after that', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) {
      const recipient = { method: 'EMAIL', email: emailOf(n) };
      // Some are asked for with the link, others after it.
      const { id } = await shop.anOpenLink(n % 2 ? { send: [recipient] } : {});
      if (n % 2 === 0) expect((await shop.send(id, recipient)).status).toBe('QUEUED');
      ids.push(id);
    }

    await pass(HOUR / 2);
    await backend().kill();
    await start();
    await pass(HOUR / 2);
    const attempts = await world.rows<{ attempts: number }>(
      `SELECT attempts FROM operations WHERE kind = 'SEND_LINK'`,
    );
    expect(attempts).toHaveLength(12);
    // It has been tried all the while, and nothing was given up.
    expect(Math.min(...attempts.map((each) => each.attempts))).toBeGreaterThan(10);
    for (const id of ids)
      expect(await state(id)).toMatchObject({ status: 'QUEUED', failure: expect.stringContaining('SMTP') });
    await mailServer.up();
    await pass(5 * MINUTE);

    for (const [n, id] of ids.entries()) {
      await eventually(async () => expect(await told(id)).toEqual(['link.sent']));
      expect(await state(id)).toMatchObject({ status: 'SENT', failure: null });
      expect(await mailsTo(emailOf(n))).toBe(1);
    }
    await pass(HOUR, HOUR);
    expect(await sandbox.mail()).toHaveLength(12);
  });

  it('that the mail server took before it died is not sent again, and may be by hand', async () => {
    await mailServer.up();
    mailServer.diesAfterTaking = true;
    const { id } = await shop.anOpenLink();
    const recipient = { method: 'EMAIL', email: emailOf(0) };

    expect((await shop.send(id, recipient)).status).toBe('OUTCOME_UNKNOWN');
    mailServer.diesAfterTaking = false;
    await mailServer.up();
    await pass(HOUR, HOUR);

    expect(await state(id)).toMatchObject({
      status: 'OUTCOME_UNKNOWN',
      failure: expect.stringContaining('not repeated by itself'),
    });
    expect(await mailsTo(emailOf(0))).toBe(1);
    await eventually(async () => expect(await told(id)).toEqual(['operation.outcome_unknown']));
    expect((await shop.send(id, recipient)).status).toBe('SENT');
    expect(await mailsTo(emailOf(0))).toBe(2);
  });

  it.each([
    ['after the mail server took it', 'send-link.sent', 1],
    ['before it was handed over', 'send-link.recorded', 0],
  ])('is not sent again by a program that died %s', async (_, place, mails) => {
    await mailServer.up();
    await backend().kill();
    await start({ PAYLINK_KILL_AT: place });
    const { id } = await shop.anOpenLink();

    await expect(shop.send(id, { method: 'EMAIL', email: emailOf(0) })).rejects.toThrow();
    await backend().kill();
    await start();

    await eventually(async () => expect((await state(id)).status).toBe('OUTCOME_UNKNOWN'));
    await pass(HOUR, HOUR);
    expect(await mailsTo(emailOf(0))).toBe(mails);
    await eventually(async () => expect(await told(id)).toEqual(['operation.outcome_unknown']));
  });
});

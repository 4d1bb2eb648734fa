import type { World } from '../chaos/world.js';
import { readTruth, type ProviderMoney } from '../chaos/truth.js';
import { eventually } from '../support/eventually.js';
import type { Sandbox } from '../support/sandbox.js';
import { withWorld } from '../support/sandbox-of-spec.js';
import type { Link, Shop } from '../support/shop.js';

const PART = 5_000;
const MORE_THAN_A_DAY_SECONDS = 25 * 3_600;

describe('money that moved when a process died', () => {
  let sandbox: Sandbox;
  let world: World;
  let shop: Shop;

  withWorld(1, async (started) => {
    world = started;
    sandbox = world.sandbox;
    shop = world.shopAt(0);
    await backend().start();
  });

  const backend = () => world.backends[0]!;

  /** Paid and acknowledged: nothing is in flight that could pass a kill point. */
  async function aPaidLink(): Promise<Link> {
    const { id } = await shop.anOpenLink();
    const { session } = await shop.link(id);
    await sandbox.consumer(session.id, 'pay');
    await shop.outcome(id);
    return eventually(async () => {
      const link = await shop.link(id);
      if (!link.order?.acknowledgedAt) throw new Error(`not acknowledged: ${JSON.stringify(link)}`);
      return link;
    });
  }

  async function atProvider(name: string): Promise<ProviderMoney[]> {
    const { orders } = await readTruth(world);
    return name === 'capture' ? orders[0]!.captures : orders[0]!.refunds;
  }

  const known = async (id: string, name: string) => {
    const { order } = await shop.link(id);
    return name === 'capture' ? order.captures : order.refunds;
  };

  /** Once at the provider, once with us, and told once. */
  async function expectOnce(id: string, name: string): Promise<void> {
    await eventually(
      async () =>
        expect(await known(id, name)).toMatchObject([{ status: 'SUCCEEDED', amount: { amount: PART } }]),
      { timeoutMs: 45_000 },
    );
    expect(await atProvider(name)).toMatchObject([{ amount: PART }]);
    const told = `order.${name}d`.replace('refundd', 'refunded');
    expect((await shop.history(id, told)).filter((type) => type === told)).toHaveLength(1);
  }

  const RUINS = [
    ['capture', 'the reply was lost', loseReply],
    ['refund', 'the reply was lost', loseReply],
    ['capture', 'the process died before it recorded the answer', dieAfterCall],
    ['refund', 'the process died before it recorded the answer', dieAfterCall],
  ] as const;

  async function loseReply(name: 'capture' | 'refund', paymentLinkId: string): Promise<void> {
    await sandbox.faults([{ match: `POST /ordermanagement/v1/orders/*/${name}s`, kind: 'lost_reply' }]);
    const asked = await shop[name]({ paymentLinkId, amount: PART, idempotencyKey: 'the-one' });
    expect(asked).toMatchObject({ status: 'OUTCOME_UNKNOWN' });
    await backend().kill();
  }

  async function dieAfterCall(name: 'capture' | 'refund', paymentLinkId: string): Promise<void> {
    await backend().kill();
    await backend().start({ PAYLINK_KILL_AT: 'after-call' });
    await expect(shop[name]({ paymentLinkId, amount: PART, idempotencyKey: 'the-one' })).rejects.toThrow();
    // Its socket breaks before its end is known: waits for that.
    await backend().kill();
  }

  const prepare = async (name: 'capture' | 'refund'): Promise<string> => {
    const { id } = await aPaidLink();
    if (name === 'refund') await shop.capture({ paymentLinkId: id });
    return id;
  };

  it.each(RUINS)('%s: once, though %s', async (name, _, ruin) => {
    const id = await prepare(name);

    await ruin(name, id);
    expect(await atProvider(name)).toHaveLength(1);
    await backend().start();

    await expectOnce(id, name);
    const again = await shop[name]({ paymentLinkId: id, amount: PART, idempotencyKey: 'the-one' });
    expect(again).toMatchObject({ status: 'SUCCEEDED', amount: { amount: PART } });
    await expectOnce(id, name);
  });

  it.each(RUINS)(
    '%s: once, though %s and the provider has forgotten the key since',
    async (name, _, ruin) => {
      const id = await prepare(name);

      await ruin(name, id);
      await sandbox.advance(MORE_THAN_A_DAY_SECONDS);
      await backend().start();

      await expectOnce(id, name);
    },
  );

  it.each(['capture', 'refund'] as const)(
    '%s: is not taken for another of its amount, when the provider has forgotten their keys',
    async (name) => {
      const id = await prepare(name);
      const calls = `POST /ordermanagement/v1/orders/*/${name}s`;
      const ask = (reference: string) => shop[name]({ paymentLinkId: id, amount: 1_000, reference });
      const unmade = ['unmade 1', 'unmade 2', 'unmade 3'];
      await sandbox.faults([{ match: calls, kind: 'status', status: 503, times: unmade.length }]);
      const asked = await Promise.all(unmade.map(ask));
      await sandbox.faults([{ match: calls, kind: 'lost_reply' }]);
      asked.push(await ask('made'));
      await backend().kill();
      expect(asked.map(({ status }) => status)).toEqual(Array(4).fill('OUTCOME_UNKNOWN'));
      expect(await atProvider(name)).toMatchObject([{ reference: 'made' }]);

      await sandbox.advance(MORE_THAN_A_DAY_SECONDS);
      await backend().start();

      await eventually(
        async () =>
          expect((await known(id, name)).map(({ status }) => status)).toEqual(Array(4).fill('SUCCEEDED')),
        { timeoutMs: 45_000 },
      );
      const ours = await world.rows<{ id: string; reference: string }>(
        `SELECT coalesce(result->>'captureId', result->>'refundId') AS id, input->>'reference' AS reference
         FROM operations WHERE kind = $1 AND amount_minor = 1000 ORDER BY 1`,
        [name.toUpperCase()],
      );
      const theirs = (await atProvider(name)).map((each) => ({ id: each.id, reference: each.reference }));
      expect(ours).toEqual(theirs.sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
  );

  it('is made by itself after a restart, though the first try of its key had found the provider away', async () => {
    const create = () => shop.create({ idempotencyKey: 'the-link' });
    await sandbox.faults([{ match: 'POST /checkout/v3/orders', kind: 'status', status: 503, times: 2 }]);
    expect(await create()).toMatchObject({ __typename: 'ProviderUnavailable' });
    await sandbox.clearFaults();
    await backend().kill();
    await backend().start({ PAYLINK_KILL_AT: 'after-call' });
    await expect(create()).rejects.toThrow();
    await backend().kill();

    await backend().start();

    await eventually(async () => {
      const [newest] = (await shop.links()).nodes;
      expect(newest).toMatchObject({ status: 'OPEN' });
    });
    expect(await create()).toMatchObject({ __typename: 'PaymentLink', status: 'OPEN' });
  });

  it('answers a key again after the provider has forgotten it, and asks nothing of the provider', async () => {
    const { id } = await aPaidLink();
    const input = { paymentLinkId: id, amount: PART, idempotencyKey: 'the-one' };
    const first = await shop.capture(input);
    await sandbox.advance(MORE_THAN_A_DAY_SECONDS);

    expect(await shop.capture(input)).toEqual(first);

    await expectOnce(id, 'capture');
    const calls = (await sandbox.requests()).filter(({ path }) => path.endsWith('/captures'));
    expect(calls).toHaveLength(1);
  });
});

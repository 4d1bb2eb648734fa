import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { Client } from './client.mjs';
import { startProgram } from './program.mjs';
import { SandboxClient } from './sandbox.mjs';

const CONSUMER = 'astrid@example.com';
const LINK = 'id status url expiresAt amount { amount formatted }';
const ORDER = `order { id status orderAmount { amount } capturedAmount { amount } refundedAmount { amount }
                      remainingAuthorizedAmount { amount } }`;

/** Lives through three payment links, and tells it. @throws Error at the first thing that is not as it should be */
export async function journey() {
  const startedAt = Date.now();
  const program = await tell('The program starts, with a database and a sandbox of its own', startProgram, {
    after: ({ url }) => url,
  });
  const client = new Client(program.url, program.apiKey);
  try {
    const story = { client, sandbox: new SandboxClient(program.sandboxUrl) };
    await paidLink(story);
    await disabledLink(story);
    await expiredLink(story);
    console.log(`\nAll as it should be, in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  } catch (error) {
    const output = program.output().slice(-3000);
    throw new Error(`${error.message}\n\nThe end of the program's output:\n${output}`, { cause: error });
  } finally {
    await client.close();
    await program.stop();
  }
}

async function paidLink({ client, sandbox }) {
  console.log('\nA link that is paid');
  const link = await tell('createPaymentLink', () => create(client), {
    after: ({ amount, url }) => `${amount.formatted} at ${url}`,
  });
  const changes = followLink(client, link.id);
  const events = client.follow(
    `subscription ($filter: EventFilter) {
       paymentLinkEvents(after: "start", filter: $filter) { type status sessionStatus } }`,
    { filter: { paymentLinkIds: [link.id] } },
  );
  const { session } = await tell('The subscription gives the link, open', () =>
    changes.until(({ status }) => status === 'OPEN', 'the link, open'),
  );
  await tell(
    'sendPaymentLink',
    async () => {
      const input = { paymentLinkId: link.id, recipient: { method: 'EMAIL', email: CONSUMER } };
      await client.mutate(
        'sendPaymentLink',
        'SendPaymentLinkInput',
        keyed(input),
        'Distribution',
        'id status',
      );
      return sandbox.untilMailed(CONSUMER, link.url);
    },
    { after: ({ to, subject }) => `"${subject}" reached ${to}` },
  );
  await tell(
    'The consumer opens the link',
    async () => {
      const location = await openLink(link.url);
      await sandbox.consumer(session.id, 'open');
      return location;
    },
    { after: (location) => `led to ${location}` },
  );
  await tell('The consumer pays', () => sandbox.consumer(session.id, 'pay'));
  await tell('The subscription brings the news', () =>
    changes.until(({ status }) => status === 'COMPLETED', 'the link, completed'),
  );
  await tell('The event log has it', () =>
    events.until(({ type }) => type === 'order.authorized', 'order.authorized'),
  );

  await tell('capture, a part: 400.00', () =>
    move(client, 'capture', { paymentLinkId: link.id, amount: 40_000 }),
  );
  await expectOrder(client, link.id, {
    status: 'PART_CAPTURED',
    captured: 40_000,
    refunded: 0,
    remaining: 60_000,
  });
  await tell('capture, all the rest', () => move(client, 'capture', { paymentLinkId: link.id }));
  await expectOrder(client, link.id, { status: 'CAPTURED', captured: 100_000, refunded: 0, remaining: 0 });
  await tell('refund: 250.00', () => move(client, 'refund', { paymentLinkId: link.id, amount: 25_000 }));
  await expectOrder(client, link.id, {
    status: 'CAPTURED',
    captured: 100_000,
    refunded: 25_000,
    remaining: 0,
  });
  await tell('Every event arrived, in order', () =>
    events.until(({ type }) => type === 'order.refunded', 'order.refunded'),
  );
  for (const { type } of events.seen) console.log(`      ${type}`);
}

async function disabledLink({ client }) {
  console.log('\nA link that is disabled');
  const link = await tell('createPaymentLink', () => create(client), { after: ({ url }) => url });
  await tell('disableSession', async () => {
    const input = keyed({ paymentLinkId: link.id, reason: 'sold to somebody else' });
    const disabled = await client.mutate('disableSession', 'DisableSessionInput', input, 'PaymentLink', LINK);
    assert.equal(disabled.status, 'DISABLED');
  });
  await tell('Opening it tells the consumer so', () => expectGone(link.url));
}

async function expiredLink({ client, sandbox }) {
  console.log('\nA link that is left to expire');
  const expiresAt = new Date((await sandbox.now()).getTime() + 3_600_000).toISOString();
  const link = await tell('createPaymentLink, for an hour', () => create(client, { expiresAt }), {
    after: ({ url }) => url,
  });
  const changes = followLink(client, link.id);
  await tell('The clock moves on by an hour and a minute', () => sandbox.advance(3_660));
  await tell('The subscription says that it has expired', () =>
    changes.until(({ status }) => status === 'EXPIRED', 'the link, expired'),
  );
  await tell('Opening it tells the consumer so', () => expectGone(link.url));
}

function create(client, more = {}) {
  const input = {
    country: 'SE',
    currency: 'SEK',
    locale: 'sv-SE',
    reference: `demo-${randomUUID().slice(0, 8)}`,
    orderLines: [
      { name: 'Reading chair', reference: 'CHAIR-1', quantity: 1, unitPrice: 95_000, taxRate: 2500 },
      { type: 'SHIPPING_FEE', name: 'Delivery', quantity: 1, unitPrice: 5_000, taxRate: 2500 },
    ],
    ...more,
  };
  return client.mutate('createPaymentLink', 'CreatePaymentLinkInput', keyed(input), 'PaymentLink', LINK);
}

async function move(client, name, input) {
  const type = name === 'capture' ? 'Capture' : 'Refund';
  const result = await client.mutate(name, `${type}Input`, keyed(input), type, 'id status failure');
  assert.equal(result.status, 'SUCCEEDED', `${name} is ${result.status}: ${result.failure}`);
}

async function expectOrder(client, id, { status, captured, refunded, remaining }) {
  const { paymentLink } = await client.request(`query ($id: ID!) { paymentLink(id: $id) { ${ORDER} } }`, {
    id,
  });
  const { order } = paymentLink;
  assert.deepEqual(
    {
      status: order.status,
      captured: order.capturedAmount.amount,
      refunded: order.refundedAmount.amount,
      remaining: order.remainingAuthorizedAmount.amount,
    },
    { status, captured, refunded, remaining },
    'the order does not add up',
  );
}

function followLink(client, id) {
  return client.follow(
    `subscription ($id: ID!) { paymentLinkStatusChanged(id: $id) { id status session { id } } }`,
    { id },
  );
}

async function openLink(url) {
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location');
  assert.ok(
    response.status >= 300 && response.status < 400 && location,
    `${url} answered ${response.status}`,
  );
  return location;
}

async function expectGone(url) {
  const response = await fetch(url, { redirect: 'manual' });
  assert.equal(response.status, 410, `${url} answered ${response.status}`);
}

/** A fresh idempotency key: each call here is meant to happen. */
function keyed(input) {
  return { idempotencyKey: randomUUID(), ...input };
}

async function tell(title, act, { after } = {}) {
  const startedAt = Date.now();
  try {
    const result = await act();
    const tookMs = Date.now() - startedAt;
    const note = after ? `: ${after(result)}` : '';
    console.log(`  ✓ ${title}${note} (${tookMs} ms)`);
    return result;
  } catch (error) {
    console.log(`  ✗ ${title}`);
    throw error;
  }
}

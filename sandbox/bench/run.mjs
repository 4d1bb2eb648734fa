// How fast the sandbox is and how much it keeps: node sandbox/bench/run.mjs [orders] [sessions]
// Needs a build (npm run build). Prints a table; the processor time of the sandbox is read from /proc where there is one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const orders = Number(process.argv[2] ?? 2000);
const sessions = Number(process.argv[3] ?? 100_000);
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const clockTicks = 100;

const line = (name, quantity, price) => ({
  name,
  reference: name.toLowerCase(),
  quantity,
  unit_price: price,
  tax_rate: 2500,
  total_amount: quantity * price,
  total_tax_amount: (quantity * price) / 5,
});
const order = {
  purchase_country: 'SE',
  purchase_currency: 'SEK',
  locale: 'sv-SE',
  order_amount: 239500,
  order_tax_amount: 47900,
  order_lines: [line('Boots', 1, 189900), line('Socks', 3, 14900), line('Freight', 1, 4900)],
  merchant_reference1: 'A-1000',
  merchant_urls: {
    terms: 'https://shop.example/terms',
    checkout: 'https://shop.example/checkout',
    confirmation: 'https://shop.example/thanks?order={checkout.order.id}',
    push: 'https://localhost/push?order={checkout.order.id}',
  },
};

async function start() {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--max-old-space-size=2048', main], {
    env: { ...process.env, SANDBOX_PORT: '0', SANDBOX_EXIT_WITH_PARENT: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const reader = createInterface({ input: child.stdout });
  const [text] = await once(reader, 'line');
  return { child, base: JSON.parse(text).listening, startMs: performance.now() - startedAt };
}

function call(base, method, path, body) {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization: 'Basic kco_test_api_paylink' };
    if (payload !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = Buffer.byteLength(payload);
    }
    const outgoing = request(base + path, { method, headers, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () => {
        if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        else resolve(text ? JSON.parse(text) : null);
      });
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

/** Runs so many, 32 at a time. */
async function many(count, work) {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      next += 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
}

/** Seconds of processor time a process has used, or null. */
function processorSeconds(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / clockTicks;
}

function memoryMb(pid) {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))[1]) / 1024);
}

async function makeSession(base) {
  const { order_id } = await call(base, 'POST', '/checkout/v3/orders', order);
  const payment_session_url = `${base}/checkout/v3/orders/${order_id}`;
  const merchant_urls = { success: 'https://shop.example/thanks?s={{session_id}}' };
  const { session_id } = await call(base, 'POST', '/hpp/v1/sessions', { payment_session_url, merchant_urls });
  return { order_id, session_id };
}

/** From creation to capture: seven calls. */
async function wholeLife(base) {
  const { order_id, session_id } = await makeSession(base);
  await call(base, 'POST', `/sandbox/sessions/${session_id}/consumer`, { action: 'pay' });
  await call(base, 'GET', `/hpp/v1/sessions/${session_id}`);
  await call(base, 'POST', `/ordermanagement/v1/orders/${order_id}/acknowledge`);
  await call(base, 'POST', `/ordermanagement/v1/orders/${order_id}/captures`, { captured_amount: 239500 });
  await call(base, 'GET', `/ordermanagement/v1/orders/${order_id}`);
}

async function measure(child, count, work) {
  await many(Math.min(200, count), work);
  const before = processorSeconds(child.pid);
  const startedAt = performance.now();
  await many(count, work);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = processorSeconds(child.pid);
  const perCore = before === null ? null : Math.round(count / (after - before));
  return { perSecond: Math.round(count / seconds), perCore };
}

const { child, base, startMs } = await start();
const rows = [['start', `${Math.round(startMs)} ms`]];
const created = await measure(child, orders, () => call(base, 'POST', '/checkout/v3/orders', order));
rows.push(['orders created', `${created.perSecond}/s, ${created.perCore} per second of one core`]);
const lived = await measure(child, orders, () => wholeLife(base));
rows.push([
  'orders from creation to capture',
  `${lived.perSecond}/s, ${lived.perCore} per second of one core`,
]);
await call(base, 'POST', '/sandbox/reset');
const emptyMb = memoryMb(child.pid);
await many(sessions, () => makeSession(base));
rows.push([
  `memory with ${sessions} sessions on as many orders`,
  `${memoryMb(child.pid)} MB (${emptyMb} MB before)`,
]);
const read = await measure(child, orders, () => call(base, 'GET', '/sandbox/clock'));
rows.push(['calls a second with all of them', `${read.perSecond}/s`]);
for (const [name, value] of rows) console.log(`${name.padEnd(50)} ${value}`);
agent.destroy();
child.kill();

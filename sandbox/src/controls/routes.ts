import type { FastifyInstance } from 'fastify';
import { makeAccount } from '../accounts.js';
import type { CallbackSettings } from '../callbacks.js';
import { Check, flag, integer, isObject, list, object, text } from '../check.js';
import type { Purchase } from '../checkout/complete.js';
import { address } from '../checkout/schema.js';
import { faultKinds, FaultRule } from '../faults.js';
import { act, ConsumerAction, consumerActions, payLate, settleIdentity } from '../hpp/consumer.js';
import { ApiError, badValue, notFound } from '../http/errors.js';
import { playgroundQuota } from '../http/limits.js';
import { decideFraud } from '../order-management/fraud.js';
import type { FraudStatus } from '../state.js';
import type { World } from '../world.js';
import { overviewRoutes } from './overview.js';
import { countOf, read } from './read.js';

const fraction: Check = (value, path, faults) => {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) faults.push({ path });
};

const delay = integer({ min: 0, max: 24 * 60 * 60 * 1000 });

const consumerBody = object(
  {
    action: text({ oneOf: [...consumerActions] }),
    payment_method: text(),
    billing_address: address,
    shipping_address: address,
    checkboxes: object({}),
  },
  ['action'],
);

const tenYears = 10 * 366 * 24 * 60 * 60;
const clockBody = object(
  {
    advance_seconds: (value, path, faults) => {
      const fine = typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= tenYears;
      if (!fine) faults.push({ path, note: 'must be 0 or more, and at most ten years' });
    },
  },
  ['advance_seconds'],
);

const faultBody = object(
  {
    match: text({ pattern: /^(\*|[A-Za-z]+) \/\S*$/ }),
    kind: text({ oneOf: [...faultKinds] }),
    status: integer({ min: 200, max: 599 }),
    delay_ms: delay,
    times: integer({ min: 1 }),
    probability: fraction,
  },
  ['match', 'kind'],
);

const callbackBody = object({
  deliver: flag,
  duplicate: integer({ min: 0, max: 20 }),
  delay_ms: delay,
  jitter_ms: delay,
  reorder: flag,
});

const perSecond = integer({ min: 1 });
const limitsBody = object({ creates_per_second: perSecond, others_per_second: perSecond, off: flag });

const fraudBody = object({ status: text({ oneOf: ['PENDING', 'ACCEPTED', 'REJECTED'] }) }, ['status']);

const smsBody = object({ from: text(), to: text(), text: text({ max: 10_000 }) }, ['to', 'text']);

/** The sandbox's controls, under /sandbox: JSON, no authentication. */
export function controlRoutes(app: FastifyInstance, world: World): void {
  app.get('/sandbox/info', async () => world.info);
  consumerRoutes(app, world);
  timeRoutes(app, world);
  faultRoutes(app, world);
  journalRoutes(app, world);
  overviewRoutes(app, world);

  app.post<{ Params: { order_id: string } }>('/sandbox/orders/:order_id/fraud', async (request) => {
    const status = read(fraudBody, request.body).status as FraudStatus;
    if (!decideFraud(world, request.params.order_id, status)) throw notFound('No such order');
    return { order_id: request.params.order_id, fraud_status: status };
  });

  app.get('/sandbox/accounts', async () => ({ accounts: world.accounts }));

  app.post('/sandbox/accounts', async (request, reply) => {
    try {
      const account = makeAccount(isObject(request.body) ? request.body : {});
      world.accounts = [...world.accounts.filter((each) => each.username !== account.username), account];
      return reply.code(201).send(account);
    } catch (error) {
      throw new ApiError(400, 'BAD_VALUE', [(error as Error).message]);
    }
  });

  app.post('/sandbox/reset', async () => {
    await world.clock.idle();
    world.reset();
    return { now: world.clock.iso() };
  });
}

function consumerRoutes(app: FastifyInstance, world: World): void {
  const sessionOf = (id: string) => {
    const session = world.state.sessions.get(id);
    if (!session) throw notFound('No such session');
    return session;
  };

  app.post<{ Params: { session_id: string } }>('/sandbox/sessions/:session_id/consumer', async (request) => {
    const body = read(consumerBody, request.body);
    const session = sessionOf(request.params.session_id);
    const outcome = await act(world, session, body.action as ConsumerAction, body as Purchase);
    if (outcome) return outcome;
    throw new ApiError(409, 'CONFLICT', [`The page does not offer "${String(body.action)}" now`]);
  });

  app.post<{ Params: { session_id: string } }>('/sandbox/sessions/:session_id/identity', async (request) => {
    const { identified } = read(object({ identified: flag }, ['identified']), request.body);
    const outcome = await settleIdentity(world, sessionOf(request.params.session_id), identified === true);
    if (outcome) return outcome;
    throw new ApiError(409, 'CONFLICT', ['No identity check is asked for']);
  });

  app.post<{ Params: { session_id: string } }>('/sandbox/sessions/:session_id/late-payment', (request) => {
    const outcome = payLate(world, sessionOf(request.params.session_id));
    if (outcome) return outcome;
    throw new ApiError(409, 'CONFLICT', ['Only a disabled session that nobody has paid is paid late']);
  });
}

function timeRoutes(app: FastifyInstance, world: World): void {
  app.get('/sandbox/clock', async () => ({ now: world.clock.iso() }));

  app.post('/sandbox/clock', async (request) => {
    const now = await world.clock.advance(read(clockBody, request.body).advance_seconds as number);
    world.changed();
    return { now: world.clock.iso(now) };
  });
}

function faultRoutes(app: FastifyInstance, world: World): void {
  app.get('/sandbox/faults', async () => ({ faults: world.faults.list() }));

  app.post('/sandbox/faults', async (request) => {
    const given = Array.isArray(request.body) ? request.body : [request.body];
    const faults: Parameters<Check>[2] = [];
    list(faultBody)(given, 'faults', faults);
    if (faults.length) throw badValue(faults);
    world.faults.add((given as Partial<FaultRule>[]).map((each) => ({ times: 1, ...each }) as FaultRule));
    world.changed();
    return { faults: world.faults.list() };
  });

  app.delete('/sandbox/faults', async () => {
    world.faults.clear();
    world.changed();
    return { faults: [] };
  });

  app.post('/sandbox/callbacks', async (request) => {
    const given = read(callbackBody, request.body) as Partial<CallbackSettings>;
    world.callbacks.settings = { ...world.callbacks.settings, ...given };
    world.changed();
    return world.callbacks.settings;
  });

  app.post('/sandbox/limits', async (request) => {
    const { off, ...quota } = read(limitsBody, request.body);
    world.limits.set(off === true ? null : { ...playgroundQuota, ...quota });
    world.changed();
    return world.limits.quota ?? { off: true };
  });
}

function journalRoutes(app: FastifyInstance, world: World): void {
  const { journal } = world;
  app.get('/sandbox/requests', async (request) => ({ requests: journal.requests.list(countOf(request)) }));
  app.get('/sandbox/callbacks', async (request) => ({ callbacks: journal.callbacks.list(countOf(request)) }));
  app.get('/sandbox/mail', async (request) => ({ messages: journal.mail.list(countOf(request)) }));
  app.get('/sandbox/sms', async (request) => ({ messages: journal.sms.list(countOf(request)) }));

  app.post('/sandbox/sms', async (request, reply) => {
    const sms = read(smsBody, request.body) as { from?: string; to: string; text: string };
    const message = {
      at: world.clock.iso(),
      from: sms.from ?? '',
      to: sms.to,
      subject: null,
      text: sms.text,
      html: null,
    };
    world.journal.sms.add(message);
    world.changed();
    return reply.code(201).send(message);
  });
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Test } from '@nestjs/testing';

import { AppConfig } from '../../common/config/app-config.js';
import {
  KlarnaCheckoutApi,
  KlarnaHppApi,
  KlarnaModule,
  KlarnaOrderManagementApi,
  KlarnaOutcomeUnknown,
  KlarnaRejected,
  KlarnaUnavailable,
  type NewCheckoutOrder,
} from './index.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
interface Seen {
  call: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

const PAGE = '<html><body>Forbidden</body></html>';
const order: NewCheckoutOrder = {
  purchaseCountry: 'SE',
  purchaseCurrency: 'SEK',
  locale: 'sv-SE',
  orderAmountMinor: 1000,
  orderTaxAmountMinor: 200,
  orderLines: [],
  merchantUrls: {
    terms: 'https://a/t',
    checkout: 'https://a/c',
    confirmation: 'https://a/d',
    push: 'https://a/p',
  },
};

let server: Server;
let answer: Answer;
let seen: Seen[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      seen.push({ call: `${request.method} ${request.url}`, headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const reply =
  (status: number, body = '', headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);
const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  reply(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
const hang: Answer = () => undefined;
const reset: Answer = (request) => void request.socket.destroy();

async function klarna(settings: Partial<AppConfig> = {}) {
  const config = Object.assign(new AppConfig(), {
    KLARNA_API_URL: baseUrl(),
    KLARNA_API_KEY: 'kco_test_api_secret',
    KLARNA_TIMEOUT_MS: 2_000,
    ...settings,
  });
  const settingsModule = {
    module: class Settings {},
    global: true,
    providers: [{ provide: AppConfig, useValue: config }],
    exports: [AppConfig],
  };
  const app = await Test.createTestingModule({ imports: [settingsModule, KlarnaModule] }).compile();
  return {
    checkout: app.get(KlarnaCheckoutApi),
    hpp: app.get(KlarnaHppApi),
    orders: app.get(KlarnaOrderManagementApi),
  };
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => {
      throw new Error(`answered ${JSON.stringify(value)} where a failure was expected`);
    },
    (error: unknown) => error,
  );

const session = { session_id: 's-1', status: 'WAITING', expires_at: '2030-01-01T00:00:00.000Z' };

describe('how a call goes out', () => {
  it('sends the key as issued, or with a user name as the base64 pair', async () => {
    answer = json(200, session);
    await (await klarna()).hpp.readSession('s-1');
    await (await klarna({ KLARNA_USERNAME: 'PL1-u' })).hpp.readSession('s-1');
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      'Basic kco_test_api_secret',
      `Basic ${Buffer.from('PL1-u:kco_test_api_secret').toString('base64')}`,
    ]);
    expect(seen[0]?.headers['user-agent']).toMatch(/^Paylink\/\d+\.\d+\.\d+$/);
  });

  it('gives every Order Management write its idempotency key', async () => {
    answer = reply(201, '', { 'capture-id': 'c-1', 'refund-id': 'r-1' });
    const { orders } = await klarna();
    await orders.acknowledge('o-1', 'k1');
    await orders.capture('o-1', { amountMinor: 500, reference: 'parcel 1' }, 'k2');
    await orders.refund('o-1', { amountMinor: 300 }, 'k3');
    await orders.cancel('o-1', 'k4');
    await orders.releaseRemaining('o-1', 'k5');
    await orders.extendAuthorization('o-1', 'k6');
    await orders.updateMerchantReferences('o-1', { merchantReference1: 'A' }, 'k7');
    const base = '/ordermanagement/v1/orders/o-1';
    expect(seen.map(({ call, headers, body }) => [call, headers['klarna-idempotency-key'], body])).toEqual([
      [`POST ${base}/acknowledge`, 'k1', undefined],
      [`POST ${base}/captures`, 'k2', { captured_amount: 500, reference: 'parcel 1' }],
      [`POST ${base}/refunds`, 'k3', { refunded_amount: 300 }],
      [`POST ${base}/cancel`, 'k4', undefined],
      [`POST ${base}/release-remaining-authorization`, 'k5', undefined],
      [`POST ${base}/extend-authorization-time`, 'k6', undefined],
      [`PATCH ${base}/merchant-references`, 'k7', { merchant_reference1: 'A' }],
    ]);
  });

  it('names the type of a body, and of none where there is none', async () => {
    answer = reply(201, '', { 'refund-id': 'r-1' });
    const { orders } = await klarna();
    await orders.refund('o', { amountMinor: 1 }, 'k');
    await orders.cancel('o', 'k');
    expect(seen.map(({ headers }) => headers['content-type'])).toEqual(['application/json', undefined]);
  });

  it('leaves the braces of placeholders as they are', async () => {
    answer = json(201, { ...session, redirect_url: 'https://pay/x' });
    const success = 'https://shop/done?sid={{session_id}}&oid={{order_id}}';
    await (await klarna()).hpp.createSession({ orderUrl: 'https://k/o', merchantUrls: { success } });
    expect(seen[0]?.body).toMatchObject({ merchant_urls: { success } });
  });
});

describe('what was made', () => {
  it.each([
    ['the own header', { 'capture-id': 'c-1', location: 'https://elsewhere/x' }, 'c-1'],
    ['the end of the address', { location: `https://k/ordermanagement/v1/orders/o/captures/c-2` }, 'c-2'],
  ])('takes the id of a capture from %s', async (_, headers, captureId) => {
    answer = reply(201, '', headers);
    const { orders } = await klarna();
    expect(await orders.capture('o', { amountMinor: 1 }, 'k')).toEqual({ captureId });
  });

  it('does not know the outcome of a capture that names no id', async () => {
    answer = reply(201);
    const { orders } = await klarna();
    expect(await failureOf(orders.capture('o', { amountMinor: 1 }, 'k'))).toBeInstanceOf(
      KlarnaOutcomeUnknown,
    );
  });

  it('keeps the address of an order at our host, and builds it otherwise', async () => {
    const { checkout } = await klarna();
    answer = json(201, { order_id: 'o-1' }, { location: `${baseUrl()}/checkout/v3/orders/o-1?v=2` });
    expect((await checkout.createOrder(order)).orderUrl).toBe(`${baseUrl()}/checkout/v3/orders/o-1?v=2`);
    answer = json(201, { order_id: 'o-2' }, { location: 'https://api.klarna.com/checkout/v3/orders/o-2' });
    expect((await checkout.createOrder(order)).orderUrl).toBe(`${baseUrl()}/checkout/v3/orders/o-2`);
    answer = json(201, { order_id: 'o-3' });
    expect((await checkout.createOrder(order)).orderUrl).toBe(`${baseUrl()}/checkout/v3/orders/o-3`);
  });
});

describe('what is not there, or too late', () => {
  it('reads a missing thing as null, but not a 404 page of a proxy', async () => {
    const { checkout, hpp, orders } = await klarna();
    answer = json(404, { error_code: 'NO_SUCH_ORDER' });
    expect(await orders.readOrder('o')).toBeNull();
    answer = reply(404);
    expect(await checkout.readOrder('o')).toBeNull();
    answer = reply(404, PAGE);
    expect(await failureOf(hpp.readSession('s'))).toMatchObject({
      httpStatus: 404,
      providerCode: 'HTTP_404',
    });
  });

  it.each([
    [204, '', 'DISABLED'],
    [400, '', 'ALREADY_COMPLETED'],
    [404, '', 'MISSING'],
  ])('disabling answered with %i is %s%s', async (status, body, outcome) => {
    answer = reply(status, body);
    expect(await (await klarna()).hpp.disableSession('s')).toBe(outcome);
  });
});

describe('a refusal', () => {
  it("carries the provider's code, messages and correlation id, and names the call", async () => {
    answer = json(400, {
      error_code: 'BAD_VALUE',
      error_text: ['Bad value: order_amount'],
      correlation_id: 'cid',
    });
    const error = await failureOf((await klarna()).checkout.createOrder(order));
    expect(error).toBeInstanceOf(KlarnaRejected);
    expect(error).toMatchObject({
      httpStatus: 400,
      providerCode: 'BAD_VALUE',
      providerMessages: ['Bad value: order_amount'],
      correlationId: 'cid',
      message: 'POST /checkout/v3/orders: 400 BAD_VALUE (correlation id cid)',
    });
  });

  it.each([
    [401, ''],
    [403, PAGE],
    [302, ''],
  ])('survives %i with the body "%s"', async (httpStatus, body) => {
    answer = reply(httpStatus, body);
    const { hpp, orders } = await klarna();
    const expected = { httpStatus, providerCode: `HTTP_${httpStatus}`, providerMessages: [] };
    expect(await failureOf(hpp.readSession('s'))).toMatchObject(expected);
    expect(await failureOf(orders.cancel('o', 'k'))).toMatchObject(expected);
  });
});

describe('a write that fails', () => {
  it.each<[string, Answer, number | null]>([
    ['no answer in time', hang, null],
    ['a cut connection', reset, null],
    ['503', reply(503), 503],
    ['500 with a page', reply(500, PAGE), 500],
    ['409 while its key is being worked on', json(409, { error_code: 'CONFLICT' }), 409],
    ['success with a page', reply(201, PAGE), 201],
  ])('%s: outcome unknown, and sent once', async (_, odd, httpStatus) => {
    answer = odd;
    const { orders } = await klarna({ KLARNA_TIMEOUT_MS: 200 });
    const error = await failureOf(orders.capture('o', { amountMinor: 1 }, 'k'));
    expect(error).toBeInstanceOf(KlarnaOutcomeUnknown);
    expect(error).toMatchObject({ httpStatus });
    expect(seen).toHaveLength(1);
  });

  it('429: nothing happened, with the time to wait', async () => {
    answer = reply(429, '', { 'x-ratelimit-reset': '7' });
    const error = await failureOf((await klarna()).orders.cancel('o', 'k'));
    expect(error).toBeInstanceOf(KlarnaUnavailable);
    expect(error).toMatchObject({ retryAfterSeconds: 7, httpStatus: 429 });
  });

  it.each(['http://127.0.0.1:1', 'http://no-such-host.invalid'])('%s: nothing happened', async (url) => {
    const { orders } = await klarna({ KLARNA_API_URL: url });
    expect(await failureOf(orders.cancel('o', 'k'))).toBeInstanceOf(KlarnaUnavailable);
  });

  it('tells nothing of the key, of bodies or of their addresses', async () => {
    const { hpp } = await klarna({ KLARNA_TIMEOUT_MS: 200 });
    for (const odd of [hang, reset, reply(503), reply(201, PAGE), json(400, { error_code: 'X' })]) {
      answer = odd;
      const error = await failureOf(
        hpp.createSession({ orderUrl: 'https://k/hidden', merchantUrls: { success: 'https://s/hidden' } }),
      );
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/secret|hidden/);
      expect((error as Error).message).toContain('POST /hpp/v1/sessions');
    }
  });
});

describe('a read that fails', () => {
  it('is repeated until it succeeds, at most three times in all', async () => {
    const answers = [reply(503), reset, json(200, session)];
    answer = (request, response) => answers.shift()?.(request, response);
    const { hpp } = await klarna();
    expect(await hpp.readSession('s-1')).toMatchObject({ status: 'WAITING' });
    expect(seen).toHaveLength(3);
    answer = reply(500, PAGE);
    expect(await failureOf(hpp.readSession('s-1'))).toBeInstanceOf(KlarnaUnavailable);
    expect(seen).toHaveLength(6);
  });

  it.each<[string, Answer]>([
    ['no answer in time', hang],
    ['success with a page', reply(200, PAGE)],
    ['success without what matters', json(200, { session_id: 's-1' })],
    ['a quota', reply(429, '', { 'x-ratelimit-reset': '0' })],
  ])('%s: unavailable', async (_, odd) => {
    answer = odd;
    const { hpp } = await klarna({ KLARNA_TIMEOUT_MS: 800 });
    expect(await failureOf(hpp.readSession('s'))).toBeInstanceOf(KlarnaUnavailable);
  });
});

describe('a provider that is down', () => {
  it('is left alone after failures in a row, and asked again a little later', async () => {
    answer = reply(503);
    const { orders } = await klarna();
    const cancel = () => failureOf(orders.cancel('o', 'k'));
    while (!((await cancel()) instanceof KlarnaUnavailable)) expect(seen.length).toBeLessThan(20);
    const asked = seen.length;
    expect(await cancel()).toMatchObject({ retryAfterSeconds: expect.any(Number) as number });
    expect(seen).toHaveLength(asked);

    answer = reply(204);
    const recovered = async (): Promise<void> => {
      try {
        await orders.cancel('o', 'k');
      } catch (error) {
        expect(error).toBeInstanceOf(KlarnaUnavailable);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await recovered();
      }
    };
    await recovered();
    expect(seen).toHaveLength(asked + 1);
  });
});

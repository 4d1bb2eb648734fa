import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { SandboxConfig } from '../src/config.js';
import { Sandbox, startSandbox } from '../src/server.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- bodies are looked at as a client in plain JavaScript would */
export type Body = any;

export interface Reply {
  status: number;
  headers: Headers;
  body: Body;
}

export const rawKey = 'Basic kco_test_api_paylink';
const hour = 60 * 60;

/** Speaks to a running sandbox as a merchant's server would. */
export class Client {
  authorization: string | null = rawKey;

  constructor(readonly base: string) {}

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const url = path.startsWith('http') ? path : this.base + path;
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.authorization && { authorization: this.authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    let parsed: Body = text;
    try {
      parsed = JSON.parse(text);
    } catch {
      // Pages and empty answers are looked at as text.
    }
    return { status: answer.status, headers: answer.headers, body: parsed };
  }

  get = (path: string): Promise<Reply> => this.call('GET', path);
  post = (path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
    this.call('POST', path, body, headers);
  patch = (path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
    this.call('PATCH', path, body, headers);
  delete = (path: string): Promise<Reply> => this.call('DELETE', path);

  /** Makes a checkout order; gives its id. */
  async order(given: Body = {}): Promise<string> {
    const reply = await this.post('/checkout/v3/orders', anOrder(given));
    if (reply.status !== 201) throw new Error(`order refused: ${JSON.stringify(reply.body)}`);
    return reply.body.order_id;
  }

  /** Makes a session on an order; gives what create-session answered. */
  async session(orderId: string, given: Body = {}): Promise<Body> {
    const url = `${this.base}/checkout/v3/orders/${orderId}`;
    const reply = await this.post('/hpp/v1/sessions', { payment_session_url: url, ...given });
    if (reply.status !== 201) throw new Error(`session refused: ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  /** What the consumer does on a session's page. */
  consumer = (sessionId: string, action: string, more: Body = {}): Promise<Reply> =>
    this.post(`/sandbox/sessions/${sessionId}/consumer`, { action, ...more });

  /** An order that is paid for; gives its id. */
  async paid(order: Body = {}, purchase: Body = {}): Promise<string> {
    const id = await this.order(order);
    const session = await this.session(id);
    const reply = await this.consumer(session.session_id, 'pay', purchase);
    if (reply.body.status !== 'COMPLETED') throw new Error(`not paid: ${JSON.stringify(reply.body)}`);
    return id;
  }

  managed = async (id: string): Promise<Body> => (await this.get(om(id))).body;

  hours = (count: number): Promise<Reply> => this.post('/sandbox/clock', { advance_seconds: count * hour });
  seconds = (count: number): Promise<Reply> => this.post('/sandbox/clock', { advance_seconds: count });
  days = (count: number): Promise<Reply> => this.hours(count * 24);
}

export const om = (id: string, rest = ''): string => `/ordermanagement/v1/orders/${id}${rest}`;

export const aLine = (given: Body = {}): Body => ({
  name: 'Thing',
  reference: 'thing',
  quantity: 2,
  unit_price: 5000,
  tax_rate: 2500,
  total_amount: 10000,
  total_tax_amount: 2000,
  ...given,
});

export const merchantUrls = {
  terms: 'https://shop.example/terms',
  checkout: 'https://shop.example/checkout',
  confirmation: 'https://shop.example/thanks',
  push: 'https://localhost/push',
};

export const anOrder = (given: Body = {}): Body => ({
  purchase_country: 'SE',
  purchase_currency: 'SEK',
  locale: 'sv-SE',
  order_amount: 10000,
  order_tax_amount: 2000,
  order_lines: [aLine()],
  merchant_urls: merchantUrls,
  ...given,
});

/** A sandbox for one spec file, empty before each case. */
export function useSandbox(config: Partial<SandboxConfig> = {}): { client: Client; sandbox: Sandbox } {
  const used = {} as { client: Client; sandbox: Sandbox };
  beforeAll(async () => {
    used.sandbox = await startSandbox(config);
    used.client = new Client(used.sandbox.info.listening);
  });
  beforeEach(async () => {
    used.client.authorization = rawKey;
    await used.client.post('/sandbox/reset');
  });
  afterAll(() => used.sandbox.close());
  return used;
}

export interface Hit {
  path: string;
  body: Body;
  contentType: string | undefined;
}

/** A merchant's server that remembers what it was told, and answers as it is bid. */
export class Receiver {
  hits: Hit[] = [];
  answer: (request: IncomingMessage, response: ServerResponse, hit: Hit) => void = (_request, response) =>
    void response.end();
  private waiting: (() => void)[] = [];
  private server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const hit = {
        path: request.url ?? '',
        body: text ? JSON.parse(text) : null,
        contentType: request.headers['content-type'],
      };
      this.hits.push(hit);
      this.waiting.splice(0).forEach((wake) => wake());
      this.answer(request, response, hit);
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** Resolves when so many calls have come in. */
  async arrived(count: number): Promise<Hit[]> {
    while (this.hits.length < count) await new Promise<void>((wake) => this.waiting.push(wake));
    return this.hits;
  }
}

export function useReceiver(): Receiver {
  const receiver = new Receiver();
  beforeAll(() => receiver.start());
  beforeEach(() => {
    receiver.hits = [];
    receiver.answer = (_request, response) => void response.end();
  });
  afterAll(() => receiver.stop());
  return receiver;
}

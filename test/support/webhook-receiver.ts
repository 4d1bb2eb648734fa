import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';

/** What the receiver does with a request, once it has read it. */
export type Behaviour = number | 'hang' | 'redirect' | 'close' | 'break off' | 'upgrade';

export interface ReceivedWebhook {
  at: Date;
  headers: IncomingHttpHeaders;
  text: string;
  /** False where the receiver failed it. */
  isTaken: boolean;
  event: { id: string; cursor: string; type: string; paymentLinkId: string; status: string };
}

/** A merchant's server that takes webhooks on the loopback address, well or badly. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** Requests that came to where a redirect points. */
  redirected = 0;
  behaviour: (webhook: ReceivedWebhook) => Behaviour = () => 204;
  private server?: Server;
  private port = 0;

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await receiver.listen();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  /** Of the requests that were taken. */
  get taken(): ReceivedWebhook[] {
    return this.received.filter(({ isTaken }) => isTaken);
  }

  /** The types that were taken of each link, in order. */
  typesOf(paymentLinkId: string): string[] {
    return this.taken.flatMap(({ event }) => (event.paymentLinkId === paymentLinkId ? [event.type] : []));
  }

  /** Listens, at the same address again after it was stopped. */
  async listen(): Promise<void> {
    this.server = createServer((request, response) => void this.take(request, response));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server?.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
    if (request.url !== '/hooks') {
      this.redirected += 1;
      return void response.writeHead(204).end();
    }
    const { data: event } = JSON.parse(text) as { data: ReceivedWebhook['event'] };
    const webhook = { at: new Date(), headers: request.headers, text, isTaken: false, event };
    const behaviour = this.behaviour(webhook);
    webhook.isTaken = typeof behaviour === 'number' && behaviour < 300;
    this.received.push(webhook);
    if (typeof behaviour === 'number')
      response.writeHead(behaviour).end(behaviour < 300 ? undefined : 'no, sorry');
    if (behaviour === 'redirect') response.writeHead(307, { location: '/elsewhere' }).end();
    if (behaviour === 'close') request.socket.destroy();
    if (behaviour === 'upgrade')
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    if (behaviour === 'break off') {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => request.socket.destroy());
    }
  }
}

/** The body, if the library accepts its signature. @throws WebhookVerificationError */
export function verified({ headers, text }: ReceivedWebhook, secret: string): unknown {
  return new Webhook(secret).verify(text, headers as Record<string, string>);
}

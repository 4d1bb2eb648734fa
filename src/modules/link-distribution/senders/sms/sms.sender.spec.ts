import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppConfig } from '../../../../common/config/app-config.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable } from '../send.errors.js';
import { SmsSender } from './sms.sender.js';

const message = { to: '+46700000000', text: 'Pay här: https://pay.example/l/1' };
const sms = { ...message, from: null, reportUrl: 'http://localhost:3000/callbacks/sms/1/secret' };
let server: Server;
let answer: RequestListener;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

const sender = () =>
  new SmsSender(
    Object.assign(new AppConfig(), {
      SMS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/sms`,
    }),
  );
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

it('posts sender, recipient and text', async () => {
  const seen: unknown[] = [];
  answer = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push([request.method, request.url, JSON.parse(body)]);
      response.writeHead(202).end('{}');
    });
  };
  await sender().send(sms);
  await sender().send({ ...sms, from: 'Blomster' });
  expect(seen).toEqual([
    ['POST', '/sandbox/sms', { ...message, from: 'Paylink' }],
    ['POST', '/sandbox/sms', { ...message, from: 'Blomster' }],
  ]);
});

it.each([
  [400, SendRejected],
  [302, SendRejected],
  [429, SendUnavailable],
  [500, SendOutcomeUnknown],
  [503, SendOutcomeUnknown],
])('takes %i as %p', async (status, kind) => {
  answer = (_, response) => void response.writeHead(status).end('<html>');
  const error = await failureOf(sender().send(sms));
  expect(error).toBeInstanceOf(kind);
  expect((error as Error).message).not.toMatch(/\+46|pay\.example/);
});

it('does not know what became of a message after which the connection was cut', async () => {
  answer = (request) => void request.socket.destroy();
  expect(await failureOf(sender().send(sms))).toBeInstanceOf(SendOutcomeUnknown);
});

it('says that nothing was sent where nobody listens', async () => {
  const closed = sender();
  await new Promise((resolve) => server.close(resolve));
  expect(await failureOf(closed.send(sms))).toBeInstanceOf(SendUnavailable);
});

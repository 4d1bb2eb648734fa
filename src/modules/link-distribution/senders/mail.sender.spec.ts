import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

import { AppConfig } from '../../../common/config/app-config.js';
import { MailSender } from './mail.sender.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable } from './send.errors.js';

const mail = {
  to: 'eva@example.com',
  subject: 'Your payment to Café Å: 100 kr',
  text: 'Pay at https://pay.example/l/1',
  html: '<p>Pay</p>',
  messageId: '<d-1@pay.example>',
  optOutUrl: `https://pay.example/optout/${'x'.repeat(120)}`,
};

const senders: MailSender[] = [];
const servers: { close(): unknown }[] = [];

afterEach(() => {
  for (const sender of senders.splice(0)) sender.onApplicationShutdown();
  for (const server of servers.splice(0)) server.close();
});

function senderTo(port: number): MailSender {
  const config = Object.assign(new AppConfig(), {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    SMTP_FROM: 'Shop <shop@pay.example>',
  });
  const sender = new MailSender(config);
  senders.push(sender);
  return sender;
}

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** An SMTP server that answers each command from a script; null cuts the connection. */
function scripted(script: Partial<Record<'greeting' | 'RCPT' | 'DATA' | 'end', string | null>>) {
  const counts = { messages: 0, connections: 0 };
  const server = createServer((socket: Socket) => {
    counts.connections += 1;
    let inData = false;
    let buffer = '';
    const answer = (text: string | null) => (text === null ? socket.destroy() : socket.write(`${text}\r\n`));
    const on = (step: keyof typeof script, usual: string) => answer(step in script ? script[step]! : usual);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (inData) {
          if (line !== '.') continue;
          inData = false;
          counts.messages += 1;
          on('end', '250 taken');
        } else if (line.startsWith('RCPT')) on('RCPT', '250 ok');
        else if (line === 'DATA') {
          inData = !('DATA' in script);
          on('DATA', '354 go on');
        } else answer(line.startsWith('EHLO') ? '250 hello' : '250 ok');
      }
    });
    on('greeting', '220 here');
  });
  return { server, counts };
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

it('hands over sender, recipient, both bodies and the message id', async () => {
  const received: ParsedMail[] = [];
  const catcher = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _, done) => {
      simpleParser(stream).then((parsed) => {
        received.push(parsed);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => catcher.listen(0, '127.0.0.1', resolve));
  servers.push({ close: () => catcher.close() });
  const sender = senderTo((catcher.server.address() as AddressInfo).port);
  await Promise.all([
    sender.send(mail),
    sender.send({ ...mail, subject: 'Two\r\nBcc: mallory@example.com' }),
  ]);
  const first = received.find(({ subject }) => subject === mail.subject);
  expect(first).toMatchObject({ messageId: mail.messageId, from: { text: '"Shop" <shop@pay.example>' } });
  expect(first?.text?.trim()).toBe(mail.text);
  expect(first?.html).toContain('<p>Pay</p>');
  expect(first?.headers.get('list')).toMatchObject({ unsubscribe: { url: mail.optOutUrl } });
  expect(first?.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toBe(
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  );
  expect(received.every(({ to, bcc }) => JSON.stringify(to).includes(mail.to) && bcc === undefined)).toBe(
    true,
  );
});

it.each([
  ['an unknown recipient', { RCPT: '550 5.1.1 no such user' }, SendRejected],
  ['a message refused for good', { end: '554 5.7.1 refused' }, SendRejected],
  ['a recipient refused for now', { RCPT: '450 4.2.0 greylisted' }, SendUnavailable],
  ['a message refused for now', { end: '451 4.3.0 try later' }, SendUnavailable],
  ['a server that is full', { greeting: '421 4.3.2 too busy' }, SendUnavailable],
  ['a server that refuses to serve', { greeting: '554 5.3.2 closed' }, SendUnavailable],
  ['a connection cut before the greeting', { greeting: null }, SendUnavailable],
  ['a connection cut after the message', { end: null }, SendOutcomeUnknown],
])('%s', async (_, script, kind) => {
  const { server, counts } = scripted(script);
  const error = await failureOf(senderTo(await listening(server)).send(mail));
  expect(error).toBeInstanceOf(kind);
  expect((error as Error).message).not.toContain(mail.to);
  expect(counts.messages).toBeLessThanOrEqual(1);
});

it('says that nothing was sent where nobody listens', async () => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await failureOf(senderTo(port).send(mail))).toBeInstanceOf(SendUnavailable);
});

it('rejects what is no single address', async () => {
  const { server, counts } = scripted({});
  const sender = senderTo(await listening(server));
  for (const to of [
    '',
    'eva',
    'eva@example.com, mallory@example.com',
    'eva@example.com\r\nRCPT TO:<m@example.com>',
  ]) {
    expect([to, await failureOf(sender.send({ ...mail, to }))]).toEqual([to, expect.any(SendRejected)]);
  }
  expect(counts.messages).toBe(0);
});

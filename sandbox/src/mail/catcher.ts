import { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { World } from '../world.js';

export interface Catcher {
  port: number;
  close(): Promise<void>;
}

/** An SMTP server that delivers nothing: what is sent to it can be read under /sandbox/mail. */
export async function startMailCatcher(world: World, host: string, port: number): Promise<Catcher> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    hideSize: true,
    closeTimeout: 500,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onData: (stream, session, done) => {
      // Loaded with the first mail: it is the slowest part of starting.
      void import('mailparser')
        .then(({ simpleParser }) => simpleParser(stream))
        .then(
          (mail) => {
            const envelope = session.envelope;
            world.journal.mail.add({
              at: world.clock.iso(),
              from: mail.from?.text ?? (envelope.mailFrom ? envelope.mailFrom.address : ''),
              to: envelope.rcptTo.map((each) => each.address).join(', '),
              subject: mail.subject ?? null,
              text: mail.text ?? '',
              html: mail.html || null,
            });
            world.changed();
            done();
          },
          (error: unknown) => done(error as Error),
        );
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

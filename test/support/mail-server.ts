import { connect, createServer, type Server, type Socket } from 'node:net';

import { freePort } from './ports.js';

/** A mail server that can go down, in front of a sandbox's catcher: it listens at one port over all its lives. */
export class MailServer {
  /** Dies when it has taken a message, before it can say so. */
  diesAfterTaking = false;
  private server?: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly port: number,
    private readonly catcherPort: number,
  ) {}

  /** One that is down. @param catcherUrl smtp://… */
  static async before(catcherUrl: string): Promise<MailServer> {
    return new MailServer(await freePort(), Number(new URL(catcherUrl).port));
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    this.server = createServer((client) => this.serve(client));
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
  }

  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  private serve(client: Socket): void {
    const catcher = connect(this.catcherPort, '127.0.0.1');
    for (const socket of [client, catcher]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    }
    client.pipe(catcher);
    catcher.on('end', () => client.end());
    catcher.on('data', (answer: Buffer) => {
      if (this.diesAfterTaking && answer.includes('message queued')) void this.down();
      else client.write(answer);
    });
  }
}

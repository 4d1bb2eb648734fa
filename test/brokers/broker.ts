import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';

/** A real broker in a process of its own, at a port that it keeps over restarts. */
export class Broker {
  private child?: ChildProcess;

  private constructor(
    readonly url: string,
    private readonly port: number,
    private readonly command: [string, ...string[]],
  ) {}

  static async nats(): Promise<Broker> {
    const port = await freePort();
    return new Broker(`nats://127.0.0.1:${port}`, port, ['nats-server', '-a', '127.0.0.1', '-p', `${port}`]);
  }

  static async redis(): Promise<Broker> {
    const port = await freePort();
    const keepsNothing = ['--save', '', '--appendonly', 'no'];
    const command: [string, ...string[]] = ['redis-server', '--bind', '127.0.0.1', '--port', `${port}`];
    return new Broker(`redis://127.0.0.1:${port}`, port, [...command, ...keepsNothing]);
  }

  /** Resolves when it takes connections. @throws Error when it is not installed */
  async start(): Promise<void> {
    const [file, ...args] = this.command;
    const child = spawn(file, args, { stdio: 'ignore' });
    this.child = child;
    await once(child, 'spawn').catch((error: Error) => {
      throw new Error(`${file} is needed (Debian has it): ${error.message}`);
    });
    await eventually(async () => {
      const socket = connect(this.port, '127.0.0.1');
      await once(socket, 'connect').finally(() => socket.destroy());
    });
  }

  /** Dies on whatever line it is. */
  async kill(): Promise<void> {
    const child = this.child!;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

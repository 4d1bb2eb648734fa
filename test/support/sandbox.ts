import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SandboxControls } from './sandbox-controls.js';

export * from './sandbox-controls.js';

const PROGRAM = join(import.meta.dirname, '../../sandbox/dist/main.js');

/** A running sandbox of the test's own, and its controls. */
export class Sandbox extends SandboxControls {
  /** The account that every sandbox knows. */
  readonly apiKey = 'kco_test_api_paylink';

  constructor(
    url: string,
    /** smtp://…: where its mail catcher listens. */
    readonly smtpUrl: string,
    readonly stop: () => Promise<void>,
  ) {
    super(url);
  }

  /** What a backend needs to follow this sandbox: its APIs, its clock, its catchers. */
  get env(): Record<string, string> {
    return {
      KLARNA_API_URL: this.url,
      KLARNA_API_KEY: this.apiKey,
      CLOCK_URL: `${this.url}/sandbox/clock`,
      SMTP_URL: this.smtpUrl,
      SMS_URL: `${this.url}/sandbox/sms`,
    };
  }
}

/** Starts the built sandbox on free ports; it ends with `stop`, or with this process. */
export async function startSandbox(env: Record<string, string> = {}): Promise<Sandbox> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, NODE_OPTIONS: '', SANDBOX_PORT: '0', SANDBOX_EXIT_WITH_PARENT: '1', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (!first) throw new Error(`the sandbox ended with status ${child.exitCode} before it listened`);
  const { listening, smtp } = JSON.parse(first[0] as string) as { listening: string; smtp: string };
  return new Sandbox(listening, smtp, async () => {
    child.kill();
    await ended;
  });
}

import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { defaults, SandboxConfig } from './config.js';
import { startMailCatcher } from './mail/catcher.js';
import { keepState } from './persistence.js';
import { Info, World } from './world.js';

export interface Sandbox {
  info: Info;
  world: World;
  /** Writes the state file, if there is one. */
  keep(): void;
  close(): Promise<void>;
}

/** Starts a sandbox; resolves when it can be reached. */
export async function startSandbox(given: Partial<SandboxConfig> = {}): Promise<Sandbox> {
  const config = { ...defaults, ...given };
  const world = new World(config);
  const app = createApp(world);
  const keep = config.stateFile ? keepState(world, config.stateFile) : () => undefined;
  const mail = await startMailCatcher(world, config.host, config.smtpPort);
  await app.listen({ port: config.port, host: config.host });
  const { port } = app.server.address() as AddressInfo;
  const named = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  const listening = `http://${named}:${port}`;
  world.info = { listening, smtp: `smtp://${named}:${mail.port}`, console: `${listening}/` };
  return {
    info: world.info,
    world,
    keep,
    close: async () => {
      keep();
      world.clock.stop();
      await Promise.all([app.close(), mail.close()]);
    },
  };
}

import { World } from '../chaos/world.js';
import { type Sandbox, startSandbox } from './sandbox.js';

/** A sandbox of its own for the tests of a describe, whose backends are programs. */
export function withSandbox(ready: (sandbox: Sandbox) => void, env: Record<string, string> = {}): void {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(env);
    ready(sandbox);
  });
  afterAll(() => sandbox.stop());
}

/** The same, and for each test so many backends with a database of their own; `ready` starts them. */
export function withWorld(backendCount: number, ready: (world: World) => Promise<void>): void {
  let sandbox: Sandbox;
  let world: World;
  withSandbox((started) => (sandbox = started));
  beforeEach(async () => {
    world = await World.start(sandbox, backendCount);
    await ready(world);
  });
  afterEach(() => world.end());
}

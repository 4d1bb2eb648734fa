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

import { setTimeout as delay } from 'node:timers/promises';

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { Connections } from '../graphql/connections.js';

/** With what the workers are given after it, within the half minute that orchestrators grant. */
const LIMIT_MS = 10_000;
const LOOK_INTERVAL_MS = 20;

/**
 * Readies an application to be ended without breaking anything off; before it listens.
 * @returns to be called first when it ends: sockets and streams are sent elsewhere, nothing new is taken, and it
 * resolves when every request that runs has its answer, or at the limit
 */
export function drainable(app: NestFastifyApplication): () => Promise<void> {
  let running = 0;
  let isDraining = false;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_request, reply, done) => {
      if (isDraining) {
        void reply.code(503).headers({ connection: 'close', 'retry-after': '1' }).send('Ending; come again.');
        return;
      }
      running++;
      reply.raw.once('close', () => running--);
      done();
    });
  return async () => {
    isDraining = true;
    app.get(Connections).end();
    const deadline = performance.now() + LIMIT_MS;
    while (running > 0 && performance.now() < deadline) await delay(LOOK_INTERVAL_MS);
  };
}

import type { Delivery } from '../callbacks.js';
import type { HppSession } from '../state.js';
import type { World } from '../world.js';
import { presentSession } from './present.js';
import { fillIn } from './urls.js';

/** Three retries "after a few seconds each", then silence (docs.klarna.com, hpp: status callbacks). */
const attempts = 4;
const retryAfterMs = 3000;

/** Tells the merchant where a session stands now. */
export function reportStatus(world: World, session: HppSession): void {
  const url = session.merchantUrls.status_update;
  if (!url) return;
  const body = { event_id: world.random.uuid(), session: presentSession(world, session) };
  world.callbacks.send({ kind: 'status', url: fillIn(url, session), body, attempt: 1, about: session.id });
}

/** Retries a callback that was not answered with a 2xx in time. */
export function retryStatusCallbacks(world: World): void {
  world.clock.handle('retry', (data) => world.callbacks.send(data as Delivery));
  world.callbacks.onAnswer('status', (delivery, ok) => {
    if (ok || delivery.attempt >= attempts) return;
    world.clock.schedule(world.clock.now() + retryAfterMs, 'retry', {
      ...delivery,
      attempt: delivery.attempt + 1,
    });
  });
}

import { setTimeout as delay } from 'node:timers/promises';

import type { Diary } from './diary.js';
import type { Weather } from './plan.js';
import type { World } from './world.js';

/** Lets the planned misfortunes happen, each at its time; resolves when the last is over and every backend is back. */
export async function letItRain(world: World, weather: Weather[], diary: Diary): Promise<void> {
  const startedAt = performance.now();
  let downs: Promise<void> = Promise.resolve();
  await Promise.all(
    weather.map(async (event) => {
      await delay(Math.max(0, event.atMs - (performance.now() - startedAt)));
      const happens = (): Promise<void> => happen(world, event, diary);
      if (!['kill', 'stop', 'freeze', 'outage'].includes(event.kind)) return happens();
      // One after the other: who is down cannot die.
      downs = downs.then(happens);
      return downs;
    }),
  );
}

async function happen({ sandbox, backends }: World, event: Weather, diary: Diary): Promise<void> {
  switch (event.kind) {
    case 'faults':
      diary.note(
        'weather',
        null,
        `faults ${event.faults.map((each) => `${each.kind} ${each.match} x${each.times}`).join(', ')}`,
      );
      return sandbox.faults(event.faults);
    case 'callbacks':
      diary.note('weather', null, `callbacks ${JSON.stringify(event.settings)}`);
      return sandbox.callbacks(event.settings);
    case 'jump':
      diary.note('weather', null, `the clock jumps by ${event.seconds} s`);
      await sandbox.advance(event.seconds);
      return;
    case 'outage':
      diary.note('weather', null, `everything is down for ${event.seconds} s`);
      await Promise.all(backends.map((backend) => backend.kill()));
      await sandbox.advance(event.seconds);
      await Promise.all(backends.map((backend) => backend.start()));
      diary.note('weather', null, 'everything is back');
      return;
    case 'freeze': {
      const backend = backends[event.backend]!;
      if (!backend.isUp) return;
      backend.freeze();
      diary.note('weather', null, `${backend.name} freezes`);
      await delay(event.downMs);
      diary.froze(backend.name, event.downMs);
      backend.thaw();
      diary.note('weather', null, `${backend.name} goes on after ${event.downMs} ms`);
      return;
    }
    case 'kill':
    case 'stop': {
      const backend = backends[event.backend]!;
      if (!backend.isUp) return;
      diary.note('weather', null, `${event.kind} ${backend.name}`);
      const isWell = event.kind === 'kill' ? await backend.kill().then(() => true) : await backend.stop();
      if (!isWell) diary.find(null, `${backend.name} did not end on SIGTERM`);
      await delay(event.downMs);
      await backend.start();
      diary.note('weather', null, `${backend.name} is back`);
    }
  }
}

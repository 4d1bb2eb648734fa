import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import type { Account } from './accounts.js';
import type { Json } from './check.js';
import type { Job } from './clock.js';
import type { World } from './world.js';

interface Kept {
  version: 1;
  state: Json;
  clock: { offsetMs: number; jobs: Job[] };
  random: number[];
  accounts: Account[];
}

const quietMs = 100;

const sequences = (world: World) => [world.random, world.chance, world.trace];

const snapshot = (world: World): string => {
  const kept: Kept = {
    version: 1,
    state: world.state.snapshot(),
    clock: world.clock.snapshot(),
    random: sequences(world).map((each) => each.position),
    accounts: world.accounts,
  };
  return JSON.stringify(kept);
};

function load(world: World, file: string): void {
  if (!existsSync(file)) return;
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  if (kept.version !== 1) throw new Error(`${file} was written by another version of the sandbox`);
  world.state.restore(kept.state);
  world.accounts = kept.accounts;
  sequences(world).forEach((each, index) => each.restore(kept.random[index] ?? 0));
  world.clock.restore(kept.clock);
}

/**
 * Keeps the state in a file: read now, written soon after a change and when the sandbox ends. A file is always
 * whole, since it is written beside the old one and then takes its place. Gives the function for the end.
 */
export function keepState(world: World, file: string): () => void {
  load(world, file);
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    await writeFile(`${file}.new`, snapshot(world));
    await rename(`${file}.new`, file);
  };
  const failed = (error: unknown): void => {
    process.stderr.write(`state could not be kept: ${String(error)}\n`);
  };
  const save = (): void => {
    // What changes while this is written is saved by the next.
    timer = null;
    writing = writing.then(write).catch(failed);
  };
  const stop = world.watch(() => {
    timer ??= setTimeout(save, quietMs).unref();
  });
  return () => {
    stop();
    if (timer) clearTimeout(timer);
    writeFileSync(`${file}.last`, snapshot(world));
    renameSync(`${file}.last`, file);
  };
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runQuietly } from './run.mjs';
import { step } from './terminal.mjs';

const modules = join(root, 'node_modules');

/** What is built, from what, and how; paths from the root. */
const parts = {
  backend: {
    sources: ['src', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', '.swcrc'],
    result: 'dist/main.js',
    build: () => runQuietly([join(modules, '@nestjs/cli/bin/nest.js'), 'build']),
  },
  sandbox: {
    sources: ['sandbox/src', '.swcrc'],
    result: 'sandbox/dist/main.js',
    build: async () => {
      rmSync(join(root, 'sandbox/dist'), { recursive: true, force: true });
      const args = ['src', '--out-dir', 'dist', '--strip-leading-paths', '--config-file', '../.swcrc'];
      await runQuietly([join(modules, '@swc/cli/bin/swc.js'), ...args], { cwd: join(root, 'sandbox') });
    },
  },
  dashboard: {
    sources: ['dashboard/src', 'dashboard/index.html', 'dashboard/vite.config.ts', 'dashboard/public'],
    result: 'dashboard/dist/index.html',
    build: () => runQuietly([join(modules, 'vite/bin/vite.js'), 'build', 'dashboard']),
  },
};

/** Builds the named parts, all by default, where the sources or the packages are others than at the last build. */
export async function ensureBuilt(names = Object.keys(parts)) {
  for (const name of names) {
    const { sources, result, build } = parts[name];
    const stamp = join(modules, '.cache', 'paylink', `${name}.built`);
    const fingerprint = fingerprintOf([...sources, 'package-lock.json']);
    if (existsSync(join(root, result)) && read(stamp) === fingerprint) continue;
    await step(`Building the ${name}`, build);
    mkdirSync(join(stamp, '..'), { recursive: true });
    writeFileSync(stamp, fingerprint);
  }
}

function fingerprintOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of filesUnder(join(root, path))) hash.update(file).update(read(file));
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

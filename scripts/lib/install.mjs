import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';
import { step } from './terminal.mjs';

/** Installs the packages of the lock file, unless they are there. Tools for building are always among them. */
export async function ensureInstalled() {
  checkNodeVersion();
  if (isInstalled()) return;
  await step('Installing packages', async () => {
    // The omissions of NODE_ENV=production and of a user's own settings would leave nothing to build with.
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
    const npm = process.env.npm_execpath;
    const child = npm
      ? spawn(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('npm', args, {
          cwd: root,
          stdio: ['ignore', 'pipe', 'inherit'],
          shell: process.platform === 'win32',
        });
    child.stdout.resume();
    const [status] = await once(child, 'exit');
    if (status !== 0) {
      throw new Error(
        'npm could not install the packages. If it found no file for this platform in the lock, ' +
          'delete package-lock.json, run npm install, and start again.',
      );
    }
  });
}

/** Whether every package that the lock demands is there, in its version. */
function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || installedVersion(path) === entry.version,
  );
}

function installedVersion(path) {
  const manifest = join(root, path, 'package.json');
  return existsSync(manifest) ? readJson(manifest).version : undefined;
}

function checkNodeVersion() {
  const { engines } = readJson(join(root, 'package.json'));
  const [major, minor] = process.versions.node.split('.').map(Number);
  const suits = engines.node.split(' || ').some((range) => {
    const [, kind, wantedMajor, wantedMinor] = /^(\^|>=)(\d+)\.(\d+)/.exec(range);
    if (major > wantedMajor) return kind === '>=';
    return major === Number(wantedMajor) && minor >= wantedMinor;
  });
  if (!suits) throw new Error(`Node ${engines.node} is needed; this is ${process.versions.node}.`);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

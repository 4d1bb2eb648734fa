// Nest 12 is ESM only, and jest loads ES modules only under this flag: start again with it, so that plain `npx jest` works.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const flag = '--experimental-vm-modules';
if (!process.execArgv.includes(flag) && !(process.env.NODE_OPTIONS ?? '').includes(flag)) {
  const again = spawnSync(
    process.execPath,
    [flag, '--no-warnings', ...process.execArgv, ...process.argv.slice(1)],
    { stdio: 'inherit' },
  );
  process.exit(again.status ?? 1);
}

const swc = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  },
];
export const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/setup.mjs'],
  // Our sources name the .js they become; a package's own .json.js stays what it is.
  moduleNameMapper: { '^(\\.{1,2}/(?!.*\\.json\\.js$).*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc },
};

const withServer = {
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
};
// Needs nats-server and redis-server on the machine, so it runs where it is asked for by name.
const brokers = {
  ...common,
  displayName: 'brokers',
  roots: ['<rootDir>/test/brokers'],
  testRegex: '\\.e2e\\.ts$',
  ...withServer,
};

export default {
  testTimeout: 60_000,
  // The specs wait more than they work; beyond four their backends would want more connections than the server has.
  maxWorkers: Math.min(4, availableParallelism()),
  projects: [
    { ...common, displayName: 'unit', roots: ['<rootDir>/src'], testRegex: '\\.spec\\.ts$' },
    { ...common, displayName: 'sandbox', roots: ['<rootDir>/sandbox'], testRegex: '\\.spec\\.ts$' },
    { ...common, displayName: 'dashboard', roots: ['<rootDir>/dashboard'], testRegex: '\\.spec\\.ts$' },
    {
      ...common,
      displayName: 'e2e',
      roots: ['<rootDir>/test'],
      testRegex: '\\.(e2e|spec)\\.ts$',
      testPathIgnorePatterns: ['/test/brokers/'],
      ...withServer,
    },
    ...(process.argv.includes('brokers') ? [brokers] : []),
  ],
};

// npm run test:browser: what only a browser can tell. Apart from npm test, which needs Node and npm alone.
import { common } from './jest.config.mjs';

export default {
  ...common,
  testTimeout: 120_000,
  roots: ['<rootDir>/test/browser'],
  testRegex: '\\.browser\\.ts$',
  globalSetup: '<rootDir>/test/browser/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
};

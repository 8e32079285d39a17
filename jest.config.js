/** @type {import('jest').Config} */
export default {
  // Test files run as Node runs them, several in one process, one after the other: modules are loaded once and stay fast.
  runner: 'jest-light-runner/child-process',
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  transform: {},
  // As many as there are processors; Jest leaves one out by default.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/sequencer.js',
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Of `npm run test:package`.
  testPathIgnorePatterns: ['/test/packaging/'],
};

import base from '../../jest.config.js';

/** The tests of `npm run test:package`: what is packaged, for which packages are made. */
export default {
  ...base,
  rootDir: '../..',
  testPathIgnorePatterns: [],
};

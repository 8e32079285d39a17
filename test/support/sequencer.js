/* The order in which the test files run. In JavaScript, since the types of what it extends are not those of its ES module. */

import TestSequencer from '@jest/test-sequencer';

/** What starts threads, processes or a browser: of its size, by which Jest judges, one cannot tell how long it takes. */
const LONG = /test\/(faults|page|demo|retention|rollout|bench|cli\/bin)\b/;

/** The longest files first, so that in the end no processor waits for one of them. */
export default class LongestFirst extends TestSequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const isShort = ({ path }) => Number(!LONG.test(path));
    return sorted.toSorted((a, b) => isShort(a) - isShort(b));
  }
}

/* Property tests with fast-check. */

import * as fc from 'fast-check';

/** Asserts that a claim holds of everything that `arbitrary` can make up; the claim throws where it does not. */
export function holds<T>(
  arbitrary: fc.Arbitrary<T>,
  claim: (value: T) => void,
  numRuns = 1000,
): void {
  void fc.assert(
    fc.property(arbitrary, (value) => {
      claim(value);
    }),
    { numRuns },
  );
}

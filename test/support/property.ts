/* Property tests with fast-check. */

import * as fc from 'fast-check';

/** Halves of pairs in UTF-16, which are no characters. */
const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;

/** Any character. As `fc.string`'s unit `binary`, but that first makes a table of all of them, which takes a second. */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES })
  .map((n) => String.fromCodePoint(n < FIRST_SURROGATE ? n : n + SURROGATES));

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

/** How many histories are played, and which: the same every time, and others with another `FAULT_SEED`. */
export function histories(runs: number): { numRuns: number; seed: number } {
  return {
    numRuns: Number(process.env.FAULT_RUNS ?? runs),
    seed: Number(process.env.FAULT_SEED ?? 20261123),
  };
}

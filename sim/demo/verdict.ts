import type { Facts, Findings } from './facts.ts';

/** How the facts of one kind compare with what they should be. */
export interface Verdict {
  readonly kind: keyof Findings;
  /** Facts that are as they should be. */
  readonly right: number;
  /** One line for each that is not. Empty: all is right. */
  readonly differences: readonly string[];
}

/** Compares what was found with what should be. A fact that should not be there is a difference too. */
export function judge(expected: Findings, found: Findings): readonly Verdict[] {
  return (['replicas', 'statuses', 'messages', 'waits', 'watch'] as const).map((kind) => ({
    kind,
    ...compare(expected[kind], found[kind]),
  }));
}

function compare(expected: Facts, found: Facts): Omit<Verdict, 'kind'> {
  const subjects = [...new Set([...expected.keys(), ...found.keys()])];
  const wrong = subjects.filter((about) => expected.get(about) !== found.get(about));
  return {
    right: subjects.length - wrong.length,
    differences: wrong.map((about) => {
      const [should, is] = [expected, found].map((facts) => facts.get(about) ?? 'nothing');
      return `${about}: expected ${should}; found ${is}`;
    }),
  };
}

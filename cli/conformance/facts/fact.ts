/* What a fact about AWS is: a question that its documentation leaves open, and what is assumed. */

/** How a fact is found out. */
export type Answered =
  /** By a probe of `conformance` that only reads. */
  | { readonly by: 'reading' }
  /** By a probe that needs `--write`. */
  | { readonly by: 'writing' }
  /** By no probe. */
  | { readonly by: 'nothing'; readonly why: string };

/** A fact about AWS. Texts are Markdown, without a full stop. */
export interface Fact {
  /** Names the fact in reports, and marks the place in the simulator's code and on its page. */
  readonly id: string;
  /** What AWS's documentation leaves open: whether, how, which ... */
  readonly question: string;
  /** What the simulator does by default, in the words of the probe. Absent: it does not simulate this. */
  readonly assumed?: string;
  /** True: a quantity, in which no value differs from what is assumed. */
  readonly measured?: true;
  /** What else there is to say of the simulator. */
  readonly note?: string;
  /** Options of the simulator that show another answer, with such a value. */
  readonly options?: Readonly<Record<string, string>>;
  /** How the replicator copes with any answer. Absent: nothing in it depends on the answer. */
  readonly handled?: string;
  /** The page on which AWS says something about it. Absent: undocumented. */
  readonly source?: string;
  readonly answered: Answered;
}

/** The page of an operation in AppStream's API reference. */
export function api<Operation extends string>(operation: Operation) {
  return `https://docs.aws.amazon.com/appstream2/latest/APIReference/API_${operation}.html` as const;
}

/* Exit codes, the same for every command. */

export const EXIT = {
  /** Done; of `plan`: in sync; of `check` and `doctor`: all is well. */
  ok: 0,
  /** The command could not do its work: wrong arguments, or a call to AWS failed. */
  error: 1,
  /** It did, and something is left to do: a run would act, the rule is wrong, or a line of `doctor` is not ok. */
  todo: 2,
  /** A replication failed. */
  failed: 3,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

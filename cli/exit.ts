/* Exit codes, the same for every command. */

export const EXIT = {
  /** Done; of `check` and `doctor`: all is well; of `conformance`: no difference. */
  ok: 0,
  /** The command could not do its work: wrong arguments, or a call to AWS failed. */
  error: 1,
  /** It did, and something is left to do: the rule is wrong, `doctor` found a problem, an answer to `conformance` is not as assumed, `deploy` no longer watches what CloudFormation does, or, where `plan` is asked, a run would act. */
  todo: 2,
  /** A replication failed. */
  failed: 3,
  /** Ctrl-C ended `--wait`. Like that of SIGTERM, the code that shells give to the signal. */
  SIGINT: 130,
  SIGTERM: 143,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

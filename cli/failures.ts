/* How long a command that watches puts up with looks that fail. */

/** Looks that may fail one after the other before the command ends. */
export const FAILURES = 5;

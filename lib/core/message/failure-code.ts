/* The failures that end a replication: what each means, and in short what to do about it. */

import type { Problem } from '../image.ts';

interface Meaning {
  readonly means: string;
  /** In short what to do. */
  readonly cure: string;
}
type Meanings = Readonly<Record<string, Meaning>>;

/** The replicator's own codes. */
export const OWN_FAILURES = {
  InvalidRule: {
    means:
      'something in the `replicate:` tags is wrong; the right destinations are served all the same. Has no `destination`',
    cure: 'correct the tags; for a region that the stack does not allow, see `allowedRegions`, and for a set, `ruleSets`',
  },
  NoRoomForStatus: {
    means:
      'the image has too many of its 50 tags in use to remember its state, and is not copied. Has no `destination`',
    cure: 'remove some tags',
  },
  NameTaken: {
    means: "another image has the replica's name there; it is never touched",
    cure: 'delete it, or name the replica with `REGION=NAME`',
  },
  StaleReplica: {
    means: 'a replica of an earlier image of the same name is there; it may be in use',
    cure: 'delete it when nobody uses it',
  },
  RegionUnavailable: {
    means: 'the region could not be reached, or refused the account, for 10 minutes',
    cure: 'check its spelling, enable it for the account',
  },
  SourceFailed: { means: 'the image itself is `FAILED`', cure: 'build it again' },
  GaveUp: {
    means:
      'a passing obstacle did not pass within `giveUpAfterHours`, or the replica vanished each time',
    cure: 'remove the obstacle that is named',
  },
} as const satisfies Meanings;

/** Codes of AWS that have a meaning of their own here. AWS has more; they come as they are. */
export const AWS_FAILURES = {
  IMAGE_COPY_FAILURE: {
    means: 'AWS could not complete the copy, three times',
    cure: 'the failed replica is left for AWS Support; remove the status tag, and it is removed and copied anew',
  },
  AccessDeniedException: {
    means:
      'IAM refused the call for 10 minutes on end; one refusal may pass, for example right after a deployment',
    cure: 'look for a service control policy or a permissions boundary',
  },
  InvalidAccountStatusException: {
    means: 'AppStream refuses the account',
    cure: "look at the account's status, or ask AWS Support",
  },
  IncompatibleImageException: {
    means: 'AppStream cannot copy the image',
    cure: 'update its base image and agent, and build it again',
  },
  ResourceNotFoundException: {
    means: 'AWS does not find the image that is to be copied',
    cure: 'nothing, if it was deleted on purpose',
  },
} as const satisfies Meanings;

/** A code that has a meaning and a remediation, or does not compile. */
export type FailureCode = keyof typeof OWN_FAILURES | keyof typeof AWS_FAILURES;

/** Failures of a source image as a whole: such a message has no destination. */
export const IMAGE_FAILURES = [
  'InvalidRule',
  'NoRoomForStatus',
] as const satisfies readonly FailureCode[];
export type ImageFailureCode = (typeof IMAGE_FAILURES)[number];

/** A failure with a code of ours. @param message what happened, for people */
export function failure<Code extends FailureCode>(code: Code, message: string): Problem<Code> {
  return { code, message };
}

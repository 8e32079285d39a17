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
      'the rule in the `replicate:` tags is not valid. The valid destinations are still replicated. Has no `destination`',
    cure: 'correct the tags; for a region that the stack does not allow, see `allowedRegions`, and for a set, `ruleSets`',
  },
  NoRoomForStatus: {
    means:
      'the image has no room for status tags (50 tags at most), so it is not copied. Has no `destination`',
    cure: 'remove some tags',
  },
  NameTaken: {
    means: "another image in the region has the replica's name. It is never changed",
    cure: 'delete it, or name the replica with `REGION=NAME`',
  },
  StaleReplica: {
    means: 'the region has a replica of an earlier image of the same name, which may be in use',
    cure: 'delete it when nobody uses it',
  },
  RegionUnavailable: {
    means: 'the region could not be reached, or refused the account, for 10 minutes',
    cure: 'check its spelling, enable it for the account',
  },
  ShareRefused: {
    means:
      'the replica is there, and AWS refuses to share it with an account. Has the operation `share`; `SUCCEEDED` comes all the same',
    cure: 'correct `replicate:share`, or remove what stands in the way, then the status tag',
  },
  ShareLimit: {
    means:
      'the replica is there, and shared with as many accounts as the quota allows, 100 by default. Has the operation `share`',
    cure: 'remove access that nobody needs, or request a higher quota, then remove the status tag',
  },
  SourceFailed: { means: 'the image itself is `FAILED`', cure: 'build it again' },
  GaveUp: {
    means:
      'a temporary problem lasted longer than `giveUpAfterHours`, or the replica disappeared each time',
    cure: 'fix the problem that the message names',
  },
} as const satisfies Meanings;

/** Codes of AWS that have a meaning of their own here. AWS has more; they come as they are. */
export const AWS_FAILURES = {
  IMAGE_COPY_FAILURE: {
    means: 'AWS could not complete the copy, three times',
    cure: 'ask AWS Support, who can inspect the failed replica; remove the status tag to delete it and copy again',
  },
  AccessDeniedException: {
    means: 'IAM denied the call for 10 minutes without a break',
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
    means: 'AWS did not find the source image',
    cure: 'nothing, if it was deleted on purpose',
  },
} as const satisfies Meanings;

/** Codes of failures to move a fleet to its image. AWS has more; they come as they are. */
export const FLEET_FAILURES = {
  InvalidFleetTags: {
    means: 'a tag `replicate:follow` or `replicate:window` on the fleet cannot be read',
    cure: 'correct the tag; the message says what would be right',
  },
  ElasticFleet: {
    means: 'the fleet is an Elastic fleet, which has no image',
    cure: 'remove `replicate:follow` from the fleet',
  },
  OtherPlatform: {
    means: 'the new image has another operating system than the fleet, which must be stopped first',
    cure: 'stop the fleet',
  },
  RolloutStopped: {
    means:
      'the newest image of the family has `replicate:rollout` = `together`, and one of its destinations failed, its rule is not valid, or its source image is gone. No fleet moves to it',
    cure: 'start the failed destination again, or take it out of the rule; if the source image is gone, build a new one, or pin the fleet to the image',
  },
  FleetGone: {
    means: 'the fleet was deleted while it was to be updated',
    cure: 'nothing, if it was deleted on purpose',
  },
  IncompatibleImageException: {
    means: 'fleets cannot use the image',
    cure: 'update its base image and agent, and build it again',
  },
  AccessDeniedException: {
    means: 'IAM denied the update of the fleet for 10 minutes without a break',
    cure: 'look for a service control policy or a permissions boundary',
  },
  GaveUp: {
    means: 'a temporary problem lasted longer than `giveUpAfterHours`',
    cure: 'fix the problem that the message names',
  },
} as const satisfies Meanings;

/** A failure of a fleet, with a meaning and a remediation. */
export type FleetFailureCode = keyof typeof FLEET_FAILURES;

/** A code that has a meaning and a remediation, or does not compile. */
export type FailureCode = keyof typeof OWN_FAILURES | keyof typeof AWS_FAILURES;

/** Failures of a source image as a whole: such a message has no destination. */
export const IMAGE_FAILURES = [
  'InvalidRule',
  'NoRoomForStatus',
] as const satisfies readonly FailureCode[];
export type ImageFailureCode = (typeof IMAGE_FAILURES)[number];

/** A failure with a code of ours. @param message what happened, for people */
export function failure<Code extends FailureCode | FleetFailureCode>(
  code: Code,
  message: string,
): Problem<Code> {
  return { code, message };
}

/* What a person can do about each failure and each long wait. */

import { isDenial } from '../decision/aws-error.ts';
import { nearestRegion } from '../region.ts';
import { describeCommand, untagCommand } from './aws-cli.ts';
import type { FailureCode } from './failure-code.ts';
import {
  again,
  changed,
  destinations,
  type HintContext,
  isNamed,
  orRename,
  remove,
  replicaOf,
  setDestinations,
  untagStatus,
  withoutUnknownKeys,
} from './remediation-steps.ts';
import { WAITS, type WaitCode } from './wait-code.ts';

const BY_ITSELF = 'The change itself starts it again.';

const HINTS: Readonly<Record<FailureCode, (context: HintContext) => readonly string[]>> = {
  InvalidRule: (context) => [
    'Put right what the message names. These are the destinations as they stand:',
    setDestinations(context, destinations(context).join(' ') || 'REGION'),
    ...withoutUnknownKeys(context),
    BY_ITSELF,
  ],
  NoRoomForStatus: ({ source }) => [
    'Remove tags until each destination has room for one; an image holds 50:',
    untagCommand(source, 'KEY'),
    BY_ITSELF,
  ],
  RegionUnavailable: (context) => {
    const { region } = replicaOf(context);
    const nearest = nearestRegion(region, context.source.region);
    return nearest === region
      ? [
          'See whether the region is enabled for the account, and enable it if not:',
          `aws account get-region-opt-status --region-name ${region}`,
          ...again(context),
        ]
      : [
          ...(isNamed(context)
            ? [
                `If ${nearest} was meant, say so:`,
                setDestinations(
                  context,
                  changed(context, (token) => token.replace(region, nearest)),
                ),
              ]
            : [`If ${nearest} was meant, correct the set in the stack's parameter ruleSets.`]),
          `If ${region} is right, AppStream must be offered there and the region be enabled for the account.`,
          ...again(context),
        ];
  },
  NameTaken: (context) => [
    'Delete the other image, if nobody needs it:',
    remove(context),
    ...again(context),
    ...orRename(context),
  ],
  StaleReplica: (context) => [
    'Delete the older replica when nobody uses it any more:',
    remove(context),
    ...again(context),
    ...orRename(context),
  ],
  SourceFailed: ({ keys }) => [
    `Build the image again. The new one is copied by itself when it is tagged ${keys.to}.`,
  ],
  GaveUp: (context) => ['Remove the obstacle that the message names.', ...again(context)],
  IMAGE_COPY_FAILURE: (context) => [
    'If AWS fails again and again, ask AWS Support: the failed replica is left there to be looked at.',
    'To have it removed and copied anew:',
    untagStatus(context),
  ],
  IncompatibleImageException: () => [
    'AppStream cannot copy this image. Update its base image and agent, build it anew, and tag the new one.',
  ],
  AccessDeniedException: (context) => [
    "Look for a permissions boundary or a service control policy that forbids the function's role this call.",
    ...again(context),
  ],
  InvalidAccountStatusException: (context) => [
    'AppStream refuses the account. Look at its status, or ask AWS Support.',
    ...again(context),
  ],
  ResourceNotFoundException: () => [
    'The image was deleted while it was to be copied. If that was meant, nothing is to be done.',
  ],
};

/**
 * The next step for a person who reads of a failure: what to do, then how to start again. Each line is a sentence, or
 * a command in which nothing but a word in capitals is left to be filled in.
 */
export function hintFor(code: string, context: HintContext): string {
  const known = isDenial(code) ? 'AccessDeniedException' : code;
  const own = Object.entries(HINTS).find(([key]) => key === known)?.[1];
  const lines = own?.(context) ?? ['Remove the cause that the message names.', ...again(context)];
  return lines.join('\n');
}

/** What a person can do about a wait that takes long. */
const WAIT_HINTS: Readonly<Partial<Record<WaitCode, readonly string[]>>> = {
  [WAITS.copyQuota]: [
    'It is copied when its turn comes. For more copies at once, ask AWS to raise quota L-60244546.',
  ],
  [WAITS.imageQuota]: [
    'Delete images of that region that nobody needs, or ask AWS to raise quota L-E1182CCA.',
  ],
  [WAITS.deleting]: ['It goes on when the image is gone. If it stays, ask AWS Support.'],
  [WAITS.olderReplica]: [
    'It goes on when the copy of the earlier image has ended. If it never ends, ask AWS Support.',
  ],
  [WAITS.sourceNotReady]: [
    'It is copied as soon as it is AVAILABLE. If it stays as it is, build it again.',
  ],
};

/** The image that a wait is about, where there is one to look at. */
function waitedFor(code: string, context: HintContext): readonly string[] {
  if (code === WAITS.sourceNotReady)
    return [describeCommand(context.source.region, context.source.name)];
  if (code !== WAITS.deleting && code !== WAITS.olderReplica) return [];
  const { region, name } = replicaOf(context);
  return [describeCommand(region, name)];
}

/** The next step for a person who reads of a wait that takes long, in the form of {@link hintFor}. */
export function hintForWait(code: string, context: HintContext): string {
  const own = Object.entries(WAIT_HINTS).find(([key]) => key === code)?.[1];
  const first = own ?? ['It is tried again. Remove the obstacle, if you know what it is.'];
  const commands = waitedFor(code, context);
  return [
    ...first,
    commands.length > 0
      ? 'SUCCEEDED or FAILED will come by itself. To look at the image:'
      : 'SUCCEEDED or FAILED will come by itself.',
    ...commands,
  ].join('\n');
}

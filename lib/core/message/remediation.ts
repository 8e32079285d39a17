/* What a person can do about each failure and each long wait. */

import { isDenial } from '../decision/aws-error.ts';
import { meantRegion, partitionOf } from '../region.ts';
import { describeCommand, untagCommand } from './aws-cli.ts';
import type { FailureCode } from './failure-code.ts';
import {
  again,
  changed,
  correctDestinations,
  type HintContext,
  isNamed,
  permissions,
  remove,
  rename,
  replicaOf,
  revoke,
  setDestinations,
  untagStatus,
  withoutUnknownKeys,
} from './remediation-steps.ts';
import { WAITS, type WaitCode } from './wait-code.ts';

const BY_ITSELF = 'The correction itself starts it again.';

const HINTS: Readonly<Record<FailureCode, (context: HintContext) => readonly string[]>> = {
  InvalidRule: (context) => [
    'Fix the problems that the message names.',
    ...correctDestinations(context),
    ...withoutUnknownKeys(context),
    BY_ITSELF,
  ],
  NoRoomForStatus: ({ source }) => [
    'Remove tags until there is room for one status tag per destination. An image can have 50 tags:',
    untagCommand(source, 'KEY'),
    BY_ITSELF,
  ],
  RegionUnavailable: (context) => {
    const { region } = replicaOf(context);
    const home = context.source.region;
    const nearest = meantRegion(region, partitionOf(home), home);
    return nearest === undefined || nearest === region
      ? [
          'Check whether the region is enabled for your account, and enable it if it is not:',
          `aws account get-region-opt-status --region-name ${region}`,
          ...again(context),
        ]
      : [
          ...(isNamed(context)
            ? [
                `If you meant ${nearest}, correct the rule:`,
                setDestinations(
                  context,
                  changed(context, (token) => token.replace(region, nearest)),
                ),
              ]
            : [`If you meant ${nearest}, correct the set in the stack's parameter ruleSets.`]),
          `If ${region} is correct, check that AppStream is offered there and that the region is enabled for your account.`,
          ...again(context),
        ];
  },
  NameTaken: (context) => renameOrDelete(context, 'If nobody needs the other image'),
  StaleReplica: (context) => renameOrDelete(context, 'When nobody uses the older replica any more'),
  ShareRefused: (context) => [
    `Correct ${context.keys.share} of the source image, if an account is wrong; the change itself starts it again.`,
    'The replica can be used in this account. To see which accounts it is shared with:',
    permissions(context),
    ...again(context),
  ],
  ShareLimit: (context) => [
    'The replica is shared with as many accounts as your quota allows, 100 by default. You can request a higher quota. To see the accounts:',
    permissions(context),
    'To remove access that nobody needs:',
    revoke(context),
    ...again(context),
  ],
  SourceFailed: ({ keys }) => [
    `Build the image again. Tag the new image with ${keys.to}; it is then copied.`,
  ],
  GaveUp: (context) => ['Fix the problem that the message names.', ...again(context)],
  IMAGE_COPY_FAILURE: (context) => [
    'If AWS keeps failing, ask AWS Support. The failed replica is kept so that AWS can inspect it.',
    'To delete it and copy again:',
    untagStatus(context),
  ],
  IncompatibleImageException: () => [
    'AppStream cannot copy this image. Update its base image and agent, build it again, and tag the new image.',
  ],
  AccessDeniedException: (context) => [
    "Look for a permissions boundary or a service control policy that denies this call to the function's role.",
    ...again(context),
  ],
  InvalidAccountStatusException: (context) => [
    'AppStream refuses your account. Check the status of the account, or ask AWS Support.',
    ...again(context),
  ],
  ResourceNotFoundException: () => [
    'The source image was deleted before it could be copied. If you meant to delete it, you do not have to do anything.',
  ],
};

/** The way that loses nothing first. */
function renameOrDelete(context: HintContext, when: string): readonly string[] {
  const other = rename(context);
  const instead = other.length > 0 ? ', you can delete it instead' : ', delete it';
  return [...other, `${when}${instead}:`, remove(context), ...again(context)];
}

/**
 * The next step for a person who reads of a failure: what to do, then how to start again. Each line is a sentence, or
 * a command in which nothing but a word in capitals is left to be filled in.
 */
export function hintFor(code: string, context: HintContext): string {
  const known = isDenial(code) ? 'AccessDeniedException' : code;
  const own = Object.entries(HINTS).find(([key]) => key === known)?.[1];
  const lines = own?.(context) ?? ['Fix the cause that the message names.', ...again(context)];
  return lines.join('\n');
}

/** What a person can do about a wait that takes long. */
const WAIT_HINTS: Readonly<Partial<Record<WaitCode, readonly string[]>>> = {
  [WAITS.copyQuota]: [
    'It is copied when a slot is free. To run more copies at once, request an increase of quota L-60244546.',
  ],
  [WAITS.imageQuota]: [
    'Delete images that nobody needs in that region, or request an increase of quota L-E1182CCA.',
  ],
  [WAITS.replicasRetiring]: [
    'It is copied when old replicas there were deleted, after their day of notice. To copy it earlier, delete images that nobody needs there.',
  ],
  [WAITS.deleting]: [
    'It continues when the image is deleted. If that does not happen, ask AWS Support.',
  ],
  [WAITS.olderReplica]: [
    'It continues when the copy of the earlier image has ended. If that does not happen, ask AWS Support.',
  ],
  [WAITS.sourceNotReady]: [
    'It is copied when it is AVAILABLE. If its state does not change, build it again.',
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
  const first = own ?? ['The replicator tries again. If you know the cause, fix it.'];
  const commands = waitedFor(code, context);
  return [
    ...first,
    commands.length > 0
      ? 'SUCCEEDED or FAILED will follow. To check the image:'
      : 'SUCCEEDED or FAILED will follow.',
    ...commands,
  ].join('\n');
}

/* What a person can do about a fleet that cannot have its image. */

import { isDenial } from '../decision/aws-error.ts';
import type { Fleet } from '../rollout/fleet.ts';
import type { Follow } from '../rollout/follow.ts';
import type { TagKeys } from '../tags/keys.ts';
import { tagCommand, untagCommand } from './aws-cli.ts';
import type { FleetFailureCode } from './failure-code.ts';

/** What a hint about a fleet may refer to. */
export interface FleetHintContext {
  readonly fleet: Fleet;
  readonly follow: Follow | undefined;
  readonly keys: TagKeys;
  /** The source image that the fleet is to use, or that stops it. */
  readonly source: { readonly name: string; readonly arn: string; readonly region: string };
  /** Whether the source image that stops it is not there any more. */
  readonly isSourceGone: boolean;
}

const HINTS: Readonly<Record<FleetFailureCode, (context: FleetHintContext) => readonly string[]>> =
  {
    InvalidFleetTags: ({ fleet, follow, keys }) => [
      'Correct the tag that the message names. This sets the family:',
      tagCommand(fleet, keys.follow, follow?.family ?? 'FAMILY'),
      'This lets the image be changed at any time:',
      untagCommand(fleet, keys.window),
      BY_ITSELF,
    ],
    ElasticFleet: ({ fleet, keys }) => [
      'Remove the tag. Only Always-On and On-Demand fleets have an image:',
      untagCommand(fleet, keys.follow),
    ],
    OtherPlatform: ({ fleet: { region, name } }) => [
      'Stop the fleet. It gets the image while it is stopped, within its window. Stopping ends its sessions:',
      `aws appstream stop-fleet --region ${region} --name ${name}`,
      'Start it again after ROLLED_OUT:',
      `aws appstream start-fleet --region ${region} --name ${name}`,
    ],
    RolloutStopped: ({ fleet, follow, source, isSourceGone, keys }) =>
      isSourceGone
        ? [
            'Build a new image of the family; fleets move to that one.',
            'Or let this fleet use the image as it is, and stay there:',
            tagCommand(fleet, keys.follow, `${follow?.family}@${source.name}`),
          ]
        : [
            'Start the failed destination again, or correct the rule; fleets move on by themselves when every destination is AVAILABLE.',
            'Or let each region move when its own replica is there:',
            tagCommand(source, keys.rollout, 'each'),
          ],
    FleetGone: () => ['If you deleted the fleet on purpose, you do not have to do anything.'],
    IncompatibleImageException: () => [
      'Fleets cannot use this image. Update its base image and agent, and build a new image of the family; fleets move to that one.',
    ],
    AccessDeniedException: (context) => [
      "Look for a permissions boundary or a service control policy that denies UpdateFleet to the rollout function's role.",
      ...again(context),
    ],
    GaveUp: (context) => ['Fix the problem that the message names.', ...again(context)],
  };

const BY_ITSELF = 'The correction itself starts it again.';

function again({ fleet, keys }: FleetHintContext): readonly string[] {
  return ['Then start again:', untagCommand(fleet, keys.fleetStatus)];
}

/** The next step for a person who reads of a failure, in the form of `hintFor`. */
export function hintForFleet(code: string, context: FleetHintContext): string {
  const known = isDenial(code) ? 'AccessDeniedException' : code;
  const own = Object.entries(HINTS).find(([key]) => key === known)?.[1];
  const lines = own?.(context) ?? ['Fix the cause that the message names.', ...again(context)];
  return lines.join('\n');
}

/**
 * What becomes of sessions when a fleet has another image, and how to go back, in the form of `hintFor`.
 * @param before the image that it had; with the source image where it is one of the family
 */
export function hintAfterRollout(
  { fleet, follow, keys }: Pick<FleetHintContext, 'fleet' | 'follow' | 'keys'>,
  before: { readonly name: string; readonly sourceName: string | undefined } | undefined,
): string {
  const at = `--region ${fleet.region}`;
  return [
    'Nothing. Sessions go on; an instance in use keeps the old image until its session ends. New sessions get the new image.',
    'To drain the fleet sooner, list the sessions of each of its stacks, and end them one by one:',
    `aws appstream describe-sessions ${at} --fleet-name ${fleet.name} --stack-name STACK`,
    `aws appstream expire-session ${at} --session-id SESSION`,
    ...wayBack({ fleet, follow, keys }, before),
  ].join('\n');
}

/** An image of the family is pinned; any other is set by hand, which is left alone until a newer image comes. */
function wayBack(
  { fleet, follow, keys }: Pick<FleetHintContext, 'fleet' | 'follow' | 'keys'>,
  before: { readonly name: string; readonly sourceName: string | undefined } | undefined,
): readonly string[] {
  if (!before) return [];
  if (follow && before.sourceName !== undefined)
    return [
      `To go back to ${before.name}, and stay there:`,
      tagCommand(fleet, keys.follow, `${follow.family}@${before.sourceName}`),
    ];
  return [
    `To go back to ${before.name}, until a newer image comes:`,
    `aws appstream update-fleet --region ${fleet.region} --name ${fleet.name} --image-name ${before.name}`,
  ];
}

/* What is announced of a replica that is old: that it is to be deleted, and that it was. */

import { messageId } from '../digest.ts';
import { type Image, parseImageArn, type SourceImage } from '../image.ts';
import { MAX_TEXT } from '../limits.ts';
import type { TagKeys } from '../tags/keys.ts';
import { clip, iso, oneLine } from '../text.ts';
import { tagCommand, untagCommand } from './aws-cli.ts';
import type { Message } from './message.ts';

/** Why a replica may go: its family keeps fewer. */
export const BEYOND_KEEP = 'BeyondKeep';

/** The largest number that a family can keep. */
const MAX_KEEP = 99;

/** What is announced of one replica. */
interface About {
  /** The source image, which may be gone. */
  readonly source: Pick<SourceImage, 'arn' | 'name' | 'region' | 'createdAt'>;
  readonly replica: Pick<Image, 'arn' | 'name' | 'region'>;
  /** When the notice was given, or the destination was asked for: it tells one occasion from the next. */
  readonly occasion: Date;
}

/** That a replica is to be deleted. */
export interface Retiring extends About {
  readonly retireAt: Date;
  readonly family: string;
  /** The newest source image of the family, and how many replicas stay as it says. */
  readonly newest: Pick<SourceImage, 'arn' | 'region'>;
  readonly keep: number;
  /** The replica's place among the builds of its region, 1 for the newest. */
  readonly rank: number;
  /** Where the tag stands that makes the replica one of the family: on the source image, else on the replica. */
  readonly member: Pick<Image, 'arn' | 'region'>;
}

/** The message that a replica is to be deleted. */
export function retiringMessage(
  retiring: Retiring,
  keys: TagKeys,
): Extract<Message, { outcome: 'RETIRING' }> {
  const { retireAt, family, keep, rank, replica } = retiring;
  const message = `the family ${family} keeps the newest ${keep} in each region, and this is number ${rank} in ${replica.region}`;
  const hint = hintsToKeep(retiring, keys).join('\n');
  return {
    ...headOf('RETIRING', retiring),
    family,
    retireAt: iso(retireAt),
    reason: { code: BEYOND_KEEP, message: oneLine(message, MAX_TEXT), hint: clip(hint, MAX_TEXT) },
  };
}

/** The message that a replica was deleted. */
export function retiredMessage(retired: About & { readonly at: Date }): Message {
  return { ...headOf('RETIRED', retired), finishedAt: iso(retired.at) };
}

/** What keeps a replica, in the form of `hintFor`. */
function hintsToKeep(
  { newest, rank, member, replica }: Retiring,
  keys: TagKeys,
): readonly string[] {
  const raise = tagCommand(newest, keys.keep, String(rank));
  const isSource = member.arn !== replica.arn;
  return [
    ...(rank <= MAX_KEEP
      ? ['If nobody needs it, you do not have to do anything. To keep it, keep more:', raise]
      : ['If nobody needs it, you do not have to do anything.']),
    isSource
      ? 'Or take its source image out of the family, which keeps all replicas of that image:'
      : 'Or take it out of the family; its source image is gone:',
    untagCommand(member, ...(isSource ? [keys.family, keys.keep] : [keys.family])),
    ...(isSource
      ? [
          'And this replica too, so that it stays when the source image is deleted:',
          untagCommand(replica, keys.family),
        ]
      : []),
    'It is also kept while a fleet or an image builder uses it, and while it is shared.',
  ];
}

function headOf<const Outcome extends 'RETIRING' | 'RETIRED'>(
  outcome: Outcome,
  { source, replica, occasion }: About,
) {
  const { account = '' } = parseImageArn(source.arn) ?? {};
  const createdAt = iso(source.createdAt);
  const parts = [
    account,
    source.arn,
    createdAt,
    replica.region,
    replica.name,
    outcome,
    iso(occasion),
  ];
  return {
    version: '1',
    id: messageId(parts),
    outcome,
    operation: 'retire',
    account,
    source: { arn: source.arn, name: source.name, region: source.region, createdAt },
    destination: { arn: replica.arn, name: replica.name, region: replica.region },
  } as const;
}

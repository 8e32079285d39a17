import { deleteCommand, tagCommand, untagCommand } from './command.ts';
import type { SourceImage } from './image.ts';
import { nearestRegion } from './region.ts';
import { MAX_TAG_VALUE, type TagKeys } from './tags.ts';
import { oneLine } from './text.ts';

/** What a hint may refer to. */
export interface HintContext {
  readonly source: SourceImage;
  readonly keys: TagKeys;
  readonly destination?: { readonly region: string; readonly name: string };
}

const BY_ITSELF = 'The change itself starts it again.';

const HINTS = {
  InvalidRule: (context) => [
    'Put right what the message names. These are the destinations as they stand:',
    setDestinations(context, destinations(context).join(' ') || 'REGION'),
    'A key that does not belong there is removed like this:',
    untagCommand(context.source, 'KEY'),
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
          `If ${nearest} was meant, say so:`,
          setDestinations(
            context,
            changed(context, (token) => token.replace(region, nearest)),
          ),
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
} satisfies Readonly<Record<string, (context: HintContext) => readonly string[]>>;

/** Every code that has a hint of its own. */
export const HINTED_CODES: readonly string[] = Object.keys(HINTS);

/**
 * The next step for a person who reads of a failure: what to do, then how to start again. Each line is a sentence, or
 * a command in which nothing but a word in capitals is left to be filled in.
 */
export function hintFor(code: string, context: HintContext): string {
  const own = Object.entries(HINTS).find(([key]) => key === code)?.[1];
  const lines = own?.(context) ?? ['Remove the cause that the message names.', ...again(context)];
  return lines.join('\n');
}

function replicaOf({ source, destination }: HintContext): { region: string; name: string } {
  return destination ?? source;
}

function remove(context: HintContext): string {
  const { region, name } = replicaOf(context);
  return deleteCommand(region, name);
}

function untagStatus(context: HintContext): string {
  return untagCommand(context.source, context.keys.status(replicaOf(context).region));
}

function again(context: HintContext): readonly string[] {
  return ['Then start again:', untagStatus(context)];
}

function orRename(context: HintContext): readonly string[] {
  const { region, name } = replicaOf(context);
  const to = changed(context, () => `${region}=${name.slice(0, 93)}-replica`);
  if (to.length > MAX_TAG_VALUE) return [];
  return [
    'Or give the replica a name of its own; that starts it again as well:',
    setDestinations(context, to),
  ];
}

function setDestinations({ source, keys }: HintContext, to: string): string {
  return tagCommand(source, { [keys.to]: to });
}

function destinations({ source, keys }: HintContext): readonly string[] {
  return oneLine(source.tags[keys.to] ?? '', MAX_TAG_VALUE)
    .split(' ')
    .filter(Boolean);
}

/** The destinations with a change to the one that the hint is about, each region once. */
function changed(context: HintContext, change: (token: string) => string): string {
  const { region } = replicaOf(context);
  const tokens = destinations(context).map((token) =>
    regionIn(token) === region ? change(token) : token,
  );
  return [...new Map(tokens.map((token) => [regionIn(token), token])).values()].join(' ');
}

function regionIn(token: string): string {
  return token.split('=', 1)[0] ?? token;
}

import type { History, Step, Tags } from '../machine/history.ts';

const DENIED = { error: 'AccessDeniedException' };
const LINEAGE = {
  'replicate:source': 'arn:aws:appstream:us-east-1:123456789012:image/cad',
  'replicate:source-created': '2026-11-23T08:00:01Z',
};
const STACK = 'us-east-1';

/** A run on a tick of the watch, and one on the first event that was not delivered yet. */
const TICK = { do: 'run', stack: STACK, on: 'tick' } as const satisfies Step;
const EVENT = { do: 'run', stack: STACK, on: { event: 0 } } as const satisfies Step;

/** Somebody builds an image for one region, or for what its tags say. */
function build(image: string, tags: Tags = { 'replicate:to': 'eu-west-1' }) {
  return { do: 'build', image, region: STACK, tags, minutes: 0 } as const satisfies Step;
}

/** A history of an account with one stack. */
function of(...steps: readonly Step[]): History {
  return { stacks: [STACK], steps };
}

const [A, B, OUTSIDER] = ['111122223333', '444455556666', '999900001111'];

/** A history of an account whose stack allows to share, which begins with an image that is shared with an account. */
function sharing(...steps: readonly Step[]): History {
  const first = build('cad', { 'replicate:to': 'eu-west-1', 'replicate:share': A });
  return { stacks: [STACK], shareAccounts: [A, B], steps: [first, ...steps] };
}

/** Somebody tags the image so that it is shared with another account, an hour later. */
const WITH_ANOTHER: readonly Step[] = [
  TICK,
  { do: 'pass', minutes: 60, ticks: 6 },
  { do: 'tag', image: 'cad', region: STACK, set: { 'replicate:share': B }, remove: [] },
];

/**
 * A history for each deliberate break, by what it breaks, that makes its property notice it: the shortest that a search
 * found, or one that was written where only a rare history does.
 */
export const HISTORIES: Readonly<Record<string, History>> = {
  'drop the lineage check': of(build('cad'), {
    ...EVENT,
    meanwhile: { after: 1, edit: build('cad') },
  }),
  'treat a replica of an earlier build of the source as one of this build': of(
    build('office'),
    { do: 'overlap', runs: [TICK, EVENT], order: [] },
    build('office'),
  ),
  'publish before checking that the replica is AVAILABLE': of(build('cad')),
  'treat no status as final': of(build('cad')),
  'let the id of a message depend on when it is announced': of(
    build('cad'),
    {
      do: 'fault',
      operation: 'Publish',
      effect: { error: 'InternalFailure', status: 500, after: true },
      times: 3,
    },
    EVENT,
    { do: 'pass', minutes: 40, ticks: 8 },
  ),
  'bring back a replica that somebody deleted': of(
    { ...build('office'), minutes: 10 },
    TICK,
    { do: 'pass', minutes: 120, ticks: 8 },
    { do: 'delete', image: 'office', region: 'eu-west-1' },
  ),
  'follow only what the present rule asks for': of(
    build('cad'),
    { do: 'overlap', runs: [TICK, TICK], order: [] },
    { do: 'tag', image: 'cad', region: STACK, set: {}, remove: ['replicate:to'] },
  ),
  'copy again whatever fails, without end': {
    world: { quotaChecked: 'afterwards' },
    ...of(build('cad'), { do: 'quota', region: 'eu-west-1', copies: 1, images: 0 }),
  },
  'fail for good when AWS says that the replica exists': of(
    build('cad', { 'replicate:to': 'us-east-1 eu-west-1=x ap-southeast-2' }),
    build('x'),
  ),
  'fail for good when the source image is busy': of(build('cad'), {
    ...TICK,
    meanwhile: { after: 1, edit: { ...build('cad'), minutes: 10 } },
  }),
  'fail for good when IAM refuses a call once': of(
    build('cad'),
    { do: 'fault', operation: 'CopyImage', effect: DENIED, times: 1 },
    EVENT,
  ),
  'delete whatever has the name of the replica': of(
    build('cad', { 'replicate:to': 'us-east-1=x eu-west-1', 'replicate:tags': 'none', team: 'b' }),
    { ...build('x'), flaw: 'FAILED' },
  ),
  'never give up': of(
    build('cad', {
      'replicate:to': 'eu-west-1 ap-southeast-2',
      'replicate:name': '@name-@region',
      team: 'a',
    }),
    { do: 'quota', region: 'ap-southeast-2', copies: 1, images: 0 },
  ),
  'never check again what FAILED': of(
    build('cad'),
    EVENT,
    { do: 'enable', region: 'eu-west-1', enabled: false },
    { do: 'live', hours: 5 },
    { do: 'enable', region: 'eu-west-1', enabled: true },
  ),
  'keep the watch on for what is late': of(
    { do: 'copies', minutes: 10_000, failing: 0 },
    build('cad'),
    EVENT,
    { do: 'refuse', operation: 'CopyImage', effect: DENIED },
    { do: 'live', hours: 26 },
  ),
  'do not shorten error messages of AWS': of(
    build('cad'),
    {
      do: 'fault',
      operation: 'ListTagsForResource',
      times: 1,
      effect: { error: '', message: 'x'.repeat(300_000), status: 400 },
    },
    EVENT,
  ),
  'ignore NextToken': { crowded: [STACK], ...of(build('cad')) },
  'retry LimitExceededException': of(build('x'), build('cad'), build('office')),
  'keep trying copies to a region after its quota has refused one': of(
    build('cad'),
    build('office'),
    { do: 'quota', region: 'eu-west-1', copies: 1, images: 0 },
  ),
  'act though the status that accounts for it could not be written': of(
    { do: 'refuse', operation: 'TagResource', region: STACK, effect: DENIED },
    { do: 'copies', minutes: 5, failing: 100 },
    build('cad'),
    { do: 'live', hours: 24 },
  ),
  'announce without a mark in the status': of(build('cad')),
  'announce though the mark could not be written': of(
    build('office'),
    { ...build('office'), flaw: 'FAILED' },
    { do: 'fault', operation: 'TagResource', effect: 'drop-before', times: 3 },
    TICK,
  ),
  'record an outcome whose announcement failed': of(
    build('cad', { 'replicate:to': 'europe eu-west-1' }),
    { do: 'fault', operation: 'Publish', effect: 'drop-before', times: 20 },
    TICK,
  ),
  'delete a replica without reading it again': of(
    { do: 'copies', minutes: 0, failing: 1 },
    build('cad'),
    EVENT,
    TICK,
    { do: 'pass', minutes: 11, ticks: 0 },
    {
      ...TICK,
      meanwhile: {
        after: 4,
        edit: { do: 'build', image: 'cad', region: 'eu-west-1', tags: LINEAGE, minutes: 0 },
      },
    },
  ),
  'leave the replica without tags': of(build('cad')),
  'replicate replicas': of(
    build('x', {
      'replicate:to': 'eu-west-1 ap-southeast-2',
      'replicate:name': '@name-@region',
      team: 'a',
    }),
    {
      do: 'tag',
      image: 'x',
      region: STACK,
      set: { 'replicate:to': 'us-east-1 eu-west-1=x ap-southeast-2' },
      remove: [],
    },
  ),
  'leave the watch off': of(build('cad')),
  'treat an image whose tags could not be read as one without a rule': of(
    build('cad'),
    TICK,
    { do: 'fault', operation: 'ListTagsForResource', effect: 'drop-before', times: 20 },
    { do: 'pass', minutes: 1, ticks: 0 },
    { do: 'overlap', runs: [TICK, TICK], order: [] },
    TICK,
  ),
  'leave the watch on': of(build('cad')),
  'let what cannot be read escape': of(build('cad'), {
    do: 'enable',
    region: 'eu-west-1',
    enabled: false,
  }),
  'treat an answer that cannot be read as final': of(
    build('cad'),
    {
      do: 'fault',
      operation: 'DescribeImages',
      region: 'eu-west-1',
      effect: { raw: '<html>Forbidden</html>', status: 403 },
      times: 6,
    },
    EVENT,
  ),
  'keep the grants of a replica when the tag changes': sharing(...WITH_ANOTHER),
  'give access that the replica does not remember': sharing(),
  'give access for more than the tag asks for': sharing(),
  'take away access that others gave': sharing(...WITH_ANOTHER, {
    do: 'share',
    image: 'cad',
    region: 'eu-west-1',
    shared: true,
    account: OUTSIDER,
  }),
};

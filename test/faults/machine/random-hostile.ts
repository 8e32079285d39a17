import * as fc from 'fast-check';
import type { FaultEffect } from '../../../sim/index.ts';
import type { Edit, Run, Step, Tags } from './history.ts';
import { image, region } from './random-edits.ts';

/** All that a tag's value may hold, by class; and what rules are made of. */
const tagText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'aZ09 _.:/=+-@é漢𝒜\u00a0\u2003'),
      fc.constantFrom('@name', '@region', '@description', ' eu-west-1', ' ap-southeast-2=x'),
      fc.constantFrom('111122223333 ', '111122223333=both ', 'source'),
      fc.constantFrom('us-east-1=', 'eu-west-1=eu-west-1=', 'COPYING ', 'since=', 'name=x '),
    ),
    { maxLength: 60 },
  )
  .map((parts) => cut(parts.join(''), 128));

/** Never between the halves of a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

const tagKey = fc.oneof(
  fc
    .constantFrom(
      'to',
      'name',
      'description',
      'tags',
      'share',
      'shared',
      'source',
      'source-created',
      'status:rule',
    )
    .map((key) => `replicate:${key}`),
  region.map((each) => `replicate:status:${each}`),
  tagText.map((text) => cut(`replicate:${text}`, 100)),
  tagText.map((text) => cut(`k${text}`, 100)),
);

/** Any tags that AppStream accepts, mostly few of them. */
const tags: fc.Arbitrary<Tags> = fc
  .array(fc.tuple(tagKey, tagText), { maxLength: 48 })
  .map((entries) => Object.fromEntries(entries));

const oddEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    do: fc.constant('build' as const),
    image,
    region,
    tags,
    minutes: fc.constantFrom(0, 10),
  }),
  fc.record({
    do: fc.constant('tag' as const),
    image,
    region: fc.constant('us-east-1'),
    set: fc.tuple(tagKey, tagText).map((tag) => Object.fromEntries([tag])),
    remove: fc.array(tagKey, { maxLength: 3 }),
  }),
);

/** A member that is as it should be, or anything at all, or not there. */
const odd = (...usual: readonly unknown[]) =>
  fc.oneof(fc.constantFrom(...usual), fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined));
const arn = (name: string) => `arn:aws:appstream:us-east-1:123456789012:image/${name}`;
const oddImage = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.record({
    Name: odd('cad', 'office', 'x'),
    Arn: odd(arn('cad'), arn('office'), arn('x')),
    State: odd('AVAILABLE', 'COPYING', 'FAILED', 'REHYDRATING'),
    Visibility: odd('PRIVATE', 'SHARED'),
    CreatedTime: odd(1_795_420_800, -1, 1e300),
    Description: odd('text', '[replica of us-east-1/cad 2026-11-23T08:00:00Z]'),
    StateChangeReason: odd({ Code: 'IMAGE_COPY_FAILURE', Message: 'no luck' }),
    ImageErrors: odd([{ ErrorCode: 'INTERNAL_ERROR', ErrorMessage: 'no luck' }]),
  }),
);
const oddAnswer = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.record({
    Images: fc.oneof(fc.array(oddImage, { maxLength: 5 }), fc.jsonValue({ maxDepth: 1 })),
    NextToken: odd('more'),
  }),
  oddImage.map((each) => ({ Images: Array(3_000).fill(each) })),
  fc.record({
    SharedImagePermissionsList: odd(
      [null, {}, { sharedAccountId: '111122223333', imagePermissions: { allowFleet: true } }],
      [{ sharedAccountId: 1, imagePermissions: 'all' }],
    ),
    NextToken: odd('more'),
  }),
  fc.record({ Tags: fc.oneof(fc.dictionary(fc.string(), odd('eu-west-1')), fc.jsonValue()) }),
);
const oddText = fc.oneof(
  fc.string(),
  fc.constantFrom('', 'null', '{', '<html>Bad Gateway</html>', '\u0000'),
  fc.constant('x'.repeat(300_000)),
);
const oddEffect: fc.Arbitrary<FaultEffect> = fc.oneof(
  oddAnswer.map((answer) => ({ answer })),
  fc.record({ raw: oddText, status: fc.constantFrom(200, 204, 302, 400, 413, 429, 500, 599) }),
  fc.record({
    error: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
    message: oddText,
    status: fc.constantFrom(400, 403, 404, 500),
  }),
);
const oddFault: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('fault' as const),
  operation: fc.constantFrom(
    ...['DescribeImages', 'ListTagsForResource', 'CopyImage', 'TagResource', 'EnableRule'],
    ...['DescribeImagePermissions', 'UpdateImagePermissions'],
  ),
  times: fc.constantFrom(1, 3, 6),
  effect: oddEffect,
});

/** An event that is nearly one of ours, or any JSON. */
const oddEvent = fc.oneof(
  fc.jsonValue(),
  fc.record({
    source: odd('aws.appstream'),
    region: odd('us-east-1'),
    detail: fc.oneof(
      fc.jsonValue(),
      fc.record({
        eventName: odd('CreateImage', 'TagResource', 'CreateUpdatedImage'),
        awsRegion: odd('us-east-1'),
        errorCode: odd(undefined),
        requestParameters: odd({ resourceArn: arn('cad') }, { newImageName: 'cad' }),
        serviceEventDetails: odd({ ImageName: 'cad' }),
      }),
    ),
  }),
  fc.record({ image: odd('cad', 'office', 'x') }),
);
const oddRun: fc.Arbitrary<Run> = fc.record({
  stack: fc.constant('us-east-1'),
  on: oddEvent.map((given) => ({ given })),
});

/** Steps that no decent account would take. */
export const oddSteps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: oddEdit },
  { weight: 2, arbitrary: oddFault },
  { weight: 1, arbitrary: oddRun.map((run) => ({ do: 'run' as const, ...run })) },
);

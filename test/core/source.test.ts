import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../lib/core/image.ts';
import type { Tags } from '../../lib/core/tags/keys.ts';
import { isReplica, sourceOf } from '../../lib/core/tags/source.ts';
import { formatStatus } from '../../lib/core/tags/status.ts';
import {
  ALLOW_ALL,
  AWAY,
  KEYS,
  LIMITS,
  minutesAgo,
  NOW,
  replicaOf,
  sourceImage,
  statusOf,
  wantedBy,
} from '../support/builders.ts';

const source = sourceImage();
const TO = { 'replicate:to': AWAY };
const WRONG = { 'replicate:to': `${AWAY} eu-west2` };
const look = (tags: Tags, image: Image = source, allowed: readonly string[] = []) =>
  sourceOf(
    image,
    tags,
    { ...ALLOW_ALL, tagPrefix: 'replicate', limits: LIMITS, allowedRegions: allowed },
    NOW,
  );
const users = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));

describe('an image is ignored', () => {
  test.each<[string, Image, Tags, string]>([
    [
      'when its description says that it is a replica',
      replicaOf(source),
      TO,
      'it is a replica itself',
    ],
    [
      'when its tags say that it is a replica',
      source,
      { ...TO, 'replicate:source': 'arn' },
      'it is a replica itself',
    ],
    ['when it has no rule', source, { team: 'cad' }, 'it has no rule'],
    ['when it has no tags', source, {}, 'it has no rule'],
    [
      'when a tag beside a rule is no status',
      source,
      { 'replicate:status:eu-west-1': 'soon' },
      'it has no rule',
    ],
    [
      'when AWS does not say when it was created',
      { ...source, createdAt: undefined },
      TO,
      'AWS does not say when it was created',
    ],
  ])('%s', (_, image, tags, reason) => {
    expect(look(tags, image)).toMatchObject({ kind: 'ignored', reason });
  });
});

test('a replica is recognized by its description, a source is not', () => {
  expect(isReplica(replicaOf(source))).toBe(true);
  expect(isReplica(source)).toBe(false);
});

test.each<[string, Partial<Image>]>([
  ['an image builder made', { hasBuilder: true }],
  ['is older than the source that it names', { createdAt: minutesAgo(241) }],
])('an image that says it is a replica but %s is a source like any other', (_, part) => {
  const forged = replicaOf(source, part);
  expect(isReplica(forged)).toBe(false);
  expect(look({ 'replicate:to': 'sa-east-1' }, forged)).toMatchObject({
    kind: 'replicated',
    destinations: [{ region: 'sa-east-1' }],
  });
});

describe('the destinations of an image', () => {
  test('are those of its rule and those of its status tags, each once', () => {
    const status = statusOf({ rule: '0123abcd' });
    const tags = {
      'replicate:to': 'eu-west-1 eu-west-2',
      'replicate:status:eu-west-1': formatStatus(status),
      'replicate:status:sa-east-1': 'COPYING',
    };
    const image = sourceImage({ tags });
    expect(look(tags, image)).toMatchObject({
      kind: 'replicated',
      image,
      destinations: [
        { region: 'eu-west-1', wanted: wantedBy(image), status },
        { region: 'eu-west-2', wanted: wantedBy(image, 'eu-west-2'), status: undefined },
        { region: 'sa-east-1', wanted: undefined, status: { word: 'COPYING', since: NOW } },
      ],
      report: { kind: 'fine' },
    });
  });

  test.each(['evil.example', 'rule', '', 'eu-west-1.evil.example', '../eu-west-1'])(
    "are never what a person made up in a status key: '%s'",
    (region) => {
      const found = look({ ...TO, [`replicate:status:${region}`]: 'COPYING name=cad' });
      expect(found.kind === 'replicated' && found.destinations.map((each) => each.region)).toEqual([
        AWAY,
      ]);
    },
  );

  test('start from the beginning when a person wrote a status that cannot be read', () => {
    const found = look({ ...TO, [KEYS.status(AWAY)]: 'again please' });
    expect(found).toMatchObject({ destinations: [{ region: AWAY, status: undefined }] });
  });
});

describe('an image with 50 tags or nearly so', () => {
  const two = { 'replicate:to': 'eu-west-1 eu-west-2' };

  test('is served while there is room for a status of each destination', () => {
    const found = look({ ...two, ...users(47) });
    expect(found).toMatchObject({ report: { kind: 'fine' } });
    expect(found.kind === 'replicated' && found.destinations).toHaveLength(2);
  });

  test('is copied nowhere when one status would not fit', () => {
    expect(look({ ...two, ...users(48) })).toMatchObject({
      destinations: [],
      report: {
        kind: 'no-room',
        problem: {
          code: 'NoRoomForStatus',
          message: 'the image has 49 tags and needs 2 more for its status; 50 are allowed',
        },
      },
    });
  });

  test.each(['aws:cloudformation:stack-name', 'AWS:x'])(
    'is not counted as having more tags because of %s, which AWS does not count',
    (key) => {
      const ofAws = { [key]: 'images', [`${key}-2`]: 'images' };
      expect(look({ ...two, ...ofAws, ...users(47) })).toMatchObject({ report: { kind: 'fine' } });
      expect(look({ ...two, ...ofAws, ...users(48) })).toMatchObject({
        report: {
          problem: { message: expect.stringMatching(/^the image has 49 tags and needs 2 more/) },
        },
      });
    },
  );

  test('needs room for a wrong rule too', () => {
    expect(look({ ...WRONG, ...users(47) })).toMatchObject({ report: { kind: 'invalid' } });
    expect(look({ ...WRONG, ...users(48) })).toMatchObject({ report: { kind: 'no-room' } });
  });

  test('needs none for a status tag that exists already', () => {
    const remembered = {
      'replicate:status:eu-west-1': 'COPYING',
      [KEYS.status('eu-west-2')]: 'junk',
    };
    expect(look({ ...two, ...remembered, ...users(47) })).toMatchObject({
      report: { kind: 'fine' },
    });
  });

  test('is followed where a copy has started', () => {
    const found = look({ ...two, 'replicate:status:eu-west-1': 'COPYING', ...users(48) });
    expect(found).toMatchObject({
      destinations: [{ region: 'eu-west-1' }],
      report: { kind: 'no-room' },
    });
  });
});

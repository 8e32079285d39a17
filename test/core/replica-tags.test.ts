import { describe, expect, test } from '@jest/globals';
import { isOwnKey, MAX_TAGS, type Tags, tagKeys } from '../../lib/core/tags/keys.ts';
import { lineageTags, replicaTags, unfollowedKeys } from '../../lib/core/tags/rule.ts';
import { arnOf, HOME, KEYS, tagged } from '../support/builders.ts';

const LINEAGE = {
  'replicate:source': arnOf(HOME, 'cad'),
  'replicate:source-created': '2026-11-23T08:00:00Z',
};
const USERS = { team: 'design', 'cost centre': 'Größe 東京 𝒜', Replicate: 'no' };

describe('to a replica', () => {
  test.each<[string, Tags, Tags]>([
    ['without a choice every tag', {}, USERS],
    ["with 'all' every tag", { 'replicate:tags': 'all' }, USERS],
    ["with 'none' no tag", { 'replicate:tags': 'none' }, {}],
    [
      'with a list those of its keys',
      { 'replicate:tags': 'team  Replicate nothing' },
      { team: 'design', Replicate: 'no' },
    ],
    ['with a list of one its tag', { 'replicate:tags': ' team ' }, { team: 'design' }],
    ["with 'all' between spaces every tag", { 'replicate:tags': '  all\u00a0' }, USERS],
    ["with 'none' between spaces no tag", { none: 'x', 'replicate:tags': ' none ' }, {}],
  ])('%s follows, and its lineage', (_, choice, expected) => {
    const source = tagged({ ...USERS, ...choice, 'replicate:to': 'eu-west-1' });
    expect(replicaTags(source, KEYS)).toEqual({ ...expected, ...LINEAGE });
  });

  test.each(['all', 'replicate:to aws:cloudformation:stack-name AWS:x replicate:status:eu-west-1'])(
    "neither the product's tags nor those of AWS follow by '%s'",
    (choice) => {
      const tags = {
        'replicate:to': 'eu-west-1',
        'replicate:status:eu-west-1': 'COPYING',
        'replicate:status:rule': 'FAILED',
        'replicate:anything': 'else',
        'replicate:source': 'arn of another image',
        'aws:cloudformation:stack-name': 'images',
        'AWS:x': 'y',
        'replicate:tags': choice,
      };
      expect(replicaTags(tagged(tags), KEYS)).toEqual(LINEAGE);
    },
  );

  test('tags of another prefix follow like any other', () => {
    const source = tagged({ 'replicate:to': 'eu-west-1', 'copy:to': 'eu-west-1' });
    expect(replicaTags(source, tagKeys('copy'))).toEqual({
      'replicate:to': 'eu-west-1',
      'copy:source': arnOf(HOME, 'cad'),
      'copy:source-created': '2026-11-23T08:00:00Z',
    });
  });

  test('as many tags fit as a source with its rule and one status can have', () => {
    const users = Object.fromEntries(Array.from({ length: MAX_TAGS - 2 }, (_, i) => [`k${i}`, '']));
    const source = tagged({ ...users, 'replicate:to': 'x', 'replicate:status:x': 'y' });
    expect(Object.keys(replicaTags(source, KEYS))).toHaveLength(MAX_TAGS);
  });

  test('a key that means something to JavaScript is a key like any other', () => {
    const tags: Tags = JSON.parse('{"__proto__":"a","constructor":"b","replicate:to":"eu-west-1"}');
    expect(Object.entries(replicaTags(tagged(tags), KEYS))).toEqual(
      expect.arrayContaining([
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]),
    );
  });
});

test('the lineage of a replica is which image it was copied from, and which build', () => {
  expect(lineageTags(tagged({ team: 'cad' }), KEYS)).toEqual(LINEAGE);
  expect(lineageTags(tagged({}), tagKeys('copy'))).toEqual({
    'copy:source': arnOf(HOME, 'cad'),
    'copy:source-created': '2026-11-23T08:00:00Z',
  });
});

describe('from a replica that was there before', () => {
  const TAGS = { team: 'design', centre: '42' };
  const from = (choice: Tags, present: Tags, users: Tags = TAGS) =>
    unfollowedKeys(tagged({ 'replicate:to': 'eu-west-1', ...users, ...choice }), present, KEYS);

  test('nothing is taken away while every tag follows', () => {
    expect(from({}, { ...TAGS, ...LINEAGE })).toEqual([]);
  });

  test.each<[string, Tags, readonly string[]]>([
    ['that a list leaves out', { 'replicate:tags': 'team' }, ['centre']],
    ['of every kind when none follows', { 'replicate:tags': 'none' }, ['team', 'centre']],
  ])('tags of the source are taken away %s, its lineage stays', (_, choice, expected) => {
    expect(from(choice, { ...TAGS, ...LINEAGE })).toEqual(expected);
  });

  test('a tag with another value than at the source stays: somebody else set it', () => {
    expect(from({ 'replicate:tags': 'none' }, { team: 'made here', centre: '42' })).toEqual([
      'centre',
    ]);
  });

  test('a tag that the source does not have stays', () => {
    expect(from({ 'replicate:tags': 'none' }, { owner: 'somebody', '': '' })).toEqual([]);
  });

  test("neither the product's tags nor those of AWS are taken away: they never follow", () => {
    const own = {
      'replicate:status:eu-west-1': 'COPYING',
      'replicate:anything': 'else',
      'aws:cloudformation:stack-name': 'images',
      'AWS:x': 'y',
    };
    expect(from({ 'replicate:tags': 'none' }, { ...own, ...LINEAGE }, own)).toEqual([]);
  });

  test('a key that means something to JavaScript is a key like any other', () => {
    const tags: Tags = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}');
    expect(from({ 'replicate:tags': 'none' }, tags, tags)).toEqual(Object.keys(tags));
    expect(from({}, JSON.parse('{"constructor":"d"}'))).toEqual([]);
  });
});

test.each([
  ['replicate:status:eu-west-1', true],
  ['replicate:status:rule', true],
  ['replicate:source', true],
  ['replicate:source-created', true],
  ['replicate:source-name', false],
  ['replicate:to', false],
  ['replicate:tags', false],
  ['replicate:', false],
  ['team', false],
  ['replicator:source', false],
])('%s is written by the replicator alone: %s', (key, expected) => {
  expect(isOwnKey(KEYS, key)).toBe(expected);
});

import { describe, expect, test } from '@jest/globals';
import { newestMembers, ranksOf } from '../../lib/core/retention/family.ts';
import { formatNotice, giveNotice, parseNotice } from '../../lib/core/retention/notice.ts';
import type { Tags } from '../../lib/core/tags/keys.ts';
import { parseRule, replicaTags } from '../../lib/core/tags/rule.ts';
import {
  ALLOW_ALL,
  AWAY,
  arnOf,
  HOME,
  KEYS,
  minutesAgo,
  NOW,
  replicaOf,
  tagged,
  wantedBy,
} from '../support/builders.ts';

const ruleOf = (tags: Tags) =>
  parseRule(tagged({ 'replicate:to': AWAY, ...tags }), KEYS, ALLOW_ALL);

describe('the tags for a family', () => {
  test.each(['a', 'cad', 'CAD_2.x-1', 'x'.repeat(64)])('take %s for a name', (family) => {
    expect(ruleOf({ 'replicate:family': family })).toMatchObject({ family, problems: [] });
  });

  test.each(['1', '9', '10', '99'])('take %s for a number to keep', (keep) => {
    const rule = ruleOf({ 'replicate:family': 'cad', 'replicate:keep': keep });
    expect(rule).toMatchObject({ family: 'cad', keep: Number(keep), problems: [] });
  });

  test.each(['', 'two words', 'x'.repeat(65), 'größe', 'a/b'])('refuse the name "%s"', (family) => {
    const rule = ruleOf({ 'replicate:family': family, 'replicate:keep': '2' });
    expect(rule?.family).toBeUndefined();
    expect(rule?.keep).toBeUndefined();
    expect(rule?.problems).toEqual([
      `'${family}' cannot be a family; replicate:family has 1 to 64 letters, digits, '_', '.' or '-', for example 'cad'`,
    ]);
  });

  test.each(['', '0', '100', '-1', '1.5', '03', 'all', ' 3'])('refuse to keep "%s"', (keep) => {
    const rule = ruleOf({ 'replicate:family': 'cad', 'replicate:keep': keep });
    expect(rule).toMatchObject({ family: 'cad', keep: undefined });
    expect(rule?.problems).toEqual([
      `'${keep}' is not how many replicas to keep; replicate:keep is a number from 1 to 99, for example '3'`,
    ]);
  });

  test('refuse a number without a family', () => {
    const rule = ruleOf({ 'replicate:keep': '3' });
    expect(rule?.keep).toBeUndefined();
    expect(rule?.problems).toEqual([
      "'replicate:keep' needs a family; name it with replicate:family, for example 'cad', on every image of the family",
    ]);
  });

  test('say which parameter is in the way of a number to keep', () => {
    const read = (keep: Tags, retention: boolean) =>
      parseRule(tagged({ 'replicate:to': AWAY, 'replicate:family': 'cad', ...keep }), KEYS, {
        ...ALLOW_ALL,
        retention,
      });
    const off = read({ 'replicate:keep': '3' }, false);
    expect(off).toMatchObject({ family: 'cad', keep: 3, wanted: [{ region: AWAY }] });
    expect(off?.problems).toEqual([expect.stringContaining('its parameter retention')]);
    expect(off?.fingerprint).not.toBe(read({ 'replicate:keep': '3' }, true)?.fingerprint);
    expect(read({}, false)?.problems).toEqual([]);
  });

  test('start no destination again when they change', () => {
    const plain = tagged({ 'replicate:to': AWAY });
    const member = tagged({ ...plain.tags, 'replicate:family': 'cad', 'replicate:keep': '3' });
    expect(wantedBy(member)).toEqual(wantedBy(plain));
  });

  test('write the family on each replica, and never the number', () => {
    const tags = replicaTags(tagged({ 'replicate:family': 'cad', 'replicate:keep': '3' }), KEYS);
    expect(tags).toMatchObject({ 'replicate:family': 'cad' });
    expect(tags).not.toHaveProperty(['replicate:keep']);
  });

  test.each([
    [{ 'replicate:rollout': 'together' }, 'together'],
    [{ 'replicate:rollout': 'both' }, 'together'],
    [{ 'replicate:rollout': 'each' }, undefined],
    [{}, undefined],
  ])('with %j write the rollout on each replica as %s', (rollout, written) => {
    const tags = replicaTags(tagged({ 'replicate:family': 'cad', ...rollout }), KEYS);
    expect(tags['replicate:rollout']).toBe(written);
    expect(replicaTags(tagged(rollout), KEYS)).not.toHaveProperty(['replicate:rollout']);
  });
});

describe('a family', () => {
  const member = (name: string, age: number, tags: Tags, part = {}) => {
    const image = tagged(
      { 'replicate:to': AWAY, ...tags },
      { name, createdAt: minutesAgo(age), ...part },
    );
    return { image, rule: parseRule(image, KEYS, ALLOW_ALL) };
  };
  const cad = { 'replicate:family': 'cad' };

  test('goes by its newest source image, of which one that is being deleted is none', () => {
    const members = [
      member('b', 20, cad),
      member('a', 30, cad),
      member('c', 10, cad, { phase: 'DELETING' }),
      member('d', 5, { 'replicate:family': 'office' }),
      member('e', 1, {}),
    ];
    const newest = [...newestMembers(members)].map(([family, { image }]) => [family, image.name]);
    expect(newest).toEqual([
      ['cad', 'b'],
      ['office', 'd'],
    ]);
  });

  test('ranks its replicas region by region by the builds they were copied from', () => {
    const ranked = (name: string, createdAt: string, region = AWAY, family = 'cad') => ({
      replica: replicaOf(tagged({}), { name, region }),
      family,
      source: { arn: arnOf(HOME, name), name, region: HOME, createdAt: new Date(createdAt) },
    });
    const old = ranked('cad-1', '2026-11-01T00:00:00Z');
    const young = ranked('cad-2', '2026-11-02T00:00:00Z');
    const twin = { ...young, replica: { ...young.replica, name: 'cad-2-copy' } };
    const elsewhere = ranked('cad-1', '2026-11-01T00:00:00Z', 'eu-west-2');
    const other = ranked('office', '2026-11-03T00:00:00Z', AWAY, 'office');
    expect(ranksOf([old, young, twin, elsewhere, other])).toEqual(
      new Map([
        [old, 2],
        [young, 1],
        [twin, 1],
        [elsewhere, 1],
        [other, 1],
      ]),
    );
  });
});

describe('the tag retire-at', () => {
  test.each(['2026-11-24T12:10:00Z', '2026-11-24T12:10:00Z due=2026-11-23T12:00:00Z'])(
    'is read as it is written: %s',
    (value) => {
      const notice = parseNotice(value);
      expect(notice && formatNotice(notice)).toBe(value);
    },
  );

  test.each([
    undefined,
    '',
    'tomorrow',
    '2026-11-24T12:10Z',
    '2026-11-24T12:10:00Z due',
    '2026-11-24T12:10:00Z due=soon',
    '2026-11-24T12:10:00Z due=2026-11-23T12:00:00Z more',
  ])('counts as none when it is not ours: %s', (value) => {
    expect(parseNotice(value)).toBeUndefined();
  });

  test('given anew keeps its name and gets its day anew', () => {
    const later = new Date(NOW.getTime() + 3_600_000);
    const first = giveNotice(NOW);
    const second = giveNotice(later, first);
    expect(second.due).toEqual(first.due);
    expect(second.at.getTime() - later.getTime()).toBeGreaterThanOrEqual(86_400_000);
  });
});

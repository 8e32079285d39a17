import { describe, expect, test } from '@jest/globals';
import type { Tags } from '../../lib/core/tags/keys.ts';
import { parseRule } from '../../lib/core/tags/rule.ts';
import { parseRuleSets } from '../../lib/core/tags/rule-sets.ts';
import { ALLOW_ALL, KEYS, tagged } from '../support/builders.ts';

const SETS = 'standard: eu-west-1 eu-central-1=cad-de; apac: ap-southeast-2';

describe('the parameter ruleSets', () => {
  const destinations = (text: string) =>
    parseRuleSets(text).sets.map((set) => [set.name, ...set.destinations]);

  test.each([
    ['', []],
    ['  ', []],
    [' ; ', []],
    ['a: eu-west-1', [['a', 'eu-west-1']]],
    [
      'a:eu-west-1,eu-west-2;b:eu-west-3',
      [
        ['a', 'eu-west-1', 'eu-west-2'],
        ['b', 'eu-west-3'],
      ],
    ],
    [
      ' a :  eu-west-1 ,  eu-west-2=x  ;\n b: eu-west-3 ;',
      [
        ['a', 'eu-west-1', 'eu-west-2=x'],
        ['b', 'eu-west-3'],
      ],
    ],
    ['a: ; b: nowhere', [['a'], ['b', 'nowhere']]],
    ['__proto__: eu-west-1', [['__proto__', 'eu-west-1']]],
    [`${'x'.repeat(32)}: eu-west-1`, [['x'.repeat(32), 'eu-west-1']]],
  ])('%j is read as %j', (text, sets) => {
    expect(destinations(text)).toEqual(sets);
    expect(parseRuleSets(text).problems).toEqual([]);
  });

  const form = "(write NAME: REGIONS, where NAME has 1 to 32 letters, digits, '_', '.' or '-')";
  test.each([
    ['eu-west-1 eu-west-2', `'eu-west-1 eu-west-2' is not a set ${form}`],
    [': eu-west-1', `': eu-west-1' is not a set ${form}`],
    ['@a: eu-west-1', `'@a: eu-west-1' is not a set ${form}`],
    ['a b: eu-west-1', `'a b: eu-west-1' is not a set ${form}`],
    [`${'x'.repeat(33)}: x`, `'${'x'.repeat(33)}: x' is not a set ${form}`],
    ['a: eu-west-1 b: eu-west-2', "'b:' is in the set a (write a semicolon before the next set)"],
    ['a: eu-west-1; a: eu-west-2', 'a is given more than once (give each set once)'],
  ])('%j is refused, with what would be right', (text, problem) => {
    expect(parseRuleSets(text).problems).toEqual([problem]);
  });

  test('is read as far as it is right, and everything that is wrong is named', () => {
    const { sets, problems } = parseRuleSets('europe; a: eu-west-1; a: eu-west-2; b: c: d');
    expect(sets).toEqual([{ name: 'a', destinations: ['eu-west-1'] }]);
    expect(problems).toHaveLength(3);
  });
});

const rule = (to: string, sets = SETS, allowed: readonly string[] = [], tags: Tags = {}) => {
  const read = parseRule(tagged({ 'replicate:to': to, ...tags }), KEYS, {
    ...ALLOW_ALL,
    allowedRegions: allowed,
    ruleSets: parseRuleSets(sets).sets,
  });
  if (!read) throw new Error('there is no rule');
  return read;
};

describe('a rule that names a set', () => {
  test.each<[string, string, readonly string[]]>([
    ['has its destinations', '@standard', ['eu-west-1=cad', 'eu-central-1=cad-de']],
    [
      'may name several, and regions beside them',
      'us-west-2=x @apac @standard',
      ['us-west-2=x', 'ap-southeast-2=cad', 'eu-west-1=cad', 'eu-central-1=cad-de'],
    ],
  ])('%s', (_, to, expected) => {
    const { wanted, problems } = rule(to);
    expect(wanted.map(({ region, replicaName }) => `${region}=${replicaName}`)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  test('fills its own template of names in where the set gives none', () => {
    const { wanted } = rule('@standard', SETS, [], { 'replicate:name': '@name-@region' });
    expect(wanted.map(({ replicaName }) => replicaName)).toEqual(['cad-eu-west-1', 'cad-de']);
  });

  test('is bound by the regions that the stack allows', () => {
    const { wanted, refused, problems } = rule('@standard', SETS, ['eu-west-1']);
    expect(wanted.map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(refused).toEqual(['eu-central-1']);
    expect(problems).toEqual([
      '@standard: eu-central-1 is not among the regions that the stack allows; its parameter allowedRegions has eu-west-1',
    ]);
  });
});

describe('a set that a rule cannot use is a problem that names its cure', () => {
  test.each<[string, string, string, string]>([
    [
      'where there are none',
      '@standard',
      '',
      "'@standard' is not a set, since the stack's parameter ruleSets is empty; name the regions here, or add the set there",
    ],
    [
      'an unknown one',
      '@standrd',
      SETS,
      "'@standrd' is not a set of the stack's parameter ruleSets; the nearest is @standard",
    ],
    [
      'in another case',
      '@APAC=x',
      'apac: eu-west-1',
      "'@APAC=x' is not a set of the stack's parameter ruleSets; the nearest is @apac",
    ],
    [
      'one that is no own property',
      '@constructor',
      'apac: eu-west-1',
      "'@constructor' is not a set of the stack's parameter ruleSets; the nearest is @apac",
    ],
    [
      'an empty one',
      '@a',
      'a:',
      "@a has no regions; add some to it in the stack's parameter ruleSets, or leave it out",
    ],
    [
      'one with a name for its replicas',
      '@apac=cad-apac',
      SETS,
      "'@apac=cad-apac' gives a set a name; write @apac, and name the replicas with the key replicate:name",
    ],
    [
      'a region through two sets',
      '@a @b',
      'a: eu-west-1; b: eu-west-1',
      'eu-west-1 is named 2 times (@a, @b); name each region once',
    ],
    [
      'a region in a set and beside it',
      'eu-west-1=x @a',
      'a: eu-west-1',
      'eu-west-1 is named 2 times (eu-west-1=x, @a); name each region once',
    ],
    [
      'a region twice in a set',
      '@a',
      'a: eu-west-1 eu-west-1=x',
      'eu-west-1 is named 2 times (@a, @a); name each region once',
    ],
    [
      'a word that is no region',
      '@a',
      'a: europe',
      "@a: 'europe' is not a region; write one such as us-east-2",
    ],
    [
      'a placeholder',
      '@a',
      'a: eu-west-1=@name-eu',
      "@a: 'eu-west-1=@name-eu' has a placeholder; leave the name out, and write it into the key replicate:name of the image",
    ],
    [
      'a set in a set',
      '@a',
      'a: @b; b: eu-west-1',
      "@a: '@b' is not a region; a set holds no other sets, so write its regions",
    ],
    [
      'the place of the image itself',
      '@a',
      'a: us-east-1',
      '@a: us-east-1 is where the image already is; leave it out, or give the replica another name, for example us-east-1=cad-copy',
    ],
  ])('%s', (_, to, sets, problem) => {
    expect(rule(to, sets).problems).toEqual([problem]);
  });

  test('and the other destinations are served', () => {
    const { wanted } = rule('@a @nowhere us-west-2', 'a: eu-west-1 europe @b eu-west-2=@name-x');
    expect(wanted.map(({ region }) => region)).toEqual(['eu-west-1', 'us-west-2']);
  });
});

describe('fingerprints', () => {
  test('a destination has one, whether it comes through a set or not', () => {
    const [ofSet] = rule('@standard').wanted;
    const [ofRegion] = rule('eu-west-1').wanted;
    expect(ofSet).toEqual(ofRegion);
    expect(rule('@standard').wanted[1]).toEqual(rule('eu-central-1=cad-de').wanted[0]);
  });

  const whole = (sets: string, allowed: readonly string[] = []) =>
    rule('@a', sets, allowed).fingerprint;

  test('a rule keeps its own while its sets change and are right', () => {
    expect(whole('a: eu-west-1')).toBe(whole('a: eu-west-2 eu-west-3; b: eu-west-1'));
  });

  test('a rule has another for each mistake in its sets', () => {
    const sets = ['a: eu-west-1', '', 'b: eu-west-1', 'a:', 'a: europe', 'a: us-east-1', 'a: @b'];
    expect(new Set(sets.map((each) => whole(each))).size).toBe(sets.length);
    expect(whole('a: europe eu-west-1')).toBe(whole('a: europe eu-west-2'));
  });

  test('a refused region counts as it does without a set', () => {
    const free = whole('a: eu-west-1 eu-west-2');
    const narrow = whole('a: eu-west-1 eu-west-2', ['eu-west-1']);
    expect(narrow).not.toBe(free);
    expect(whole('a: eu-west-1 eu-west-2', ['eu-west-1', 'eu-west-3'])).toBe(narrow);
  });
});

import { describe, expect, test } from '@jest/globals';
import { isReplicaName } from '../../lib/core/image.ts';
import type { Tags } from '../../lib/core/tags/keys.ts';
import { parseRule } from '../../lib/core/tags/rule.ts';
import { ALLOW_ALL, KEYS, tagged } from '../support/builders.ts';
import { LONGEST_NAME } from './arbitraries.ts';

const names = (tags: Tags) =>
  parseRule(tagged(tags), KEYS, ALLOW_ALL)?.wanted.map(
    ({ region, replicaName: name }) => `${region}=${name}`,
  );
const problems = (tags: Tags, part = {}) =>
  parseRule(tagged(tags, part), KEYS, ALLOW_ALL)?.problems;

describe('a wrong rule says what is wrong and what would be right', () => {
  const pattern =
    "a name has 1 to 100 letters, digits, '_', '.' or '-', begins with a letter or digit, and does not begin with aws, amazon or appstream (@name and @region are filled in)";
  test.each<[string, Tags, string]>([
    [
      'no destination',
      { 'replicate:name': '@name' },
      "'replicate:to' names no destination; write regions separated by spaces, for example 'eu-west-1'",
    ],
    [
      'an empty one',
      { 'replicate:to': '  ' },
      "'replicate:to' names no destination; write regions separated by spaces, for example 'eu-west-1'",
    ],
    [
      'a region twice',
      { 'replicate:to': 'eu-west-1 eu-west-1=cad-2' },
      'eu-west-1 is named 2 times; name each region once',
    ],
    [
      'a region that is misspelt',
      { 'replicate:to': 'eu-wst1' },
      "'eu-wst1' is not a region; the nearest is eu-west-1",
    ],
    [
      'a city',
      { 'replicate:to': 'Frankfurt' },
      "'Frankfurt' is not a region; the nearest is eu-central-1",
    ],
    [
      'a word that means no region',
      { 'replicate:to': 'europe' },
      "'europe' is not a region; write one such as us-east-2",
    ],
    [
      'commas between destinations',
      { 'replicate:to': 'eu-west-1=a,eu-west-2;eu-west-3' },
      "'eu-west-1=a,eu-west-2;eu-west-3' is not a region; separate destinations with spaces: 'eu-west-1=a eu-west-2 eu-west-3'",
    ],
    [
      'the key in the value',
      { 'replicate:to': 'replicate:to=eu-west-1' },
      "'replicate:to=eu-west-1' is not a destination; leave out 'replicate:to=', which is the key of the tag",
    ],
    [
      'a region in capitals',
      { 'replicate:to': 'EU-WEST-1' },
      "'EU-WEST-1' is not a region; the nearest is eu-west-1",
    ],
    [
      'a zone',
      { 'replicate:to': 'ap-northeast-1a' },
      "'ap-northeast-1a' is not a region; the nearest is ap-northeast-1",
    ],
    [
      'no region before a name',
      { 'replicate:to': '=cad' },
      "'' is not a region; write one such as us-east-2",
    ],
    [
      'a region of another partition',
      { 'replicate:to': 'us-gov-west-1' },
      'us-gov-west-1 is in partition aws-us-gov; an image of us-east-1 can only be copied within aws',
    ],
    [
      'a region in China',
      { 'replicate:to': 'cn-north-1' },
      'cn-north-1 is in partition aws-cn; an image of us-east-1 can only be copied within aws',
    ],
    [
      'itself',
      { 'replicate:to': 'us-east-1' },
      'us-east-1 is where the image already is; leave it out, or give the replica another name, for example us-east-1=cad-copy',
    ],
    [
      'itself by its name',
      { 'replicate:to': 'us-east-1=@name' },
      'us-east-1 is where the image already is; leave it out, or give the replica another name, for example us-east-1=cad-copy',
    ],
    [
      'no name after the sign',
      { 'replicate:to': 'eu-west-1=' },
      `'' cannot be the name of the replica in eu-west-1; ${pattern}`,
    ],
    [
      'a name that begins wrong',
      { 'replicate:to': 'eu-west-1=-cad' },
      `'-cad' cannot be the name of the replica in eu-west-1; ${pattern}`,
    ],
    [
      'a name with a letter that AppStream refuses',
      { 'replicate:to': 'eu-west-1=größe' },
      `'größe' cannot be the name of the replica in eu-west-1; ${pattern}`,
    ],
    [
      'a name that is too long once it is filled in',
      { 'replicate:to': `eu-west-1=${'@name'.repeat(34)}` },
      `'${'cad'.repeat(34)}' cannot be the name of the replica in eu-west-1; ${pattern}`,
    ],
    [
      'a name of 101 characters',
      { 'replicate:to': `eu-west-1=${LONGEST_NAME}` },
      `'${LONGEST_NAME}' cannot be the name of the replica in eu-west-1; ${pattern}`,
    ],
    ...['aws-cad', 'AWSome', 'Amazon.cad', 'appstream', 'APPSTREAM2'].map(
      (name): [string, Tags, string] => [
        `the name ${name}, which AWS keeps to itself`,
        { 'replicate:to': `eu-west-1=${name}` },
        `'${name}' cannot be the name of the replica in eu-west-1; ${pattern}`,
      ],
    ),
    [
      'a template that begins with what AWS keeps to itself',
      { 'replicate:to': 'eu-west-1', 'replicate:name': 'aws-@name' },
      `'aws-cad' cannot be the name of the replica in eu-west-1; ${pattern}`,
    ],
    [
      'a placeholder that names have not',
      { 'replicate:to': 'eu-west-1', 'replicate:name': '@description' },
      `'@description' cannot be the name of the replica in eu-west-1; ${pattern}`,
    ],
    [
      'an unknown key',
      { 'replicate:to': 'eu-west-1', 'replicate:too': 'eu-west-2' },
      "'replicate:too' is not a key of a rule; the keys are replicate:to, replicate:name, replicate:description, replicate:tags, replicate:share, replicate:family, replicate:keep",
    ],
  ])('%s', (_, tags, problem) => {
    expect(problems(tags, { description: 'plain' })).toEqual([problem]);
  });

  test('from GovCloud outwards too', () => {
    const source = { region: 'us-gov-west-1' };
    expect(problems({ 'replicate:to': 'us-east-1' }, source)).toEqual([
      'us-east-1 is in partition aws; an image of us-gov-west-1 can only be copied within aws-us-gov',
    ]);
    expect(problems({ 'replicate:to': 'us-gov-west1' }, source)).toEqual([
      "'us-gov-west1' is not a region; write one such as us-gov-east-1",
    ]);
  });

  test.each([LONGEST_NAME, 'AppStream-cad'])(
    'for the source %s: that its replicas need names of their own, and how to give them',
    (name) => {
      const own = `'${name}' is the name of the source and cannot be the name of the replica in eu-west-1; give the replica a name of its own with eu-west-1=NAME or the key replicate:name, where ${pattern}`;
      expect(problems({ 'replicate:to': 'eu-west-1' }, { name })).toEqual([own]);
      expect(problems({ 'replicate:to': 'eu-west-1=@name' }, { name })).toEqual([own]);
    },
  );

  test.each([LONGEST_NAME, 'AppStream-cad'])(
    'for a copy of %s in its own region: with an example that AppStream accepts',
    (name) => {
      const [problem = ''] = problems({ 'replicate:to': 'us-east-1' }, { name }) ?? [];
      const [, example = ''] = /for example us-east-1=(\S+-copy)$/.exec(problem) ?? [];
      expect(isReplicaName(example)).toBe(true);
      expect(problems({ 'replicate:to': `us-east-1=${example}` }, { name })).toEqual([]);
    },
  );

  test('and all that is wrong at once, while the right destinations are served', () => {
    const tags = {
      'replicate:to': 'nowhere eu-west-1 us-east-1 eu-west-2 eu-west-2 eu-west-3=@name-@region',
      'replicate:Tags': 'none',
    };
    expect(names(tags)).toEqual(['eu-west-1=cad', 'eu-west-3=cad-eu-west-3']);
    expect(problems(tags)).toHaveLength(4);
  });
});

describe('a rule within the regions that the stack allows', () => {
  const TO = { 'replicate:to': 'eu-west-1 eu-west-2 us-east-1=cad-copy' };
  const read = (allowed: readonly string[], tags: Tags = TO) =>
    parseRule(tagged(tags), KEYS, { ...ALLOW_ALL, allowedRegions: allowed });

  test('wants all of its destinations where the stack allows all regions', () => {
    const rule = read([]);
    expect(rule?.wanted).toHaveLength(3);
    expect(rule?.refused).toEqual([]);
  });

  test('wants those that are allowed, as if there were no limit, and names the parameter for the others', () => {
    const rule = read(['eu-west-1', 'ap-southeast-2']);
    expect(rule?.wanted).toEqual([read([])?.wanted[0]]);
    expect(rule?.refused).toEqual(['eu-west-2', 'us-east-1']);
    expect(rule?.problems).toEqual([
      'eu-west-2 is not among the regions that the stack allows; its parameter allowedRegions has eu-west-1, ap-southeast-2',
      'us-east-1 is not among the regions that the stack allows; its parameter allowedRegions has eu-west-1, ap-southeast-2',
    ]);
  });

  test('says of a word that is no region what it says without a limit', () => {
    const tags = { 'replicate:to': 'europe eu-west-1 us-gov-west-1 eu-west-2 eu-west-2' };
    const rule = read(['eu-west-1'], tags);
    expect(rule?.problems).toEqual(read([], tags)?.problems);
    expect(rule?.refused).toEqual([]);
  });

  test('has its usual fingerprint while nothing is refused, and one for each set that is', () => {
    const of = (...allowed: string[]) => read(allowed)?.fingerprint;
    const none = of();
    expect(of('us-east-1', 'eu-west-2', 'eu-west-1', 'sa-east-1')).toBe(none);
    expect(of('eu-west-1', 'us-east-1')).toBe(of('us-east-1', 'eu-west-1', 'sa-east-1'));
    const sets = [none, of('eu-west-1'), of('eu-west-2'), of('sa-east-1'), of('us-east-1')];
    expect(new Set(sets).size).toBe(sets.length);
  });
});

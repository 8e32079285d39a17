import { describe, expect, test } from '@jest/globals';
import { isRuleOf } from '../../lib/core/tags/destinations.ts';
import type { Tags } from '../../lib/core/tags/keys.ts';
import { parseRule, replicaDescription } from '../../lib/core/tags/rule.ts';
import { ALLOW_ALL, KEYS, minutesAgo, tagged } from '../support/builders.ts';
import { LONGEST_NAME } from './arbitraries.ts';

const names = (tags: Tags, part = {}) =>
  parseRule(tagged(tags, part), KEYS, ALLOW_ALL)?.wanted.map(
    ({ region, replicaName: name }) => `${region}=${name}`,
  );
const problems = (tags: Tags, part = {}) =>
  parseRule(tagged(tags, part), KEYS, ALLOW_ALL)?.problems;

describe('a rule names the destinations', () => {
  test.each<[string, Tags, readonly string[]]>([
    ['one region', { 'replicate:to': 'eu-west-1' }, ['eu-west-1=cad']],
    [
      'regions in the order of the tag, spaces of any kind between them',
      { 'replicate:to': '  sa-east-1   ca-west-1\u00a0us-west-2 ' },
      ['sa-east-1=cad', 'ca-west-1=cad', 'us-west-2=cad'],
    ],
    [
      'a region with a name of its own',
      { 'replicate:to': 'eu-west-1 ap-southeast-2=cad-apac' },
      ['eu-west-1=cad', 'ap-southeast-2=cad-apac'],
    ],
    [
      'a template of names',
      { 'replicate:to': 'eu-west-1 eu-west-2=@region.@name', 'replicate:name': '@name-@region' },
      ['eu-west-1=cad-eu-west-1', 'eu-west-2=eu-west-2.cad'],
    ],
    [
      'its own region under another name',
      { 'replicate:to': 'us-east-1=cad-copy' },
      ['us-east-1=cad-copy'],
    ],
    [
      'a well-formed region that is not known yet',
      { 'replicate:to': 'mx-central-1 eu-north-3' },
      ['mx-central-1=cad', 'eu-north-3=cad'],
    ],
    [
      'a name of 100 characters',
      { 'replicate:to': `eu-west-1=${LONGEST_NAME.slice(1)}` },
      [`eu-west-1=${LONGEST_NAME.slice(1)}`],
    ],
  ])('%s', (_, tags, expected) => {
    expect(names(tags)).toEqual(expected);
    expect(problems(tags)).toEqual([]);
  });

  test.each([LONGEST_NAME, 'AWS-cad', 'amazon-cad', 'AppStream'])(
    'for the source %s, whose own name a replica cannot have, once it gives another',
    (name) => {
      const short = { 'replicate:to': 'eu-west-1=cad us-west-2', 'replicate:name': 'cad-@region' };
      expect(names(short, { name })).toEqual(['eu-west-1=cad', 'us-west-2=cad-us-west-2']);
      expect(problems(short, { name })).toEqual([]);
    },
  );

  test('within its own partition: GovCloud to GovCloud, China to China', () => {
    const from = (region: string, to: string) => names({ 'replicate:to': to }, { region });
    expect(from('us-gov-west-1', 'us-gov-east-1')).toEqual(['us-gov-east-1=cad']);
    expect(from('cn-north-1', 'cn-northwest-1')).toEqual(['cn-northwest-1=cad']);
  });
});

describe('the description of a replica, before its lineage', () => {
  const lineage = ' [replica of us-east-1/cad 2026-11-23T08:00:00Z]';
  test.each<[string, Tags, string]>([
    ["is the source's", {}, 'Größe 東京'],
    ['is a text of its own', { 'replicate:description': 'copied' }, 'copied'],
    [
      'is filled in, as often as a word comes',
      { 'replicate:description': '@name/@name in @region: @description' },
      'cad/cad in eu-west-1: Größe 東京',
    ],
    ['leaves other words alone', { 'replicate:description': '@team @ @names' }, '@team @ cads'],
  ])('%s', (_, tags, expected) => {
    const source = tagged({ 'replicate:to': 'eu-west-1', ...tags }, { description: 'Größe 東京' });
    expect(replicaDescription(source, 'eu-west-1', KEYS)).toBe(expected + lineage);
  });

  test("is nothing more when the source's is empty or the template is", () => {
    const tags: readonly Tags[] = [{}, { 'replicate:description': '' }];
    for (const each of tags) {
      const source = tagged({ 'replicate:to': 'eu-west-1', ...each }, { description: '' });
      expect(replicaDescription(source, 'eu-west-1', KEYS)).toBe(lineage.trim());
    }
  });

  test('does not take placeholders from what was filled in', () => {
    const source = tagged({ 'replicate:to': 'eu-west-1' }, { description: '@name @region' });
    expect(replicaDescription(source, 'eu-west-1', KEYS)).toBe(`@name @region${lineage}`);
  });
});

describe('an image has no rule', () => {
  test.each<[string, Tags]>([
    ['without tags', {}],
    ['with tags of other kinds', { team: 'cad', 'replicated:to': 'eu-west-1', replicate: 'yes' }],
    ['with the state of an earlier one', { 'replicate:status:eu-west-1': 'AVAILABLE' }],
    ['with the lineage of a replica', { 'replicate:source': 'x', 'replicate:source-created': 'y' }],
  ])('%s', (_, tags) => expect(parseRule(tagged(tags), KEYS, ALLOW_ALL)).toBeUndefined());
});

describe('a destination is the same as long as its rule is', () => {
  const of = (tags: Tags, part = {}) =>
    parseRule(tagged({ 'replicate:to': 'eu-west-1', ...tags }, part), KEYS, ALLOW_ALL);
  const fingerprint = (tags: Tags, part = {}) => of(tags, part)?.wanted[0]?.fingerprint;

  test.each<[string, Tags, object]>([
    ['its own name', { 'replicate:to': 'eu-west-1=other' }, {}],
    ['the template of names', { 'replicate:name': '@name-@region' }, {}],
    ['the tags that follow', { 'replicate:tags': 'none' }, {}],
    ['the image itself, built anew', {}, { createdAt: minutesAgo(1) }],
  ])('%s changes it', (_, tags, part) => {
    expect(fingerprint(tags, part)).not.toBe(fingerprint({}));
    expect(fingerprint({})).toMatch(/^[0-9a-f]{8}$/);
  });

  test.each<[string, Tags]>([
    ['another destination', { 'replicate:to': 'eu-west-2 eu-west-1 nowhere' }],
    ["a user's tag", { team: 'cad' }],
    ['its state', { 'replicate:status:eu-west-1': 'COPYING' }],
    ['its usual name, spelt out', { 'replicate:name': '@name' }],
    ['a description, which replicas keep', { 'replicate:description': '@region' }],
    ['no description', { 'replicate:description': '' }],
  ])('%s does not', (_, tags) => {
    const found = of(tags)?.wanted.find(({ region }) => region === 'eu-west-1');
    expect(found?.fingerprint).toBe(fingerprint({}));
  });

  test('a rule as a whole changes with any of its tags, and with nothing else', () => {
    const whole = (tags: Tags) => of(tags)?.fingerprint;
    expect(whole({ 'replicate:too': 'x' })).not.toBe(whole({}));
    expect(whole({ 'replicate:to': 'eu-west-1 nowhere' })).not.toBe(whole({}));
    expect(whole({ 'replicate:description': '@region' })).not.toBe(whole({}));
    expect(whole({ team: 'cad', 'replicate:status:eu-west-1': 'COPYING' })).toBe(whole({}));
  });
});

describe('a status is about a rule', () => {
  const of = (tags: Tags, part = {}) => {
    const source = tagged({ 'replicate:to': 'eu-west-1', ...tags }, part);
    const [wanted] = parseRule(source, KEYS, ALLOW_ALL)?.wanted ?? [];
    if (!wanted) throw new Error('the rule wants nothing');
    return wanted;
  };
  const wanted = of({});

  test('when it has its fingerprint, and when a person wrote it without one', () => {
    expect(isRuleOf(wanted, wanted.fingerprint)).toBe(true);
    expect(isRuleOf(wanted, undefined)).toBe(true);
  });

  test.each<[string, Tags, string]>([
    ['the plain rule', {}, '0507cab6'],
    [
      'a rule with a name, a description and tags',
      {
        'replicate:to': 'eu-west-1=cad-eu',
        'replicate:description': 'CAD @region',
        'replicate:tags': 'team',
      },
      '2d92b1f3',
    ],
    [
      'a rule with an empty description',
      { 'replicate:name': '@name-@region', 'replicate:description': '' },
      '34111001',
    ],
  ])('when it has the fingerprint that version 0.1.0 gave to %s', (_, tags, fingerprint) => {
    expect(of(tags).fingerprintBefore).toBe(fingerprint);
    expect(isRuleOf(of(tags), fingerprint)).toBe(true);
  });

  test.each<[string, Tags, object]>([
    ['another name', { 'replicate:to': 'eu-west-1=other' }, {}],
    ['other tags that follow', { 'replicate:tags': 'none' }, {}],
    ['another region', { 'replicate:to': 'eu-west-2' }, {}],
    ['another build', {}, { createdAt: minutesAgo(1) }],
  ])('but not when it is of %s, in either version', (_, tags, part) => {
    const { fingerprint, fingerprintBefore } = of(tags, part);
    expect(isRuleOf(wanted, fingerprint)).toBe(false);
    expect(isRuleOf(wanted, fingerprintBefore)).toBe(false);
  });

  test('when it is of another description, but not when version 0.1.0 wrote that', () => {
    const { fingerprint, fingerprintBefore } = of({ 'replicate:description': '@region' });
    expect(isRuleOf(wanted, fingerprint)).toBe(true);
    expect(isRuleOf(wanted, fingerprintBefore)).toBe(false);
  });

  test('is not about the rule when its fingerprint cannot be read', () => {
    expect(isRuleOf(wanted, '')).toBe(false);
    expect(isRuleOf(wanted, '0123abcd')).toBe(false);
  });
});

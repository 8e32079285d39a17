import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isReplicaName } from '../../lib/core/image.ts';
import { isRegionShaped, KNOWN_REGIONS } from '../../lib/core/region.ts';
import { parseRule, replicaDescription, replicaTags } from '../../lib/core/tags/rule.ts';
import { ALLOW_ALL, KEYS, tagged } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText, imageName } from './arbitraries.ts';

const template = fc
  .array(fc.oneof(fc.constantFrom('@name', '@region', '@description', '@', '-'), imageName), {
    maxLength: 3,
  })
  .map((parts) => parts.join(''));
const token = fc
  .tuple(
    fc.oneof(fc.constantFrom(...KNOWN_REGIONS, 'cn-north-1', 'xx-new-1'), anyText),
    fc.option(fc.oneof(template, anyText)),
  )
  .map(([region, name]) => (name === null ? region : `${region}=${name}`));
const value = fc.oneof(
  fc.array(token, { maxLength: 6 }).map((tokens) => tokens.join(' ')),
  template,
  anyText,
);
const key = fc.oneof(
  fc.constantFrom('replicate:to', 'replicate:to', 'replicate:name', 'replicate:description'),
  fc.constantFrom('replicate:tags', 'replicate:status:eu-west-1', '__proto__', 'team'),
  anyText.map((text) => `replicate:${text}`),
  anyText,
);
const image = fc
  .tuple(fc.array(fc.tuple(key, value), { maxLength: 12 }), imageName, anyText)
  .map(([tags, name, description]) => tagged(Object.fromEntries(tags), { name, description }));

test('whatever the tags say, what a rule wants is something that AppStream accepts', () => {
  holds(image, (source) => {
    const { wanted = [] } = parseRule(source, KEYS, ALLOW_ALL) ?? {};
    for (const { replicaName: name, region, fingerprint, fingerprintBefore } of wanted) {
      expect(isReplicaName(name)).toBe(true);
      expect(isRegionShaped(region)).toBe(true);
      expect(replicaDescription(source, region, KEYS).length).toBeLessThanOrEqual(256);
      expect([fingerprint, fingerprintBefore].join(' ')).toMatch(/^[0-9a-f]{8} [0-9a-f]{8}$/);
      expect(region === source.region && name === source.name).toBe(false);
    }
    expect(new Set(wanted.map(({ region }) => region)).size).toBe(wanted.length);
  });
});

test('whatever the tags say, a rule wants something or has a problem that it names', () => {
  holds(image, (source) => {
    const rule = parseRule(source, KEYS, ALLOW_ALL);
    if (!rule) return;
    expect(rule.wanted.length + rule.problems.length).toBeGreaterThan(0);
    for (const problem of rule.problems) expect(problem).toMatch(/; \S/);
  });
});

test('whatever the tags say, no replica is tagged with more than its source is, but for its lineage', () => {
  holds(image, (source) => {
    const tags = replicaTags(source, KEYS);
    const { 'replicate:source': arn, 'replicate:source-created': created, ...users } = tags;
    expect(arn).toBe(source.arn);
    expect(created).toBe('2026-11-23T08:00:00Z');
    for (const [name, text] of Object.entries(users)) {
      expect(name).not.toMatch(/^(replicate|aws):/);
      expect(Object.entries(source.tags)).toContainEqual([name, text]);
    }
  });
});

test('whatever the tags say, no rule wants a region that the stack does not allow', () => {
  const allowed = fc.uniqueArray(fc.constantFrom(...KNOWN_REGIONS, 'xx-new-1'), { minLength: 1 });
  holds(fc.tuple(image, allowed), ([source, regions]) => {
    const free = parseRule(source, KEYS, ALLOW_ALL);
    const rule = parseRule(source, KEYS, { ...ALLOW_ALL, allowedRegions: regions });
    const { wanted = [], refused = [], problems = [] } = rule ?? {};
    expect(wanted.every(({ region }) => regions.includes(region))).toBe(true);
    expect(wanted).toEqual(free?.wanted.filter(({ region }) => regions.includes(region)) ?? []);
    expect(refused.some((region) => regions.includes(region))).toBe(false);
    for (const region of refused) {
      expect(problems).toContainEqual(expect.stringMatching(`^${region} is not among`));
    }
    expect(rule?.fingerprint === free?.fingerprint).toBe(refused.length === 0);
  });
});

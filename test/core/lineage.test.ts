import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  describeReplica,
  lineageOf,
  lineageOfReplica,
  relationTo,
} from '../../lib/core/tags/lineage.ts';
import { minutesAgo, NOW, sourceImage } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText, imageName, LONGEST_NAME, moment } from './arbitraries.ts';

const source = sourceImage();
const suffix = '[replica of us-east-1/cad 2026-11-23T08:00:00Z]';

describe("a replica's description", () => {
  test.each([
    ['a text', 'CAD 2026', `CAD 2026 ${suffix}`],
    ['space around a text', '  CAD 2026\n', `CAD 2026 ${suffix}`],
    ['nothing', '', suffix],
    ['nothing but space', '   ', suffix],
    [
      'the lineage of an earlier image',
      '[replica of eu-west-1/x 2020-01-01T00:00:00Z]',
      `[replica of eu-west-1/x 2020-01-01T00:00:00Z] ${suffix}`,
    ],
  ])('from %s ends in its lineage', (_, text, expected) => {
    expect(describeReplica(source, text)).toBe(expected);
  });

  test('is cut to 256 characters before the lineage, and says so', () => {
    const description = describeReplica(source, 'x'.repeat(300));
    expect(description).toHaveLength(256);
    expect(description.endsWith(`x… ${suffix}`)).toBe(true);
  });

  test('is not cut when it just fits', () => {
    const text = 'x'.repeat(256 - suffix.length - 1);
    expect(describeReplica(source, text)).toBe(`${text} ${suffix}`);
  });

  test('is never cut inside a character of two units', () => {
    for (const pad of ['', 'x']) {
      const description = describeReplica(source, pad + '𝒜'.repeat(200));
      expect(description.isWellFormed()).toBe(true);
      expect(description.length).toBeLessThanOrEqual(256);
    }
  });
});

test('a lineage is read back from any description, name and time, within 256 characters', () => {
  const region = fc.constantFrom('us-east-1', 'ap-southeast-5', 'us-gov-west-1');
  const build = fc.record({ region, name: imageName, createdAt: moment });
  holds(fc.tuple(build, anyText), ([of, text]) => {
    const description = describeReplica(of, text);
    expect(description.length).toBeLessThanOrEqual(256);
    const { region, name } = of;
    const createdAt = of.createdAt.toISOString().replace('.000Z', 'Z');
    expect(lineageOf(description)).toEqual({ region, name, createdAt });
    const replica = { description, hasBuilder: false, createdAt: of.createdAt };
    expect(relationTo(of, replica)).toBe('ours');
  });
});

describe('no lineage is read', () => {
  test.each([
    ['from nothing', ''],
    ['from a text', 'CAD 2026'],
    ['when something follows it', `${suffix} and more`],
    ['when a line follows it', `${suffix}\n`],
    ['without a region', '[replica of /cad 2026-11-23T08:00:00Z]'],
    ['without a time', '[replica of us-east-1/cad]'],
    ['with a time in another form', '[replica of us-east-1/cad 2026-11-23T08:00:00.000Z]'],
    ['with a name that no image can have', '[replica of us-east-1/-cad 2026-11-23T08:00:00Z]'],
    [
      'with a name that is too long',
      `[replica of us-east-1/${LONGEST_NAME}z 2026-11-23T08:00:00Z]`,
    ],
  ])('%s', (_, description) => {
    expect(lineageOf(description)).toBeUndefined();
  });
});

test.each([
  ['its own', source, 'ours'],
  [
    'its own, with milliseconds',
    { ...source, createdAt: new Date('2026-11-23T08:00:00.999Z') },
    'ours',
  ],
  ['one of an earlier build', { ...source, createdAt: minutesAgo(241) }, 'older'],
  ['one of a later build', { ...source, createdAt: minutesAgo(239) }, 'newer'],
  ['one of another name', { ...source, name: 'cad-2' }, 'foreign'],
  ['one of another region', { ...source, region: 'us-west-2' }, 'foreign'],
])('an image whose lineage is %s is recognized as such', (_, of, relation) => {
  const description = describeReplica(of, 'text');
  const replica = { description, hasBuilder: false, createdAt: NOW };
  expect(relationTo(source, replica)).toBe(relation);
  expect(relationTo(source, { ...replica, hasBuilder: true })).toBe('foreign');
});

describe('an image that says it is a replica', () => {
  const description = describeReplica(source, 'CAD 2026');
  const createdAt = (time: string) => new Date(`2026-11-23T${time}Z`);

  test.each<[string, boolean, Date | undefined, boolean]>([
    ['is one when it was created later than its source', false, NOW, true],
    ['is one when it was created at the very second', false, createdAt('08:00:00'), true],
    ['is one when it was created within the second', false, createdAt('08:00:00.999'), true],
    ['is one when AWS does not say when it was created', false, undefined, true],
    ['is none when it was created a second earlier', false, createdAt('07:59:59'), false],
    ['is none when an image builder made it', true, NOW, false],
    ['is none when an image builder made it, AWS does not say when', true, undefined, false],
  ])('%s', (_, hasBuilder, createdAt, isReplica) => {
    const image = { description, hasBuilder, createdAt };
    expect(lineageOfReplica(image)).toEqual(isReplica ? lineageOf(description) : undefined);
    expect(relationTo(source, image)).toBe(isReplica ? 'ours' : 'foreign');
  });

  test('of an earlier build is one when it is younger than that build, though older than this one', () => {
    const earlier = describeReplica({ ...source, createdAt: minutesAgo(900) }, '');
    const relation = (minutes: number) =>
      relationTo(source, {
        description: earlier,
        hasBuilder: false,
        createdAt: minutesAgo(minutes),
      });
    expect(relation(900)).toBe('older');
    expect(relation(901)).toBe('foreign');
  });

  test('is none without a lineage, whatever else is right', () => {
    const image = { description: 'CAD 2026', hasBuilder: false, createdAt: NOW };
    expect(lineageOfReplica(image)).toBeUndefined();
    expect(relationTo(source, image)).toBe('foreign');
  });
});

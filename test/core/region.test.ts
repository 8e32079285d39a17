import { describe, expect, test } from '@jest/globals';
import { isRegionShaped, KNOWN_REGIONS, meantRegion, partitionOf } from '../../lib/core/region.ts';

test.each(KNOWN_REGIONS)('%s is written like a region, and is meant by its name', (region) => {
  expect(isRegionShaped(region)).toBe(true);
  expect(meantRegion(region, partitionOf(region))).toBe(region);
});

test.each(['eu-north-3', 'mx-central-1', 'us-iso-east-1', 'eusc-de-east-1', 'ap-southeast-12'])(
  '%s is written like a region though AppStream is not known to be there',
  (region) => expect(isRegionShaped(region)).toBe(true),
);

test.each([
  '',
  'eu',
  'eu-west',
  'eu-west-',
  'eu-west-0',
  'eu-west-1a',
  'EU-WEST-1',
  'eu_west_1',
  'rule',
  'eu-west-1.evil.example',
  'eu-west-1/..',
  'eu-west-1 ',
  ' eu-west-1',
  'eu-west-1\n',
  'a-b-1',
  'eu-west-100',
])("'%s' is not written like a region", (text) => {
  expect(isRegionShaped(text)).toBe(false);
});

test.each([
  ['eu-west-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['us-isof-south-1', 'aws-iso-f'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s is in partition %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

describe('the region that is meant', () => {
  test.each<[string, string, string | undefined]>([
    ['eu-wets-1', 'aws', 'eu-west-1'],
    ['EU-Central-1', 'aws', 'eu-central-1'],
    ['eu_west_1', 'aws', 'eu-west-1'],
    ['ap-southeast2', 'aws', 'ap-southeast-2'],
    ['us-gov-est-1', 'aws-us-gov', 'us-gov-east-1'],
    ['Frankfurt', 'aws', 'eu-central-1'],
    ['São Paulo', 'aws', 'sa-east-1'],
    ['tel-aviv', 'aws', 'il-central-1'],
    ['frankfurt', 'aws-us-gov', undefined],
    ['europe', 'aws', undefined],
    ['x', 'aws', undefined],
    ['', 'aws', undefined],
    ['cn-north-1', 'aws-cn', undefined],
  ])('by %j in partition %s is %s', (text, partition, meant) => {
    expect(meantRegion(text, partition)).toBe(meant);
  });

  test('is never the one that cannot be meant', () => {
    expect(meantRegion('us-est-1', 'aws', 'us-east-1')).toBeUndefined();
    expect(meantRegion('virginia', 'aws', 'us-east-1')).toBeUndefined();
  });
});

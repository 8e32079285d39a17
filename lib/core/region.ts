/* Regions: which are known, which partition they are in, which is meant. */

import { closest, distance } from 'fastest-levenshtein';

/** Regions that offer AppStream 2.0 (AWS General Reference, WorkSpaces Applications endpoints). The list grows. */
export const KNOWN_REGIONS: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'ca-west-1',
  'sa-east-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-central-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-5',
  'us-gov-east-1',
  'us-gov-west-1',
];

const PARTITION_OF_PREFIX: readonly (readonly [string, string])[] = [
  ['us-gov-', 'aws-us-gov'],
  ['cn-', 'aws-cn'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** True when `text` is written as AWS writes a region. Says nothing about whether it exists. */
export function isRegionShaped(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]{2,12}){1,2}-[1-9][0-9]?$/.test(text);
}

/** The partition that a well-formed region belongs to, by its prefix. */
export function partitionOf(region: string): string {
  return PARTITION_OF_PREFIX.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** What people call regions: cities and countries by the region, in lower case without spaces and accents. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['virginia', 'us-east-1'],
  ['ohio', 'us-east-2'],
  ['oregon', 'us-west-2'],
  ['montreal', 'ca-central-1'],
  ['canada', 'ca-central-1'],
  ['calgary', 'ca-west-1'],
  ['saopaulo', 'sa-east-1'],
  ['ireland', 'eu-west-1'],
  ['dublin', 'eu-west-1'],
  ['london', 'eu-west-2'],
  ['paris', 'eu-west-3'],
  ['frankfurt', 'eu-central-1'],
  ['zurich', 'eu-central-2'],
  ['milan', 'eu-south-1'],
  ['spain', 'eu-south-2'],
  ['telaviv', 'il-central-1'],
  ['mumbai', 'ap-south-1'],
  ['tokyo', 'ap-northeast-1'],
  ['seoul', 'ap-northeast-2'],
  ['osaka', 'ap-northeast-3'],
  ['singapore', 'ap-southeast-1'],
  ['sydney', 'ap-southeast-2'],
  ['malaysia', 'ap-southeast-5'],
]);

/** Letters that a misspelt region may have wrong. */
const MISSPELT = 3;

/**
 * The known AppStream region that somebody means who writes `text`: a name with a few letters wrong, or a city.
 * Undefined when none is close, or the nearest is one that cannot be meant.
 * @param partition of the regions that may be meant
 * @param except a region that cannot be meant
 */
export function meantRegion(text: string, partition: string, except?: string): string | undefined {
  const written = text.toLowerCase();
  const place = PLACES.get(written.normalize('NFD').replace(/[^a-z]/g, ''));
  const candidates = regionsOf(partition);
  if (candidates.length === 0) return undefined;
  const near = place ?? closest(written, candidates);
  const isMeant = place !== undefined || distance(written, near) <= MISSPELT;
  return isMeant && candidates.includes(near) && near !== except ? near : undefined;
}

/** The known AppStream regions of a partition. */
export function regionsOf(partition: string): readonly string[] {
  return KNOWN_REGIONS.filter((region) => partitionOf(region) === partition);
}

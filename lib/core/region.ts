/* Regions: which are known, which partition they are in, which is meant. */

import { closest } from 'fastest-levenshtein';

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

/** The known AppStream region of the same partition that is written most like `text`. */
export function nearestRegion(text: string, sourceRegion: string): string {
  const partition = partitionOf(sourceRegion);
  const candidates = KNOWN_REGIONS.filter((region) => partitionOf(region) === partition);
  return closest(text.toLowerCase(), candidates.length > 0 ? candidates : KNOWN_REGIONS);
}

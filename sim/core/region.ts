/* Which names may be regions, and their partitions. */

/** Whether a name has the form of a region's; which regions there are is not a closed set. */
export function isRegion(name: string): boolean {
  return /^[a-z]{2,4}(-[a-z]{2,12}){1,2}-\d{1,2}$/.test(name);
}

/** The partition that a region belongs to, as ARNs spell it. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

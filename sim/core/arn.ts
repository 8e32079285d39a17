/* ARNs of AppStream. */
import { partitionOf } from './region.ts';

/** The ARN of a resource, such as `fleet/cad`; those of AWS itself have an empty account. */
export function arnOf(region: string, account: string, resource: string): string {
  return `arn:${partitionOf(region)}:appstream:${region}:${account}:${resource}`;
}

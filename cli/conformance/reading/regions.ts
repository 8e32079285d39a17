/* The probe of regions that are not enabled for the account. */

import type { Observation } from '../observation.ts';
import type { Survey } from '../survey.ts';

export async function disabledRegion({ elsewhere }: Survey): Promise<Observation> {
  const codes = [...elsewhere.values()].flatMap((seen) =>
    'code' in seen && isRefusal(seen.kind) ? [seen.code] : [],
  );
  if (codes.length === 0) return { unknown: 'no region refuses the account' };
  return { seen: [...new Set(codes)].join(', ') };
}

/** Neither IAM's refusal nor a connection that was not made says that a region is not enabled. */
function isRefusal(kind: string): boolean {
  return kind === 'region' || kind === 'permanent';
}

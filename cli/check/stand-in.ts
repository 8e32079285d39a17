/* An image to check a rule on where none is named. */

import type { Observer } from '../../lib/context.ts';
import type { Image } from '../../lib/core/image.ts';
import { partitionOf } from '../../lib/core/region.ts';

/** Stands for an image that is not named; ACCOUNT and IMAGE in its ARN are to be filled in. */
export function standIn({ region, now }: Observer): Image {
  return {
    name: 'IMAGE',
    arn: `arn:${partitionOf(region)}:appstream:${region}:ACCOUNT:image/IMAGE`,
    region,
    phase: 'AVAILABLE',
    state: 'AVAILABLE',
    createdAt: now(),
    description: '',
    hasBuilder: true,
    problem: undefined,
  };
}

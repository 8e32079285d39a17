/* AppStream CopyImage. */

import * as v from 'valibot';
import type { Copy } from '../behaviour.ts';
import { ServiceError } from '../core/errors.ts';
import type { SimImage } from '../core/image.ts';
import { isRegion, partitionOf } from '../core/region.ts';
import { Description, Name, RegionName } from '../core/shapes.ts';
import { overQuota, refuseTakenName } from './destination.ts';
import { type Context, operation } from './operation.ts';
import { ownImage } from './own-image.ts';
import { replica } from './replica.ts';

const Input = v.object({
  SourceImageName: Name,
  DestinationImageName: Name,
  DestinationRegion: RegionName,
  DestinationImageDescription: v.optional(Description),
});

export const copyImage = operation({
  input: Input,
  writes: true,
  resource: ({ account, region }, input) => ({
    arn: account.imageArn(region, input.SourceImageName),
    replica: account.imageArn(input.DestinationRegion, input.DestinationImageName),
  }),
  run(context, input) {
    const source = copyableSource(context, input.SourceImageName);
    const copy: Copy = {
      source,
      sourceRegion: context.region,
      destinationRegion: input.DestinationRegion,
      destinationName: input.DestinationImageName,
    };
    refuseUnreachable(context, input.DestinationRegion);
    refuseTakenName(context, input.DestinationRegion, input.DestinationImageName);
    const problem = overQuota(context, input.DestinationRegion);
    if (problem && context.behaviour.quotaChecked === 'at-call')
      throw new ServiceError('LimitExceededException', problem);
    const image = replica(context, copy, input.DestinationImageDescription, problem);
    // Guess: replica-listed, event-of-copy.
    context.account.images.put(image, context.now);
    return { DestinationImageName: input.DestinationImageName };
  },
});

function copyableSource(context: Context, name: string): SimImage {
  const source = ownImage(context, name);
  if (source.state !== 'AVAILABLE')
    throw new ServiceError(
      'ResourceNotAvailableException',
      `The image ${name} is ${source.state}, not AVAILABLE.`,
    );
  if (source.incompatible)
    throw new ServiceError('IncompatibleImageException', `The image ${name} cannot be copied.`);
  return source;
}

/** Guess: unreachable-destination. */
function refuseUnreachable({ account, region }: Context, destination: string): void {
  const reachable =
    isRegion(destination) &&
    partitionOf(region) === partitionOf(destination) &&
    !account.disabledRegions.has(destination);
  if (!reachable)
    throw new ServiceError(
      'ValidationException',
      `Images of ${region} cannot be copied to the region ${destination}.`,
    );
}

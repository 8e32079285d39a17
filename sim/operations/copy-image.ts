import { z } from 'zod';
import type { Copy } from '../behaviour.ts';
import { ServiceError } from '../core/errors.ts';
import type { Reason, Settled, SimImage, StoredImage } from '../core/image.ts';
import { newImage } from '../core/new-image.ts';
import { isRegion, partitionOf } from '../core/region.ts';
import { Description, Name, RegionName } from '../core/shapes.ts';
import { refuseTakenName, refuseWithoutRoom } from './destination.ts';
import { type Context, operation } from './operation.ts';
import { ownImage } from './own-image.ts';

const Input = z.object({
  SourceImageName: Name,
  DestinationImageName: Name,
  DestinationRegion: RegionName,
  DestinationImageDescription: Description.optional(),
});
type Input = z.infer<typeof Input>;

export const copyImage = operation({
  input: Input,
  writes: true,
  resource: ({ account, region }, input) => ({
    arn: account.imageArn(region, input.SourceImageName),
    replica: account.imageArn(input.DestinationRegion, input.DestinationImageName),
  }),
  run(context, input) {
    const source = copyableSource(context, input.SourceImageName);
    refuseUnreachable(context, input.DestinationRegion);
    refuseTakenName(context, input.DestinationRegion, input.DestinationImageName);
    refuseWithoutSlot(context, input.DestinationRegion);
    refuseWithoutRoom(context, input.DestinationRegion);
    context.account.images.put(replicaOf(context, source, input), context.now);
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

function refuseWithoutSlot({ account, now }: Context, region: string): void {
  const { copies } = account.quota(region);
  const underWay = account.images.list(region, now).filter((image) => image.state === 'COPYING');
  if (underWay.length >= copies)
    throw new ServiceError(
      'LimitExceededException',
      `The region ${region} receives ${underWay.length} image copies already; its quota is ${copies}.`,
    );
}

const AVAILABLE: Settled = { state: 'AVAILABLE' };

function replicaOf(context: Context, source: SimImage, input: Input): StoredImage {
  const { account, behaviour, now } = context;
  const copy: Copy = {
    source,
    sourceRegion: context.region,
    destinationRegion: input.DestinationRegion,
    destinationName: input.DestinationImageName,
  };
  const endsAt = now + behaviour.copyMinutes(copy) * 60_000;
  const fails = behaviour.copyOutcome(copy)?.fails;
  const image = newImage(
    account,
    copy.destinationRegion,
    {
      name: copy.destinationName,
      displayName: source.displayName,
      description: input.DestinationImageDescription,
      state: 'COPYING',
      imageBuilderName: null,
    },
    now,
  );
  return { ...image, becomes: [{ at: endsAt, to: fails ? failed(endsAt, fails) : AVAILABLE }] };
}

function failed(at: number, fails: Reason): Settled {
  return {
    state: 'FAILED',
    stateChangeReason: { code: 'IMAGE_COPY_FAILURE', message: fails.message },
    imageErrors: [{ ...fails, at: new Date(at) }],
  };
}

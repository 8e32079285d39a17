/* AppStream CreateImportedImage. */

import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import { newImage } from '../core/new-image.ts';
import { AmiId, Arn, ImportText, Name, TagMap } from '../core/shapes.ts';
import { refuseTakenName, refuseWithoutRoom } from './destination.ts';
import { imageToWire } from './image-to-wire.ts';
import { operation } from './operation.ts';

export const createImportedImage = operation({
  input: v.object({
    Name,
    SourceAmiId: v.optional(AmiId),
    IamRoleArn: v.optional(Arn),
    Description: v.optional(v.pipe(ImportText, v.maxLength(256))),
    DisplayName: v.optional(v.pipe(ImportText, v.maxLength(100))),
    Tags: v.optional(TagMap),
    DryRun: v.optional(v.boolean()),
  }),
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run(context, input) {
    const { account, region, now, behaviour } = context;
    refuseTakenName(context, region, input.Name);
    refuseWithoutRoom(context, region);
    // Guess: build-checks.
    if (input.DryRun)
      throw new ServiceError('DryRunOperationException', 'The import would have begun.');
    const image = newImage(
      account,
      region,
      {
        name: input.Name,
        description: input.Description,
        displayName: input.DisplayName,
        tags: input.Tags,
        buildMinutes: behaviour.buildMinutes,
        buildState: 'IMPORTING',
        imageBuilderName: null,
      },
      now,
    );
    account.images.put(image, now);
    return { Image: imageToWire(image) };
  },
});

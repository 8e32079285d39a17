/* Image builders as somebody with a console sees and changes them. */
import * as v from 'valibot';
import type { Tags } from '../core/image.ts';
import type { ImageBuilderState, SimImageBuilder } from '../core/image-builder.ts';
import { Name, StoredTags } from '../core/shapes.ts';
import type { Console } from './console.ts';

/** An image builder to create; what is left out has a plain default. */
export interface NewImageBuilder {
  readonly name: string;
  /** An image of the region, which must be there. */
  readonly imageName: string;
  /** RUNNING by default. */
  readonly state?: ImageBuilderState;
  /** Now by default. */
  readonly createdAt?: Date;
  readonly tags?: Tags;
}

export interface ImageBuilderWorld {
  createImageBuilder(region: string, builder: NewImageBuilder): SimImageBuilder;
  /** The image builders of a region as they are or were `at`. */
  imageBuilders(region: string, at?: Date): SimImageBuilder[];
  deleteImageBuilder(region: string, name: string): void;
}

export function imageBuilderWorld({ account, clock, trail }: Console): ImageBuilderWorld {
  function find(region: string, name: string): SimImageBuilder | undefined {
    return account.imageBuilders.find(region, account.imageBuilderArn(region, name), clock());
  }

  return {
    createImageBuilder(region, { name, imageName, state = 'RUNNING', createdAt, tags = {} }) {
      v.parse(Name, name);
      v.parse(StoredTags, tags);
      if (find(region, name))
        throw new Error(`The image builder ${name} exists already in ${region}`);
      const image = account.imageNamed(region, imageName, clock());
      if (!image) throw new Error(`No image ${imageName} in ${region}`);
      const created: SimImageBuilder = {
        arn: account.imageBuilderArn(region, name),
        region,
        name,
        state,
        imageArn: image.arn,
        platform: image.platform,
        createdAt: createdAt ?? new Date(clock()),
        tags: { ...tags },
      };
      account.imageBuilders.put(created, clock());
      trail.recordByHand(region, 'CreateImageBuilder', { Name: name, ImageName: imageName });
      return created;
    },
    imageBuilders: (region, at) => account.imageBuilders.list(region, at?.getTime() ?? clock()),
    deleteImageBuilder(region, name) {
      const builder = find(region, name);
      if (!builder) throw new Error(`No image builder ${name} in ${region}`);
      account.imageBuilders.drop(builder, clock());
      trail.recordByHand(region, 'DeleteImageBuilder', { Name: name });
    },
  };
}

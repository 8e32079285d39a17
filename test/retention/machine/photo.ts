/* What is there at one moment, and what speaks against deleting an image of it; judged independently of the product. */

import type { SimImage } from '../../../sim/core/image.ts';
import { HOME, type Stage } from '../../support/stage.ts';
import { REGIONS } from './step.ts';

/** All that a deletion depends on, as it is at one moment. */
export interface Photo {
  readonly sources: readonly SimImage[];
  readonly replicas: readonly SimImage[];
  /** ARNs of the images that fleets and image builders use. */
  readonly used: ReadonlySet<string>;
}

export function photograph({ sim: { world } }: Stage): Photo {
  return {
    sources: world.images(HOME),
    replicas: REGIONS.flatMap((region) => world.images(region)),
    used: new Set(
      REGIONS.flatMap((region) => [
        ...world.fleets(region).map(({ image }) => image?.arn ?? ''),
        ...world.imageBuilders(region).map(({ imageArn }) => imageArn),
      ]),
    ),
  };
}

/** The build that a replica was copied from; undefined for what is no replica of ours. */
export function buildOf({
  tags,
  description = '',
  imageBuilderName,
}: SimImage): string | undefined {
  const arn = tags['replicate:source'];
  const created = tags['replicate:source-created'];
  const name = arn?.split(':image/')[1];
  const isOurs = description.endsWith(`[replica of ${HOME}/${name} ${created}]`);
  return isOurs && !imageBuilderName ? `${created} ${name}` : undefined;
}

const second = (date: Date) => date.toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The source image of a replica, if that very build is still there. */
export function sourceIn({ sources }: Photo, replica: SimImage): SimImage | undefined {
  const build = buildOf(replica);
  return sources.find(({ createdAt, name }) => `${second(createdAt)} ${name}` === build);
}

/** Why an image must stay: what is not ours, in use, shared, or among the newest that its family keeps. */
export function reasonsToStay(photo: Photo, image: SimImage): string[] {
  const build = buildOf(image);
  if (!build) return ['it is not ours'];
  const family = (sourceIn(photo, image) ?? image).tags['replicate:family'];
  const familyOf = (each: SimImage) => (sourceIn(photo, each) ?? each).tags['replicate:family'];
  const newest = photo.sources
    .filter((each) => each.tags['replicate:family'] === family && !buildOf(each))
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
  const number = newest?.tags['replicate:keep'] ?? '';
  const keep = /^[1-9][0-9]?$/.test(number) ? Number(number) : Number.POSITIVE_INFINITY;
  const newer = photo.replicas.flatMap((each) => {
    const other = buildOf(each);
    const isMate = each.region === image.region && each.state === 'AVAILABLE';
    return other && isMate && familyOf(each) === family && other > build ? [other] : [];
  });
  return [
    ...(photo.used.has(image.arn) ? ['it is in use'] : []),
    ...(Object.keys(image.sharedWith ?? {}).length > 0 ? ['it is shared'] : []),
    ...(family === undefined ? ['it has no family'] : []),
    ...(new Set(newer).size < keep ? ['it is one of the newest'] : []),
  ];
}

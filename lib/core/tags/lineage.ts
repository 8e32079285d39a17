/* From which source image a replica was copied, as its description says. */

import type { Image } from '../image.ts';
import { clip, iso } from '../text.ts';

/** What AppStream accepts as a description (AppStream API, `Description`). */
const MAX_DESCRIPTION = 256;

/** Which source image a replica was copied from. An image is one build: region, name and creation time. */
export interface Lineage {
  readonly region: string;
  readonly name: string;
  /** ISO 8601, to the second. */
  readonly createdAt: string;
}

/** How the image found under a replica's name relates to a source image. */
export type Relation = 'ours' | 'older' | 'newer' | 'foreign';

const SUFFIX =
  /\[replica of ([a-z0-9-]{1,30})\/([a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\]$/;

/**
 * `description` with the lineage of `source` at its end, shortened to what AppStream accepts.
 *
 * @example
 * CAD 2026 [replica of us-east-1/cad 2026-11-23T08:00:00Z]
 */
export function describeReplica(
  source: { region: string; name: string; createdAt: Date },
  description: string,
): string {
  const suffix = `[replica of ${source.region}/${source.name} ${iso(source.createdAt)}]`;
  const text = clip(description.trim(), MAX_DESCRIPTION - suffix.length - 1);
  return text === '' ? suffix : `${text} ${suffix}`;
}

/** The lineage that a description carries, if it carries one. */
export function lineageOf(description: string): Lineage | undefined {
  const match = SUFFIX.exec(description);
  if (!match) return undefined;
  const [, region = '', name = '', createdAt = ''] = match;
  return { region, name, createdAt };
}

/** What tells a replica from an image that only says it is one. */
type Origin = Pick<Image, 'description' | 'hasBuilder' | 'createdAt'>;

/**
 * The lineage of an image that can be a replica: one that no image builder made, created no earlier than the source that
 * its description names. Anybody who builds an image can write its description, but not these two facts.
 */
export function lineageOfReplica({
  description,
  hasBuilder,
  createdAt,
}: Origin): Lineage | undefined {
  const lineage = hasBuilder ? undefined : lineageOf(description);
  const isEarlier = lineage && createdAt && iso(createdAt) < lineage.createdAt;
  return isEarlier ? undefined : lineage;
}

/** How `image` relates to `source`. Times of one format compare as text. */
export function relationTo(
  source: { region: string; name: string; createdAt: Date },
  image: Origin,
): Relation {
  const lineage = lineageOfReplica(image);
  if (!lineage || lineage.region !== source.region || lineage.name !== source.name)
    return 'foreign';
  const createdAt = iso(source.createdAt);
  if (lineage.createdAt === createdAt) return 'ours';
  return lineage.createdAt < createdAt ? 'older' : 'newer';
}

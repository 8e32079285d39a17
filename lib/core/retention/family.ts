/* Families: their newest source images, and the place of each replica among the builds of its region. */

import { groupBy } from '../group-by.ts';
import type { Image, SourceImage } from '../image.ts';
import type { Member } from '../tags/source.ts';
import { iso } from '../text.ts';

/** The newest source image of each family: its `keep` holds. One that is being deleted does not count. */
export function newestMembers<M extends Pick<Member, 'image' | 'rule'>>(
  members: readonly M[],
): Map<string, M> {
  const newest = new Map<string, M>();
  for (const member of members) {
    const family = member.rule?.family;
    if (family === undefined || member.image.phase === 'DELETING') continue;
    const known = newest.get(family);
    if (!known || known.image.createdAt < member.image.createdAt) newest.set(family, member);
  }
  return newest;
}

/** A replica, with the build that it was copied from. */
export interface Ranked {
  readonly replica: Image;
  /** Undefined for one that has left its family and has a notice. */
  readonly family: string | undefined;
  /** The source image, which may be gone. */
  readonly source: Pick<SourceImage, 'arn' | 'name' | 'region' | 'createdAt'>;
}

/**
 * The place of each replica in its region and family, by the creation of the sources, 1 for the newest. Replicas of one
 * build share a place: it is builds that are kept.
 */
export function ranksOf<R extends Ranked>(replicas: readonly R[]): Map<R, number> {
  const ranks = new Map<R, number>();
  const groups = groupBy(replicas, ({ replica, family }) => `${replica.region} ${family}`);
  for (const group of groups.values()) {
    const builds = [...new Set(group.map(buildOf))].sort().reverse();
    for (const each of group) ranks.set(each, builds.indexOf(buildOf(each)) + 1);
  }
  return ranks;
}

/** One build of a source image; builds sort by creation. */
function buildOf({ source: { name, createdAt } }: Ranked): string {
  return `${iso(createdAt)} ${name}`;
}

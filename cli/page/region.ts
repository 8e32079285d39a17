/* The sections of the page about one source region. */

import type { Overview } from '../overview/overview.ts';
import { fleets } from './fleets.ts';
import { heldUp } from './held-up.ts';
import { matrix } from './matrix.ts';
import { oldReplicas } from './old-replicas.ts';
import { notReplicated } from './others.ts';
import type { Section } from './section.ts';
import { times } from './times.ts';

/**
 * What there is to show of a source region, but for what needs attention.
 * @param prefix of ids, which are unique in the page
 */
export function regionSections(overview: Overview, prefix = ''): Section[] {
  return [
    matrix(overview, prefix),
    heldUp(overview),
    fleets(overview),
    oldReplicas(overview),
    times(overview, prefix),
    notReplicated(overview),
  ].flatMap((section) => (section ? { ...section, id: `${prefix}${section.id}` } : []));
}

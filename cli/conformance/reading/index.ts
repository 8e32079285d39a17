/* The probes that only read. */

import type { FactId } from '../facts/index.ts';
import type { Observation } from '../observation.ts';
import type { Survey } from '../survey.ts';
import { eventOfBuild, eventOfUpdate, eventSpelling } from './events.ts';
import {
  imageOrder,
  missingFleet,
  missingImage,
  missingTags,
  namesWithArns,
  pageToken,
} from './lists.ts';
import {
  failedCopyReason,
  foreignTags,
  publicOwner,
  sharedByName,
  sharedOwnVisibility,
} from './owners.ts';
import { disabledRegion } from './regions.ts';

/** Sees what AWS answers, changing nothing. */
export type Probe = (survey: Survey) => Promise<Observation>;

export const READING: Readonly<Record<FactId<'reading'>, Probe>> = {
  'missing-image': missingImage,
  'missing-fleet': missingFleet,
  'missing-tags': missingTags,
  'foreign-tags': foreignTags,
  'image-order': imageOrder,
  'names-with-arns': namesWithArns,
  'page-token': pageToken,
  'public-owner': publicOwner,
  'shared-own-visibility': sharedOwnVisibility,
  'shared-by-name': sharedByName,
  'failed-copy-reason': failedCopyReason,
  'event-of-build': eventOfBuild,
  'event-spelling': eventSpelling,
  'event-of-update': eventOfUpdate,
  'disabled-region': disabledRegion,
};

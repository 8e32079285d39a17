import {
  publishedFirst,
  publishedOnce,
  sameId,
  trueSuccess,
  writtenFirst,
} from './announcements.ts';
import { bounded } from './bounds.ts';
import { copiedOnce, fewCopies, noOnward, quotaAskedOnce } from './copies.ts';
import { errors, noFailureUnread } from './errors.ts';
import { followed } from './followed.ts';
import { noFalseFailure, nothingAvailable, restrained } from './lasting.ts';
import type { Property } from './property.ts';
import { trueReasons } from './reasons.ts';
import { replicas } from './replicas.ts';
import { handsOff, noneForEver, rest } from './restraint.ts';
import { othersGrants, sharedAsAsked, sharedByTag, sharedWithin } from './shares.ts';
import { watched } from './watched.ts';

/** All that holds in every history. */
export const PROPERTIES: readonly Property[] = [
  replicas,
  copiedOnce,
  fewCopies,
  quotaAskedOnce,
  followed,
  trueSuccess,
  publishedFirst,
  writtenFirst,
  publishedOnce,
  sameId,
  trueReasons,
  handsOff,
  sharedAsAsked,
  sharedWithin,
  sharedByTag,
  othersGrants,
  nothingAvailable,
  noFalseFailure,
  noOnward,
  noneForEver,
  watched,
  rest,
  errors,
  noFailureUnread,
  bounded,
];

/** What holds even if the answers of AWS make no sense. */
export const PROPERTIES_OF_CHAOS: readonly Property[] = [
  publishedFirst,
  noneForEver,
  rest,
  errors,
  noFailureUnread,
  bounded,
];

/** What holds even if AWS refuses a call for ever. */
export const PROPERTIES_OF_REFUSAL: readonly Property[] = [
  restrained,
  trueSuccess,
  writtenFirst,
  quotaAskedOnce,
  handsOff,
  sharedWithin,
  sharedByTag,
  othersGrants,
  nothingAvailable,
  noFalseFailure,
  noOnward,
  errors,
  noFailureUnread,
  bounded,
];

/** Every property of whichever kind of histories, once. */
export const EVERY_PROPERTY: readonly Property[] = [
  ...new Set([...PROPERTIES, ...PROPERTIES_OF_CHAOS, ...PROPERTIES_OF_REFUSAL]),
];

import { sameId, toldFirst, toldOnce, trueSuccess } from './announcements.ts';
import { bounded } from './bounds.ts';
import { copiedOnce, fewCopies, noOnward, quotaAskedOnce } from './copies.ts';
import { errors, noVerdict } from './errors.ts';
import { followed } from './followed.ts';
import type { Property } from './property.ts';
import { trueReasons } from './reasons.ts';
import { replicas } from './replicas.ts';
import { handsOff, noneForEver, rest } from './restraint.ts';
import { watched } from './watched.ts';

/** All that holds in every history. */
export const PROPERTIES: readonly Property[] = [
  replicas,
  copiedOnce,
  fewCopies,
  quotaAskedOnce,
  followed,
  trueSuccess,
  toldFirst,
  toldOnce,
  sameId,
  trueReasons,
  handsOff,
  noOnward,
  noneForEver,
  watched,
  rest,
  errors,
  noVerdict,
  bounded,
];

/** What holds even if the answers of AWS make no sense. */
export const PROPERTIES_OF_CHAOS: readonly Property[] = [
  toldFirst,
  noneForEver,
  rest,
  errors,
  noVerdict,
  bounded,
];

/* Every guess about AWS that a test can change: how long copies take, what is refused, when quotas count. */

import type { SimImage } from './core/image.ts';

/** A copy that is about to begin. */
export interface Copy {
  readonly source: SimImage;
  readonly sourceRegion: string;
  readonly destinationRegion: string;
  readonly destinationName: string;
}

/** A tag that a resource must have had so many seconds ago for a call on it to be authorized. */
export interface NeededTag {
  readonly key: string;
  readonly seconds: number;
}

/** What UpdateFleet may answer for a fleet that is STARTING or STOPPING. */
type BusyFleetError =
  | 'OperationNotPermittedException'
  | 'ResourceInUseException'
  | 'ConcurrentModificationException';

/** What UpdateFleet may answer for an image of another platform while the fleet is RUNNING. */
type OtherPlatformError =
  | 'OperationNotPermittedException'
  | 'IncompatibleImageException'
  | 'InvalidParameterCombinationException';

/** What the simulator's user can choose about AppStream's behaviour. */
export interface Behaviour {
  /** Simulated minutes that a copy takes once it is COPYING, 40 by default; Infinity for ever. */
  readonly copyMinutes: (copy: Copy) => number;
  /** Simulated minutes that a replica is PENDING, with a slot, before it is COPYING: 0 by default. */
  readonly pendingFirst: number;
  /**
   * When CopyImage meets the quotas of the destination: `at-call`, the default, refuses the call;
   * `afterwards` begins a replica that is FAILED a minute later.
   */
  readonly quotaChecked: 'at-call' | 'afterwards';
  /** How a copy ends: AVAILABLE by default, FAILED with this reason when `fails` is given. */
  readonly copyOutcome: (copy: Copy) => { fails?: { code: string; message: string } } | undefined;
  /** Simulated minutes that CreateUpdatedImage and CreateImportedImage take: 20 by default. */
  readonly buildMinutes: number;
  /** Simulated minutes that a deleted image is DELETING: 0 by default, gone at once; Infinity for ever. */
  readonly deleteMinutes: (image: SimImage) => number;
  /** What DeleteImage answers for an image that is COPYING: `refused` by default. */
  readonly deleteWhileCopying: 'refused' | 'accepted';
  /**
   * What DeleteImage answers for an image that is DELETING: `refused` by default; `accepted` changes
   * nothing; `missing` is a ResourceNotFoundException.
   */
  readonly deleteWhileDeleting: 'refused' | 'accepted' | 'missing';
  /** What DeleteImage answers for an image that only image builders use: `refused` by default. */
  readonly deleteUsedByBuilder: 'refused' | 'accepted';
  /**
   * DeleteImage is not authorized unless the image had this tag so many seconds ago, as with a role
   * whose permission rests on a tag, and lags behind it. Undefined by default: no check.
   */
  readonly deleteNeedsTag?: NeededTag;
  /** The same for UpdateImagePermissions and DeleteImagePermissions: no check by default. */
  readonly sharingNeedsTag?: NeededTag;
  /** What DeleteImagePermissions answers for an account that has none: `refused` by default. */
  readonly missingPermissions: 'refused' | 'accepted';
  /** The Visibility, and the Type, of an own image that the account shares: PRIVATE by default. */
  readonly sharedOwnImages: 'PRIVATE' | 'SHARED';
  /** What lists answer for images, fleets and builders that do not exist: `error` by default. */
  readonly missingImages: 'error' | 'empty';
  /** Whether an image can be tagged while it is COPYING: true by default. */
  readonly tagWhileCopying: boolean;
  /** Simulated minutes that a fleet is STARTING: 10 by default. */
  readonly startMinutes: number;
  /** Simulated minutes that a fleet is STOPPING: 5 by default. */
  readonly stopMinutes: number;
  /** The refusal of UpdateFleet while the fleet is STARTING or STOPPING. */
  readonly busyFleetError: BusyFleetError;
  /** The refusal of UpdateFleet for another platform while the fleet is RUNNING. */
  readonly otherPlatformError: OtherPlatformError;
  /** As `deleteNeedsTag`, for UpdateFleet and the tags of the fleet: no check by default. */
  readonly updateFleetNeedsTag?: NeededTag;
  /** Calls to AppStream that each region answers in any second of the clock: Infinity by default. */
  readonly callsPerSecond: number;
}

export function withDefaults({
  copyMinutes = () => 40,
  pendingFirst = 0,
  quotaChecked = 'at-call',
  copyOutcome = () => undefined,
  buildMinutes = 20,
  deleteMinutes = () => 0,
  deleteWhileCopying = 'refused',
  deleteWhileDeleting = 'refused',
  deleteUsedByBuilder = 'refused',
  deleteNeedsTag,
  sharingNeedsTag,
  missingPermissions = 'refused',
  sharedOwnImages = 'PRIVATE',
  missingImages = 'error',
  tagWhileCopying = true,
  startMinutes = 10,
  stopMinutes = 5,
  busyFleetError = 'OperationNotPermittedException',
  otherPlatformError = 'OperationNotPermittedException',
  updateFleetNeedsTag,
  callsPerSecond = Number.POSITIVE_INFINITY,
}: Partial<Behaviour>): Behaviour {
  return {
    copyMinutes,
    pendingFirst,
    quotaChecked,
    copyOutcome,
    buildMinutes,
    deleteMinutes,
    deleteWhileCopying,
    deleteWhileDeleting,
    deleteUsedByBuilder,
    deleteNeedsTag,
    sharingNeedsTag,
    missingPermissions,
    sharedOwnImages,
    missingImages,
    tagWhileCopying,
    startMinutes,
    stopMinutes,
    busyFleetError,
    otherPlatformError,
    updateFleetNeedsTag,
    callsPerSecond,
  };
}

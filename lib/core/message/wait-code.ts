/* The codes of waits: why a destination waits, where it is not a code of AWS. */

/** Why a status waits, where it is not a code of AWS. */
export const WAITS = {
  accessDenied: 'AccessDenied',
  copyFailed: 'CopyFailed',
  copyQuota: 'CopyQuota',
  deleting: 'Deleting',
  failedReplica: 'FailedReplica',
  imageQuota: 'ImageQuota',
  newerReplica: 'NewerReplica',
  notVisible: 'NotVisible',
  olderReplica: 'OlderReplica',
  region: 'RegionUnavailable',
  replicasRetiring: 'ReplicasRetiring',
  sourceNotReady: 'SourceNotReady',
} as const;

/** A code of a wait. */
export type WaitCode = (typeof WAITS)[keyof typeof WAITS];

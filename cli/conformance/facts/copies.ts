/* Facts about CopyImage, its replicas and its quotas. */

import { INVISIBLE_MINUTES, RETRY_MINUTES } from '../../../lib/core/limits.ts';
import { api, type Fact } from './fact.ts';

export const COPY_FACTS = [
  {
    id: 'replica-first-state',
    question: 'whether a replica is `PENDING` before it is `COPYING`',
    assumed: '`COPYING`',
    note: 'A replica that is `PENDING` takes a slot for copies, which an image that is being built does not. `copyMinutes` count from when it is `COPYING`',
    options: { pendingFirst: '5' },
    handled: 'the replicator waits for both, and counts both as a running copy',
    answered: { by: 'writing' },
  },
  {
    id: 'replica-listed',
    question: 'how soon `DescribeImages` shows a replica, and its description',
    assumed: 'at once',
    handled: `a copy that was accepted and is not listed, or without its description, is waited for, ${INVISIBLE_MINUTES} minutes`,
    answered: { by: 'writing' },
  },
  {
    id: 'copy-duration',
    question: 'how long a copy takes',
    assumed: '40 minutes',
    measured: true,
    options: { copyMinutes: '() => 5' },
    handled: 'no time limit: it is followed until AWS ends it, and announced once as `LATE`',
    source:
      'https://docs.aws.amazon.com/appstream2/latest/developerguide/copy-image-different-region.html',
    answered: { by: 'writing' },
  },
  {
    id: 'failed-copy-reason',
    question: 'where an image shows why its copy failed',
    assumed: '`StateChangeReason` `IMAGE_COPY_FAILURE`',
    options: { copyOutcome: '() => ({ fails })' },
    handled: 'code and message are read from `StateChangeReason`, else from `ImageErrors`',
    source: api('Image'),
    answered: { by: 'reading' },
  },
  {
    id: 'quota-check',
    question: 'whether quotas are checked when `CopyImage` is called or later',
    assumed: '`LimitExceededException` at the call',
    note: 'Afterwards: the replica is `FAILED` a minute later, with `IMAGE_COPY_FAILURE` and a message about the quota. Until it is deleted, it counts as an image',
    options: { quotaChecked: "'afterwards'" },
    handled: `a refused copy waits; a copy that fails later is made again after ${RETRY_MINUTES[1]} minutes, then after ${RETRY_MINUTES[2]}`,
    source: api('CopyImage'),
    answered: { by: 'writing' },
  },
  {
    id: 'quota-which',
    question: 'which of two quotas a `LimitExceededException` means',
    assumed: 'the quota of copies, if both are full',
    handled: 'decided by whether a copy is in flight there',
    source: 'https://docs.aws.amazon.com/appstream2/latest/developerguide/limits.html',
    answered: { by: 'nothing', why: 'needs a region that is full of images' },
  },
  {
    id: 'name-check',
    question: 'whether `CopyImage` refuses a name that is taken when it is called',
    assumed: '`ResourceAlreadyExistsException`',
    handled: 'names are compared before the call; a copy that fails later is made again',
    source: api('CopyImage'),
    answered: { by: 'writing' },
  },
  {
    id: 'unreachable-destination',
    question: 'how `CopyImage` refuses a region that it cannot copy to',
    assumed: '`ValidationException`',
    note: 'So it refuses another partition, a region that is not enabled, and what is not spelled like a region. Any other name is accepted',
    handled: 'the images of the region are listed first; a refusal is announced as `FAILED`',
    source: api('CopyImage'),
    answered: { by: 'writing' },
  },
  {
    id: 'build-duration',
    question: 'how long a managed update or an import takes',
    assumed: '20 minutes',
    options: { buildMinutes: '60' },
    handled:
      'the replicator waits until the image is `AVAILABLE`, and announces the wait once as `LATE`',
    answered: { by: 'nothing', why: 'builds an image' },
  },
  {
    id: 'build-checks',
    question: 'in which order managed updates and imports are checked, and what a dry run answers',
    assumed: 'the image, then the dry run, then name and quota',
    note: '`OperationNotPermittedException` for an image that cannot be updated yet',
    answered: { by: 'nothing', why: 'builds an image' },
  },
] as const satisfies readonly Fact[];

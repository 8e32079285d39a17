/* Facts about DeleteImage, and about authorization by tag, on which it rests. */

import { api, type Fact } from './fact.ts';

export const DELETE_FACTS = [
  {
    id: 'delete-duration',
    question: 'how long an image is `DELETING`',
    assumed: 'gone at once',
    note: 'While it is `DELETING`, its name is taken and it counts towards the quota of images. The answer to `DeleteImage` shows the image as it was',
    options: { deleteMinutes: '() => 30' },
    handled: 'the replicator waits for it, whoever owns it',
    answered: { by: 'writing' },
  },
  {
    id: 'delete-while-copying',
    question: 'what `DeleteImage` answers for an image that is `COPYING`',
    assumed: '`OperationNotPermittedException`',
    note: 'So it answers for every state but `AVAILABLE` and `FAILED`. Accepted: the copy ends, and its slot is free',
    options: { deleteWhileCopying: "'accepted'" },
    handled: 'only what is `FAILED` is deleted, after checking again',
    source: api('DeleteImage'),
    answered: { by: 'writing' },
  },
  {
    id: 'delete-while-deleting',
    question: 'what `DeleteImage` answers for an image that is `DELETING`',
    assumed: '`OperationNotPermittedException`',
    options: { deleteWhileDeleting: "'accepted' or 'missing'" },
    handled: 'an image that is `DELETING` is waited for, not deleted',
    answered: { by: 'writing' },
  },
  {
    id: 'delete-shared',
    question: 'with which error `DeleteImage` refuses an image that is shared or in use',
    assumed: '`ResourceInUseException`',
    note: 'Any fleet keeps its image, whatever its state. Instances that still run the image before do not: sessions are not simulated',
    handled: 'a refusal is tried again until `giveUpAfterHours`',
    source: api('DeleteImage'),
    answered: { by: 'nothing', why: 'needs a second account' },
  },
  {
    id: 'delete-used-by-builder',
    question: 'whether an image builder keeps the image that it uses from being deleted',
    assumed: '`ResourceInUseException`',
    options: { deleteUsedByBuilder: "'accepted'" },
    source: api('DeleteImage'),
    answered: { by: 'nothing', why: 'needs an image builder' },
  },
  {
    id: 'tag-authorization',
    question: 'whether authorization by tag lags behind `TagResource`',
    assumed: 'at once',
    note: 'With `{ key, seconds }`, a call is `AccessDeniedException` unless the resource had that tag so long ago. The check comes before any other',
    options: {
      deleteNeedsTag: '{ key, seconds }',
      sharingNeedsTag: '{ key, seconds }',
      updateFleetNeedsTag: '{ key, seconds }',
    },
    handled:
      'a failed replica is tagged in one run and deleted in a later one; a refusal is tried again',
    answered: { by: 'writing' },
  },
] as const satisfies readonly Fact[];

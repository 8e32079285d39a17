/* Facts about tags and permissions of images. */

import { api, type Fact } from './fact.ts';

export const TAG_FACTS = [
  {
    id: 'tag-while-copying',
    question: 'whether an image can be tagged while it is `COPYING`',
    assumed: 'accepted',
    note: 'The refusal is `ResourceNotAvailableException`, which the model does not list for `TagResource`. It covers a replica that is still `PENDING`',
    options: { tagWhileCopying: 'false' },
    handled: 'replicas are recognized by their description and tagged when `AVAILABLE`',
    source: api('TagResource'),
    answered: { by: 'writing' },
  },
  {
    id: 'tag-listed',
    question: 'how soon `ListTagsForResource` shows a new tag',
    assumed: 'at once',
    handled:
      'a run that sees the earlier status does the same again, and leads back to the same copy',
    answered: { by: 'writing' },
  },
  {
    id: 'tag-limit',
    question: 'with which error the 51st tag of an image is refused',
    assumed: '`LimitExceededException`',
    note: 'The model names this error for `TagResource`, without saying for what. Tags that begin with `aws:` do not count',
    handled: 'the tags are counted first: `NoRoomForStatus`',
    source: api('TagResource'),
    answered: { by: 'writing' },
  },
  {
    id: 'tags-while-pending',
    question: 'whether tags from the build are there while the image is `PENDING`',
    assumed: 'yes',
    handled: 'if not, the sweep finds them',
    answered: { by: 'nothing', why: 'builds an image' },
  },
  {
    id: 'unshare-missing',
    question: 'what `DeleteImagePermissions` answers for an account that has none',
    assumed: '`ResourceNotFoundException`',
    options: { missingPermissions: "'accepted'" },
    handled: 'either answer means that the image is not shared with the account',
    source: api('DeleteImagePermissions'),
    answered: { by: 'writing' },
  },
  {
    id: 'sharing-input',
    question: 'which accounts and permissions `UpdateImagePermissions` takes',
    assumed: '12 digits; a permission that is left out is denied',
    note: 'Other numbers of digits are a `ValidationException`; the model allows any. An account may have neither permission and still counts, and your own account is taken as any other. Images that are not `AVAILABLE` are `ResourceNotAvailableException`',
    handled: 'account ids have 12 digits, and each permission is given as true or false',
    source: api('UpdateImagePermissions'),
    answered: { by: 'nothing', why: 'needs a second account' },
  },
] as const satisfies readonly Fact[];

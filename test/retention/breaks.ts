/* Ways of breaking retention on purpose. */

import type { Edit } from '../faults/breaks/break.ts';
import type { Step } from './machine/step.ts';

/** A change of one line, a history that shows it, and what is wrong there then. */
export interface RetentionBreak extends Edit {
  readonly what: string;
  readonly history: readonly Step[];
  readonly noticed: string;
}

/** Two builds of a family that keeps so many of them, as the newest says. */
const twoBuilds = (first: string, newest = first): readonly Step[] => [
  { do: 'build', image: 'cad-1', keep: first },
  { do: 'build', image: 'cad-2', keep: newest },
];
const day: Step = { do: 'pass', hours: 30 };
const nothingIsPublished: Step = {
  do: 'trouble',
  trouble: { operation: 'Publish', times: 40, effect: { error: 'AccessDeniedException' } },
};

export const RETENTION_BREAKS: readonly RetentionBreak[] = [
  {
    what: 'keep one build less than the family says',
    noticed: 'it is one of the newest',
    file: 'lib/core/retention/retire.ts',
    from: 'rank <= keep',
    to: 'rank < keep',
    history: [...twoBuilds('2'), day],
  },
  {
    what: 'let an old source image say how many the family keeps',
    noticed: 'it is one of the newest',
    file: 'lib/core/retention/family.ts',
    from: 'known.image.createdAt < member.image.createdAt',
    to: 'known.image.createdAt > member.image.createdAt',
    history: [...twoBuilds('1', '2'), day],
  },
  {
    what: 'delete what an image builder uses',
    noticed: 'it is in use',
    file: 'lib/run/plan-retention.ts',
    from: 'user: userOf(replica),',
    to: 'user: undefined,',
    history: [
      ...twoBuilds('1'),
      { do: 'use', by: 'builder', region: 'eu-west-1', image: 'cad-1' },
      day,
    ],
  },
  {
    what: 'delete before the day of notice is over',
    noticed: 'it was not announced a day before',
    file: 'lib/core/retention/retire.ts',
    from: 'notice.at > now',
    to: 'false',
    history: [...twoBuilds('1'), day],
  },
  {
    what: 'delete although the notice could not be announced',
    noticed: 'it was not announced a day before',
    file: 'lib/core/retention/retire.ts',
    from: 'if (notice.due)',
    to: 'if (false)',
    history: [...twoBuilds('1'), nothingIsPublished, day],
  },
  {
    what: 'forget a delete that could not be announced',
    noticed: 'RETIRED',
    file: 'lib/retire.ts',
    from: 'await announceEarlier(members, regions, retirer)',
    to: '[]',
    history: [
      ...twoBuilds('1'),
      { do: 'pass', hours: 24 },
      nothingIsPublished,
      { do: 'pass', hours: 3 },
    ],
  },
  {
    what: 'leave a replica in the family that its source image has left',
    noticed: 'has another family than its source image',
    file: 'lib/run/correct-family.ts',
    from: 'if (!correction) return [];',
    to: 'if (true) return [];',
    history: [...twoBuilds('9'), { do: 'family', image: 'cad-1', name: 'gis' }, day],
  },
];

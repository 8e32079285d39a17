/* Facts about what CloudTrail records. */

import type { Fact } from './fact.ts';

const EXAMPLES =
  'https://docs.aws.amazon.com/appstream2/latest/developerguide/understanding-service-name-entries.html';

export const EVENT_FACTS = [
  {
    id: 'event-of-build',
    question: 'whether a new image is recorded as the service event `CreateImage`',
    assumed: '`AwsServiceEvent`, name in `serviceEventDetails.ImageName`',
    handled: 'without the event, the sweep finds the image',
    source: EXAMPLES,
    answered: { by: 'reading' },
  },
  {
    id: 'event-spelling',
    question: 'whether request parameters in CloudTrail are `newImageName` or `NewImageName`',
    assumed: 'lower camel case',
    note: 'Documented by an example of another operation. A record has fewer members than CloudTrail’s',
    handled: 'both are read',
    source: EXAMPLES,
    answered: { by: 'reading' },
  },
  {
    id: 'event-of-update',
    question: 'whether a managed update or an import is also recorded as `CreateImage`',
    assumed: 'no',
    handled: 'either record starts the same run',
    answered: { by: 'reading' },
  },
  {
    id: 'event-of-copy',
    question: 'whether a copy is recorded in its destination region',
    assumed: 'no',
    handled: 'copies are followed by the watch, not by events',
    answered: { by: 'writing' },
  },
] as const satisfies readonly Fact[];

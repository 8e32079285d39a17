import { describe, expect, test } from '@jest/globals';
import { expected } from '../../sim/demo/expected.ts';
import { type Evidence, found } from '../../sim/demo/found.ts';
import type { Row } from '../../sim/demo/frame.ts';
import type { Story } from '../../sim/demo/story.ts';
import { judge } from '../../sim/demo/verdict.ts';
import type { SimImage } from '../../sim/index.ts';
import type { Received } from '../../sim/subscriber.ts';

const CREATED = '2026-11-23T08:00:00Z';
const ARN = 'arn:aws:appstream:us-east-1:123456789012:image/cad';

const STORY: Story = {
  begins: CREATED,
  prepare() {},
  beats: [],
  copyMinutes: {},
  failures: [],
  endings: [
    {
      image: 'cad',
      created: CREATED,
      tags: { team: 'design' },
      region: 'eu-west-1',
      replica: 'cad-eu',
      copies: 1,
      waits: ['SourceNotReady', 'CopyQuota'],
    },
  ],
};

const SOURCE: SimImage = {
  arn: ARN,
  region: 'us-east-1',
  name: 'cad',
  state: 'AVAILABLE',
  visibility: 'PRIVATE',
  imageBuilderName: 'builder',
  createdAt: new Date(CREATED),
  tags: { team: 'design', 'replicate:status:eu-west-1': 'AVAILABLE since=2026-11-23T09:00:00Z' },
  incompatible: false,
};
const REPLICA: SimImage = {
  ...SOURCE,
  arn: 'arn:aws:appstream:eu-west-1:123456789012:image/cad-eu',
  region: 'eu-west-1',
  name: 'cad-eu',
  description: `CAD tools [replica of us-east-1/cad ${CREATED}]`,
  tags: { 'replicate:source': ARN, 'replicate:source-created': CREATED, team: 'design' },
};
const TOLD: Received = {
  subject: '',
  email: '',
  attributes: {},
  message: {
    version: '1',
    id: '0',
    outcome: 'SUCCEEDED',
    account: '123456789012',
    source: { arn: ARN, name: 'cad', region: 'us-east-1', createdAt: CREATED },
    destination: {
      arn: 'arn:aws:appstream:eu-west-1:123456789012:image/cad-eu',
      name: 'cad-eu',
      region: 'eu-west-1',
    },
    finishedAt: CREATED,
    attempts: 1,
  },
};
const WAIT: Row = {
  image: 'cad',
  region: 'eu-west-1',
  replica: 'cad-eu',
  word: 'WAITING',
  note: 'CopyQuota',
  minutes: 1,
};
const GOOD: Evidence = {
  sources: [SOURCE],
  destinations: [REPLICA],
  inbox: [TOLD],
  rows: [
    { ...WAIT, note: 'SourceNotReady' },
    WAIT,
    { ...WAIT, minutes: 2 },
    { ...WAIT, word: 'COPYING', note: '' },
  ],
  watch: 'DISABLED',
};

function wrongKinds(evidence: Partial<Evidence>): readonly string[] {
  const verdicts = judge(expected(STORY), found({ ...GOOD, ...evidence }));
  return verdicts.flatMap(({ kind, differences }) => (differences.length > 0 ? [kind] : []));
}

describe('the check at the end', () => {
  test('finds nothing wrong with what should be', () => {
    expect(wrongKinds({})).toEqual([]);
  });

  test.each<[string, string, Partial<Evidence>]>([
    ['a replica that is missing', 'replicas', { destinations: [] }],
    [
      'a replica that is still being copied',
      'replicas',
      { destinations: [{ ...REPLICA, state: 'COPYING' }] },
    ],
    ['a replica without tags', 'replicas', { destinations: [{ ...REPLICA, tags: {} }] }],
    [
      'a replica without lineage',
      'replicas',
      { destinations: [{ ...REPLICA, description: 'CAD tools' }] },
    ],
    [
      'an image that was left over',
      'replicas',
      { destinations: [REPLICA, { ...REPLICA, name: 'left-over' }] },
    ],
    ['a status that is missing', 'statuses', { sources: [{ ...SOURCE, tags: {} }] }],
    [
      'a status of another end',
      'statuses',
      {
        sources: [
          {
            ...SOURCE,
            tags: { 'replicate:status:eu-west-1': 'FAILED since=x code=NameTaken attempts=1' },
          },
        ],
      },
    ],
    [
      'a complaint about the rule',
      'statuses',
      {
        sources: [
          {
            ...SOURCE,
            tags: { ...SOURCE.tags, 'replicate:status:rule': 'FAILED since=x code=InvalidRule' },
          },
        ],
      },
    ],
    ['a message that is missing', 'messages', { inbox: [] }],
    ['a message that came twice', 'messages', { inbox: [TOLD, TOLD] }],
    [
      'a message of more copies',
      'messages',
      { inbox: [{ ...TOLD, message: { ...TOLD.message, attempts: 2 } }] },
    ],
    ['a wait that did not happen', 'waits', { rows: [] }],
    ['a wait for something else', 'waits', { rows: [{ ...WAIT, note: 'ImageQuota' }] }],
    ['one of two waits that did not happen', 'waits', { rows: [WAIT] }],
    ['a wait too many', 'waits', { rows: [...GOOD.rows, { ...WAIT, note: 'CopyFailed' }] }],
    ['a watch that is still on', 'watch', { watch: 'ENABLED' }],
  ])('finds %s', (_, kind, evidence) => {
    expect(wrongKinds(evidence)).toEqual([kind]);
  });
});

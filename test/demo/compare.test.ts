import { describe, expect, test } from '@jest/globals';
import type { DestinationView, Overview } from '../../cli/overview/overview.ts';
import { differences } from '../../demo/compare.ts';
import type { SimImage } from '../../sim/index.ts';
import type { Received } from '../../sim/subscriber.ts';

const CAD = { image: 'cad', region: 'eu-west-1', copies: 1, tags: { team: 'design' } };
const ARN = 'arn:aws:appstream:us-east-1:123456789012:image/cad';
const MESSAGE: Received = {
  subject: '',
  email: '',
  attributes: {},
  message: {
    version: '1',
    id: '0',
    outcome: 'SUCCEEDED',
    operation: 'copy',
    account: '123456789012',
    source: { arn: ARN, name: 'cad', region: 'us-east-1', createdAt: '2026-11-23T08:00:00Z' },
    destination: { arn: ARN, name: 'cad', region: 'eu-west-1' },
    finishedAt: '2026-11-23T09:00:00Z',
    attempts: 1,
  },
};

/** What is different when one replica of CAD is AVAILABLE and a message came, but for what is said. */
function found({
  destination = {},
  inbox = [MESSAGE],
  tags = CAD.tags,
  sharedWith = {},
}: {
  destination?: Partial<DestinationView>;
  inbox?: Received[];
  tags?: Record<string, string>;
  sharedWith?: SimImage['sharedWith'];
}): string[] {
  const replica: DestinationView = {
    ...{ region: 'eu-west-1', name: 'cad', state: 'AVAILABLE', attempts: 1 },
    ...{ next: { do: 'nothing', reason: '' }, ...destination },
  };
  const image = { name: 'cad', arn: ARN, state: 'AVAILABLE', destinations: [replica] };
  const overview: Overview = {
    ...{ version: '2', at: '2026-11-23T09:00:00Z', region: 'us-east-1', tagPrefix: 'replicate' },
    images: [{ ...image, kind: 'replicated' }],
  };
  return differences([CAD], overview, inbox, () => ({
    tags: { ...tags, 'replicate:source': ARN },
    sharedWith,
  }));
}

describe('the comparison with what should have happened', () => {
  test('finds nothing wrong when all is as it should be', () => {
    expect(found({})).toEqual([]);
  });

  test.each<[string, Parameters<typeof found>[0], string]>([
    ['another state', { destination: { state: 'COPYING' } }, 'not expected: cad to eu-west-1'],
    ['another name', { destination: { name: 'other' } }, 'missing: cad to eu-west-1 as cad'],
    ['a copy too many', { destination: { attempts: 2 } }, 'not expected: cad to eu-west-1'],
    ['a replica without its tags', { tags: {} }, 'not expected: cad to eu-west-1'],
    [
      'a replica shared with somebody',
      { sharedWith: { '111122223333': { allowFleet: true, allowImageBuilder: false } } },
      'not expected: cad to eu-west-1',
    ],
    ['a message that did not come', { inbox: [] }, 'missing: message of cad'],
    ['a message that came twice', { inbox: [MESSAGE, MESSAGE] }, 'not expected: message of cad'],
    [
      'something that is left to do',
      { destination: { next: { do: 'copy', reason: '' } } },
      'not expected: a run would still have something to do',
    ],
  ])('finds %s', (_, otherwise, difference) => {
    expect(found(otherwise).join('\n')).toContain(difference);
  });
});

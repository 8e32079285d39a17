import { describe, expect, test } from '@jest/globals';
import type { DestinationView, Overview } from '../../cli/overview/overview.ts';
import type { FleetView } from '../../cli/overview/rollout.ts';
import { differences } from '../../demo/compare.ts';
import type { Message } from '../../lib/core/message/message.ts';
import { BEYOND_KEEP } from '../../lib/core/message/retirement.ts';
import type { SimImage } from '../../sim/index.ts';
import type { Received } from '../../sim/subscriber.ts';

const CAD = { image: 'cad', region: 'eu-west-1', copies: 1, tags: { team: 'design' } };
const ARN = 'arn:aws:appstream:us-east-1:123456789012:image/cad';
const FACTS = {
  version: '1',
  id: '0',
  account: '123456789012',
  source: { arn: ARN, name: 'cad', region: 'us-east-1', createdAt: '2026-11-23T08:00:00Z' },
  destination: { arn: ARN, name: 'cad', region: 'eu-west-1' },
} as const;
const FINISHED = { ...FACTS, finishedAt: '2026-11-23T09:00:00Z' };
const receive = (message: Message): Received => ({
  ...{ subject: '', email: '', attributes: {} },
  message,
});
const COPIED = receive({ ...FINISHED, outcome: 'SUCCEEDED', operation: 'copy', attempts: 1 });
const MOVED = receive({
  ...{ ...FINISHED, outcome: 'ROLLED_OUT', operation: 'rollout', hint: '' },
  fleet: { arn: ARN, name: 'design', region: 'eu-west-1', image: { arn: ARN, name: 'cad' } },
});
const OLD = { arn: ARN, name: 'old', region: 'eu-west-1' };
const RETIRING = receive({
  ...{ ...FACTS, outcome: 'RETIRING', operation: 'retire', family: 'cad' },
  ...{ source: { ...FACTS.source, name: 'old' }, destination: OLD },
  retireAt: '2026-11-24T09:00:00Z',
  reason: { code: BEYOND_KEEP, message: '', hint: '' } as const,
});
const ALL = [COPIED, MOVED, RETIRING];
const NOTHING = { do: 'nothing', reason: '' } as const;
const FLEET: FleetView = {
  ...{ region: 'eu-west-1', name: 'design', follows: 'cad', image: 'cad' },
  ...{ state: 'FOLLOWING', next: NOTHING },
};
const OLD_REPLICA = {
  ...{ region: 'eu-west-1', name: 'old', image: 'old', family: 'cad' },
  next: { do: 'wait' as const, reason: '' },
};
const STORY = {
  endings: [CAD],
  fleets: [{ fleet: 'design', region: 'eu-west-1', image: 'cad', state: 'FOLLOWING' as const }],
  retiring: [{ image: 'old', region: 'eu-west-1' }],
};

/** What is different when the story ended as it should, but for what is said. */
function found({
  destination = {},
  inbox = ALL,
  fleet = {},
  notice = { retireAt: '2026-11-24T09:00:00Z' },
  tags = CAD.tags,
  sharedWith = {},
}: {
  destination?: Partial<DestinationView>;
  inbox?: Received[];
  fleet?: Partial<FleetView>;
  notice?: { retireAt?: string };
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
    rollout: { on: true, fleets: [{ ...FLEET, ...fleet }], unread: [] },
    retention: { on: true, replicas: [{ ...OLD_REPLICA, ...notice }], unread: [] },
  };
  return differences(STORY, overview, inbox, () => ({
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
    ['a message that did not come', { inbox: [MOVED, RETIRING] }, 'missing: message of cad'],
    ['a message that came twice', { inbox: [COPIED, ...ALL] }, 'not expected: message of cad'],
    ['a fleet on another image', { fleet: { image: 'old' } }, 'missing: fleet design in eu-west-1'],
    ['a fleet that waits', { fleet: { state: 'WAITING' } }, 'missing: fleet design in eu-west-1'],
    [
      'a fleet that was moved without a message',
      { inbox: [COPIED, RETIRING] },
      'missing: message of fleet design in eu-west-1: ROLLED_OUT',
    ],
    ['a replica that stays', { notice: {} }, 'missing: old in eu-west-1: to be deleted'],
    ['a replica that goes without a message', { inbox: [COPIED, MOVED] }, 'message of old'],
  ])('finds %s', (_, otherwise, difference) => {
    expect(found(otherwise).join('\n')).toContain(difference);
  });
});

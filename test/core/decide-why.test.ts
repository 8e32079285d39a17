import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import type { Destination } from '../../lib/core/decision/decision.ts';
import {
  COPY_FAILURE,
  destinationOf,
  faultOfKind,
  foreignImage,
  minutesAgo,
  NOW,
  RULE,
  replicaOf,
  showing,
  sourceImage,
  statusOf,
} from '../support/builders.ts';

const source = sourceImage();
const nothing = { images: [] };

describe('the end of a replication that failed says why', () => {
  test.each([
    [
      'AWS gives a reason for the source',
      { source: sourceImage({ state: 'FAILED' }) },
      'SourceFailed',
      'cad is FAILED, so it cannot be copied; IMAGE_COPY_FAILURE: The disk could not be read',
    ],
    [
      'AWS gives none for the source',
      { source: sourceImage({ state: 'FAILED', problem: undefined }) },
      'SourceFailed',
      'cad is FAILED, so it cannot be copied; AWS gives no reason',
    ],
    [
      'an older replica is there',
      {
        observed: showing(
          replicaOf({ ...source, createdAt: minutesAgo(900) }, { state: 'AVAILABLE' }),
        ),
      },
      'StaleReplica',
      'cad in eu-west-1 is a replica of an earlier image named cad',
    ],
    [
      'another image is there',
      { observed: showing(foreignImage()) },
      'NameTaken',
      'eu-west-1 has an image named cad that is not a replica of this one',
    ],
    [
      'every copy disappeared',
      { observed: nothing, status: statusOf({ word: 'WAITING', attempts: 3 }) },
      'GaveUp',
      'the replica disappeared before it was AVAILABLE; 3 copies were made',
    ],
    [
      'every copy failed',
      {
        observed: showing(replicaOf(source, { state: 'FAILED' })),
        status: statusOf({ attempts: 3 }),
      },
      'IMAGE_COPY_FAILURE',
      COPY_FAILURE.message,
    ],
    [
      'every copy failed and AWS does not say why',
      {
        observed: showing(replicaOf(source, { state: 'FAILED', problem: undefined })),
        status: statusOf({ attempts: 3 }),
      },
      'IMAGE_COPY_FAILURE',
      'AWS gives no reason',
    ],
  ])('when %s', (_, part, code, message) => {
    expect(decide(destinationOf(part))).toMatchObject({
      do: 'announce failure',
      problem: { code, message },
      status: { word: 'FAILED', since: NOW, code, text: message, rule: RULE, replicaName: 'cad' },
    });
  });

  test.each([
    ['carries the lineage of this one but was made by an image builder', { hasBuilder: true }],
    ['carries the lineage of this one but is older than it', { createdAt: minutesAgo(241) }],
  ])('when an image that %s is there', (_, part) => {
    const forged = replicaOf(source, { state: 'AVAILABLE', ...part });
    expect(decide(destinationOf({ observed: showing(forged) }))).toMatchObject({
      problem: {
        code: 'NameTaken',
        message: 'eu-west-1 has an image named cad that is not a replica of this one',
      },
    });
  });
});

describe('a wait has a code that says what it waits for', () => {
  const earlier = { ...source, createdAt: minutesAgo(900) };
  test.each<[string, Partial<Destination>, string, string]>([
    [
      'the source is not ready',
      { source: sourceImage({ state: 'PENDING' }) },
      'SourceNotReady',
      'the source image is PENDING',
    ],
    [
      'the source is in a state of later times',
      { source: sourceImage({ state: 'REHYDRATING' }) },
      'SourceNotReady',
      'the source image is REHYDRATING',
    ],
    [
      'an earlier replica is on its way',
      { observed: showing(replicaOf(earlier)) },
      'OlderReplica',
      'a replica of an earlier image is COPYING',
    ],
    [
      'an earlier replica is being deleted',
      { observed: showing(replicaOf(earlier, { state: 'DELETING' })) },
      'Deleting',
      'cad in eu-west-1 is being deleted',
    ],
    [
      'our replica is being deleted',
      { observed: showing(replicaOf(source, { state: 'DELETING' })) },
      'Deleting',
      'cad in eu-west-1 is being deleted',
    ],
    [
      "somebody else's image is being deleted",
      { observed: showing(foreignImage({ state: 'DELETING' })) },
      'Deleting',
      'cad in eu-west-1 is being deleted',
    ],
    [
      'a replica of a later build is there',
      { observed: showing(replicaOf({ ...source, createdAt: minutesAgo(90) })) },
      'NewerReplica',
      'cad in eu-west-1 is a replica of a later build than the source image that AWS showed',
    ],
  ])('when %s, and once it is late', (_, part, code, text) => {
    const facts = { asked: NOW, attempts: 0, rule: RULE, replicaName: 'cad' };
    const status = { word: 'WAITING', since: NOW, code, text, ...facts };
    expect(decide(destinationOf(part))).toMatchObject({ do: 'wait', status });

    const waiting = statusOf({ word: 'WAITING', code, text, since: minutesAgo(360) });
    expect(decide(destinationOf({ ...part, status: waiting }))).toMatchObject({
      do: 'announce late',
      problem: { code, message: text },
      status: { ...waiting, late: true },
    });
  });

  test('and counts from the beginning when it merely waited and now waits in vain', () => {
    const status = statusOf({ word: 'WAITING', code: 'CopyQuota', since: minutesAgo(300) });
    const unread = destinationOf({ status, observed: { fault: faultOfKind('transient') } });
    expect(decide(unread)).toMatchObject({ do: 'wait', status: { since: NOW } });
  });
});

import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decide.ts';
import {
  COPY_FAILURE,
  foreignImage,
  minutesAgo,
  NOW,
  RULE,
  replicaOf,
  situationOf,
  sourceImage,
  statusOf,
} from '../support/builders.ts';

const source = sourceImage();
const nothing = { images: [] };
const showing = (...images: ReturnType<typeof replicaOf>[]) => ({ images });

describe('the end of a replication that failed tells why', () => {
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
        sight: showing(
          replicaOf({ ...source, createdAt: minutesAgo(900) }, { state: 'AVAILABLE' }),
        ),
      },
      'StaleReplica',
      'cad in eu-west-1 is a replica of an earlier image named cad',
    ],
    [
      'another image is there',
      { sight: showing(foreignImage()) },
      'NameTaken',
      'eu-west-1 has an image named cad that is not a replica of this one',
    ],
    [
      'every copy disappeared',
      { sight: nothing, status: statusOf({ word: 'WAITING', attempts: 3 }) },
      'GaveUp',
      'the replica disappeared before it was AVAILABLE; 3 copies were made',
    ],
    [
      'every copy failed',
      { sight: showing(replicaOf(source, { state: 'FAILED' })), status: statusOf({ attempts: 3 }) },
      'IMAGE_COPY_FAILURE',
      COPY_FAILURE.message,
    ],
    [
      'every copy failed and AWS does not say why',
      {
        sight: showing(replicaOf(source, { state: 'FAILED', problem: undefined })),
        status: statusOf({ attempts: 3 }),
      },
      'IMAGE_COPY_FAILURE',
      'AWS gives no reason',
    ],
  ])('when %s', (_, part, code, message) => {
    expect(decide(situationOf(part))).toMatchObject({
      do: 'fail',
      problem: { code, message },
      status: { word: 'FAILED', since: NOW, code, text: message, rule: RULE, name: 'cad' },
    });
  });
});

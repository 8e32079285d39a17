import { describe, expect, test } from '@jest/globals';
import { formatStatus, type Status } from '../../lib/core/tags/status.ts';
import { rowsOf } from '../../sim/demo/frame.ts';
import type { SimImage } from '../../sim/index.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const ENDING = {
  image: 'cad',
  created: '2026-11-23T08:00:00Z',
  tags: {},
  region: 'eu-west-1',
  replica: 'cad',
  copies: 1,
  waits: [],
};

function image(partial: Partial<SimImage>): SimImage {
  return {
    arn: 'arn:aws:appstream:us-east-1:123456789012:image/cad',
    region: 'us-east-1',
    name: 'cad',
    state: 'AVAILABLE',
    visibility: 'PRIVATE',
    imageBuilderName: 'builder',
    createdAt: new Date(ENDING.created),
    tags: {},
    platform: 'WINDOWS_SERVER_2022',
    incompatible: false,
    ...partial,
  };
}

function withStatus(status: Omit<Status, 'since'>): SimImage {
  const since = new Date('2026-11-23T08:50:00Z');
  return image({ tags: { 'replicate:status:eu-west-1': formatStatus({ ...status, since }) } });
}

const started = new Date('2026-11-23T08:10:00Z');

describe('a row', () => {
  test.each([
    ['no image', [], { word: undefined, note: '', minutes: undefined }],
    [
      'an image that is being built',
      [image({ state: 'PENDING' })],
      { word: undefined, note: 'image PENDING', minutes: 60 },
    ],
    ['an image without a rule', [image({})], { word: undefined, note: 'not tagged' }],
    [
      'an image with a rule that no run has seen',
      [image({ tags: { 'replicate:to': 'eu-west-1' } })],
      { word: undefined, note: 'to be looked at' },
    ],
    [
      'a wait',
      [withStatus({ word: 'WAITING', code: 'CopyQuota', attempts: 0 })],
      { word: 'WAITING', note: 'CopyQuota', minutes: 10 },
    ],
    [
      'a copy',
      [withStatus({ word: 'COPYING', attempts: 1, started })],
      { word: 'COPYING', note: '', minutes: 10 },
    ],
    [
      'another copy',
      [withStatus({ word: 'COPYING', attempts: 2, started })],
      { word: 'COPYING', note: 'copy 2', minutes: 10 },
    ],
    [
      'a success',
      [withStatus({ word: 'AVAILABLE', attempts: 1, started })],
      { word: 'AVAILABLE', note: 'after 40 min', minutes: undefined },
    ],
    [
      'a success at the second attempt',
      [withStatus({ word: 'AVAILABLE', attempts: 2, started })],
      { word: 'AVAILABLE', note: 'after 40 min, 2 copies', minutes: undefined },
    ],
    [
      'a wait for the next attempt',
      [withStatus({ word: 'WAITING', code: 'CopyFailed', attempts: 1, started })],
      { word: 'WAITING', note: 'CopyFailed', minutes: 10 },
    ],
    [
      'a success whose beginning nobody saw, without a duration',
      [withStatus({ word: 'AVAILABLE', attempts: 1 })],
      { word: 'AVAILABLE', note: '', minutes: undefined },
    ],
    [
      'a failure',
      [withStatus({ word: 'FAILED', code: 'NameTaken', attempts: 0 })],
      { word: 'FAILED', note: 'NameTaken', minutes: undefined },
    ],
  ])('shows %s', (_, sources, state) => {
    expect(rowsOf([ENDING], sources, NOW)).toEqual([
      { image: 'cad', region: 'eu-west-1', replica: 'cad', minutes: undefined, ...state },
    ]);
  });
});

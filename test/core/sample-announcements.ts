/* One announcement of each kind. */

import type { Announcement } from '../../lib/core/message/message.ts';
import { AWAY, minutesAgo, NOW, replicaOf, sourceImage } from '../support/builders.ts';

export const source = sourceImage();
export const replica = replicaOf(source, { state: 'AVAILABLE' });

export const succeeded = {
  outcome: 'SUCCEEDED',
  source,
  destination: { region: AWAY, name: 'cad', replica },
  rule: '0123abcd',
  startedAt: minutesAgo(60),
  attempts: 1,
  asked: minutesAgo(62),
  at: NOW,
} as const satisfies Announcement;
export const failed = {
  ...succeeded,
  outcome: 'FAILED',
  problem: { code: 'NameTaken', message: 'the name is taken' },
} as const satisfies Announcement;
export const late = {
  ...failed,
  outcome: 'LATE',
  isCopying: false,
} as const satisfies Announcement;
export const imageFailed = {
  ...failed,
  destination: undefined,
  problem: { code: 'InvalidRule', message: 'no such region' },
} as const satisfies Announcement;
export const HINT = 'Take another.';

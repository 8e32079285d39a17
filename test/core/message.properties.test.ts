import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { FaultKind } from '../../lib/core/decision/aws-error.ts';
import { decide } from '../../lib/core/decision/decide.ts';
import {
  type Decision,
  type Destination,
  replicationOf,
} from '../../lib/core/decision/decision.ts';
import { afterFault, type Step } from '../../lib/core/decision/on-error.ts';
import { type Announcement, messageOf } from '../../lib/core/message/message.ts';
import { hintFor, hintForWait } from '../../lib/core/message/remediation.ts';
import { publicationOf } from '../../lib/core/message/sns.ts';
import { sourceOf } from '../../lib/core/tags/source.ts';
import { formatStatus, parseStatus } from '../../lib/core/tags/status.ts';
import { type Received, readPublication } from '../../sim/publication.ts';
import {
  ALLOW_ALL,
  faultOfKind,
  KEYS,
  LIMITS,
  minutesAgo,
  NOW,
  tagged,
} from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText, destination, imageName, LONGEST_NAME } from './arbitraries.ts';

const POLICY = {
  ...ALLOW_ALL,
  tagPrefix: 'replicate',
  limits: LIMITS,
  allowedRegions: ['eu-west-1'],
};

/** Reads what would be published as a subscriber does, which throws where a message breaks its schema. */
function received(announcement: Announcement, hint?: string): Received {
  const { Subject, Message, MessageAttributes } = publicationOf(messageOf(announcement, hint));
  const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [
    name,
    StringValue,
  ]);
  return readPublication({
    subject: Subject,
    message: Message,
    attributes: Object.fromEntries(attributes),
  });
}

type Announced = Extract<
  Decision,
  { do: 'announce success' | 'announce failure' | 'announce late' | 'announce' }
>;

function isAnnounced(decision: Decision): decision is Announced {
  return ['announce success', 'announce failure', 'announce late', 'announce'].includes(
    decision.do,
  );
}

/** What is announced of a decision, as a run does it. */
function announcementOf(decision: Announced, { source, region, now }: Destination): Announcement {
  const { status, replica } = decision;
  const { replicaName: name = source.name, word, code = 'UnknownError', text } = status;
  const { since: at, asked, attempts, started: startedAt, rule } = status;
  const destination = { region, name, replica };
  const about = { source, destination, rule, asked, startedAt, attempts, at };
  if (decision.do === 'announce late') {
    const { problem } = decision;
    return { ...about, outcome: 'LATE', isCopying: word === 'COPYING', problem, at: now };
  }
  if (word === 'AVAILABLE') return { ...about, outcome: 'SUCCEEDED' };
  // An announcement that was not made is made as far as the tag tells.
  const problem =
    decision.do === 'announce failure' ? decision.problem : { code, message: text || code };
  return { ...about, outcome: 'FAILED', problem };
}

function hintOf({ outcome, problem, source, destination }: Announcement): string | undefined {
  const hint = outcome === 'LATE' ? hintForWait : hintFor;
  return problem && hint(problem.code, { source, destination, keys: KEYS, policy: ALLOW_ALL });
}

/** Every destination, and what follows from the images that are seen there. */
const decided = destination.map((each): [Decision, Destination] => [decide(each), each]);

/** Every destination, and what follows from a call that fails there. */
const failed = fc
  .tuple(
    destination,
    fc.constantFrom<FaultKind>(
      'quota',
      'exists',
      'missing',
      'region',
      'denied',
      'transient',
      'permanent',
    ),
    fc.constantFrom<Step>('read region', 'copy', 'delete replica', 'announce success'),
    fc.boolean(),
  )
  .map(([each, of, at, copying]): [Decision, Destination] => {
    const replication = replicationOf(each, 'cad', '0123abcd');
    return [afterFault(replication, faultOfKind(of), at, { copying }), each];
  });

describe.each([
  ['a destination', decided],
  ['a failed call', failed],
])('everything that is announced of %s', (_, arbitrary) => {
  test('makes a message that keeps its schema', () => {
    holds(
      arbitrary,
      ([decision, each]) => {
        if (!isAnnounced(decision)) return;
        const announcement = announcementOf(decision, each);
        expect(received(announcement, hintOf(announcement)).message.outcome).toBe(
          announcement.outcome,
        );
      },
      3000,
    );
  });

  test('has the same id when it is announced later from its tag, if it is an end', () => {
    holds(
      arbitrary,
      ([decision, each]) => {
        if (decision.do !== 'announce success' && decision.do !== 'announce failure') return;
        const tag = formatStatus({ ...decision.status, due: each.now });
        const status = parseStatus(tag, minutesAgo(-60));
        if (!status?.rule) return;
        const later: Announced = { do: 'announce', status, reason: '' };
        const again = announcementOf(later, each);
        expect(messageOf(again).id).toBe(messageOf(announcementOf(decision, each)).id);
      },
      3000,
    );
  });
});

test('every rule that is wrong makes a message that keeps its schema, however hostile its tags', () => {
  const key = fc.oneof(fc.constantFrom('to', 'name', 'description', 'tags'), anyText);
  const tags = fc.dictionary(
    key.map((text) => `replicate:${text}`),
    anyText,
    { maxKeys: 49, size: 'max' },
  );
  holds(
    fc.tuple(tags, imageName),
    ([each, name]) => {
      const found = sourceOf(tagged(each, { name }), each, POLICY, NOW);
      if (found.kind !== 'replicated' || !('problem' in found.report)) return;
      const { image: source, rule, report } = found;
      const { problem } = report;
      const about = { source, rule: rule?.fingerprint, attempts: 0, problem, at: NOW };
      const announcement: Announcement = { outcome: 'FAILED', ...about };
      const { message } = received(announcement, hintOf(announcement));
      expect(message.reason?.message).toMatch(/^[^\p{Cc}\u2028\u2029]{1,2000}$/u);
    },
    300,
  );
});

test('a message stays far below what SNS takes, and gets through, however long its texts', () => {
  const worst = ['"', '\\', '\u0001', '\ud83d', '東', '𝒜', '\n', "'"].map((text) =>
    text.repeat(100_000),
  );
  for (const text of worst) {
    const source = tagged({ [KEYS.to]: text }, { name: LONGEST_NAME, description: text });
    const announcement: Announcement = {
      outcome: 'FAILED',
      source,
      destination: { region: 'ap-southeast-2', name: LONGEST_NAME },
      rule: text,
      startedAt: minutesAgo(9),
      attempts: 3,
      problem: { code: text, message: text },
      at: NOW,
    };
    const { attributes } = received(announcement, text);
    const bytes = Buffer.byteLength(JSON.stringify(publicationOf(messageOf(announcement, text))));
    expect(bytes).toBeLessThan(64 * 1024);
    expect(Object.values(attributes)).not.toContain('');
  }
});

import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { assess } from '../../lib/core/assess.ts';
import { decide } from '../../lib/core/decide.ts';
import { type Decision, pursuitOf, type Situation } from '../../lib/core/decision.ts';
import type { FaultKind } from '../../lib/core/fault.ts';
import { hintFor } from '../../lib/core/hint.ts';
import { type Happening, messageOf } from '../../lib/core/message.ts';
import { publicationOf } from '../../lib/core/publication.ts';
import { afterFault, type Step } from '../../lib/core/setback.ts';
import { type Received, readPublication } from '../../sim/publication.ts';
import { faultOfKind, KEYS, minutesAgo, NOW, tagged } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText, imageName, LONGEST_NAME, situation } from './arbitraries.ts';

/** Reads what would be published as a subscriber does, which throws where a message breaks its schema. */
function received(happening: Happening): Received {
  const { Subject, Message, MessageAttributes } = publicationOf(messageOf(happening));
  const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [
    name,
    StringValue,
  ]);
  return readPublication(Subject, Message, Object.fromEntries(attributes));
}

/** What is announced of a decision, if anything is. */
function happeningOf(
  decision: Decision,
  { source, region, now }: Situation,
): Happening | undefined {
  const outcome = { finish: 'SUCCEEDED', late: 'LATE', fail: 'FAILED' } as const;
  if (decision.do !== 'finish' && decision.do !== 'late' && decision.do !== 'fail')
    return undefined;
  const { name = source.name, attempts, started, redo, rule } = decision.status;
  const destination = { region, name, replica: decision.replica };
  const problem = decision.do === 'fail' ? decision.problem : undefined;
  const hint = problem && hintFor(problem.code, { source, destination, keys: KEYS });
  return {
    outcome: outcome[decision.do],
    source,
    destination,
    rule,
    redo,
    startedAt: started,
    attempts,
    problem,
    hint,
    now,
  };
}

test('every end that a situation can lead to makes a message that keeps its schema', () => {
  holds(
    situation,
    (each) => {
      const happening = happeningOf(decide(each), each);
      if (happening) expect(received(happening).message.outcome).toBe(happening.outcome);
    },
    3000,
  );
});

test('every end that a failed call can lead to makes a message that keeps its schema', () => {
  const kind = fc.constantFrom<FaultKind>(
    'quota',
    'exists',
    'missing',
    'region',
    'transient',
    'permanent',
  );
  const step = fc.constantFrom<Step>('look', 'copy', 'remove', 'finish');
  holds(fc.tuple(situation, kind, step, fc.boolean()), ([each, of, at, copying]) => {
    const pursuit = pursuitOf(each, 'cad', undefined);
    const happening = happeningOf(afterFault(pursuit, faultOfKind(of), at, copying), each);
    if (happening) expect(received(happening).message.outcome).toBe('FAILED');
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
      const found = assess(tagged(each, { name }), each, KEYS, NOW, ['eu-west-1']);
      if (found.kind !== 'replicated' || !('problem' in found.report)) return;
      const { source, rule, report } = found;
      const hint = hintFor(report.problem.code, { source, keys: KEYS });
      const { message } = received({
        outcome: 'FAILED',
        source,
        rule: rule?.fingerprint,
        attempts: 0,
        problem: report.problem,
        hint,
        now: NOW,
      });
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
    const happening: Happening = {
      outcome: 'FAILED',
      source,
      destination: { region: 'ap-southeast-2', name: LONGEST_NAME },
      rule: text,
      startedAt: minutesAgo(9),
      attempts: 3,
      problem: { code: text, message: text },
      hint: text,
      now: NOW,
    };
    const { attributes } = received(happening);
    const bytes = Buffer.byteLength(JSON.stringify(publicationOf(messageOf(happening))));
    expect(bytes).toBeLessThan(64 * 1024);
    expect(Object.values(attributes)).not.toContain('');
  }
});

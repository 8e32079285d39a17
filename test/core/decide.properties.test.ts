import { expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decide.ts';
import type { Decision, Situation } from '../../lib/core/decision.ts';
import { MAX_ATTEMPTS } from '../../lib/core/follow.ts';
import { relationTo } from '../../lib/core/lineage.ts';
import { formatStatus, isFinal, parseStatus } from '../../lib/core/status.ts';
import { holds } from '../support/property.ts';
import { situation } from './arbitraries.ts';

/** Asserts something of the decision about every situation. */
function always(claim: (decision: Decision, situation: Situation) => void): void {
  holds(situation, (each) => claim(decide(each), each), 1000);
}

test('there is a decision about every situation, and it says why', () => {
  always(({ reason }) => expect(reason.trim()).not.toBe(''));
});

test('the same situation leads to the same decision, and is left as it was', () => {
  always((decision, each) => {
    const twin = structuredClone(each);
    expect(decide(twin)).toEqual(decision);
    expect(twin).toEqual(each);
  });
});

test('a region that was not looked at is left alone, one that was is not looked at again', () => {
  always((decision, { sight }) => {
    if (!sight) expect(['look', 'nothing', 'wait', 'fail', 'forget']).toContain(decision.do);
    else expect(decision.do).not.toBe('look');
  });
});

test('a copy is never made onto an image that is there, nor more often than 3 times', () => {
  always((decision, { source, status, sight }) => {
    if (decision.do !== 'copy') return;
    const images = sight && 'images' in sight ? sight.images : undefined;
    expect(images?.map(({ name }) => name)).not.toContain(decision.wanted.name);
    expect(images).toBeDefined();
    expect(decision.status.attempts).toBeLessThanOrEqual(MAX_ATTEMPTS);
    expect(source.phase === 'AVAILABLE' || status?.word === 'COPYING').toBe(true);
  });
});

test('only a failed replica of this source or of an earlier build of it is ever removed', () => {
  always((decision, { source }) => {
    if (decision.do !== 'remove') return;
    expect(decision.replica.phase).toBe('FAILED');
    expect(['ours', 'older']).toContain(relationTo(source, decision.replica));
  });
});

test('only a replica of this very source that is AVAILABLE is announced as such', () => {
  always((decision, { source }) => {
    if (decision.do !== 'finish') return;
    expect(decision.replica.phase).toBe('AVAILABLE');
    expect(relationTo(source, decision.replica)).toBe('ours');
  });
});

test('a final status of this very rule is left alone, but for a replica that came up after a refusal', () => {
  always((decision, { source, status, wanted, sight, now, limits }) => {
    if (!isFinal(status) || !wanted || (status?.rule ?? wanted.fingerprint) !== wanted.fingerprint)
      return;
    if (decision.do === 'nothing') return;
    expect(status).toMatchObject({ word: 'FAILED', attempts: 0, rule: wanted.fingerprint });
    const hours = (now.getTime() - (status?.since.getTime() ?? 0)) / 3_600_000;
    expect(hours).toBeLessThan(limits.giveUpAfterHours + 1 / 60);
    const images = sight && 'images' in sight ? sight.images : undefined;
    const replica = images?.find(({ name }) => name === wanted.name);
    if (!sight) expect(decision.do).toBe('look');
    else expect(replica && relationTo(source, replica)).toBe('ours');
  });
});

test('LATE is not told of a replica that was told to be late', () => {
  always((decision, { status, wanted }) => {
    const isAbout = status?.name === undefined || status.name === wanted?.name;
    if (status?.word === 'COPYING' && status.late && isAbout) expect(decision.do).not.toBe('late');
  });
});

test('how often a person started it again is remembered to the end', () => {
  always((decision, { status, wanted }) => {
    const next = 'status' in decision ? decision.status : undefined;
    if (!next || !status || isFinal(status)) return;
    if ((status.name ?? wanted?.name) === next.name) expect(next.redo).toBe(status.redo);
  });
});

test('what an end leaves behind is final, everything else is not', () => {
  always((decision) => {
    const next = 'status' in decision ? decision.status : undefined;
    if (next) expect(isFinal(next)).toBe(decision.do === 'finish' || decision.do === 'fail');
  });
});

test('what is to be remembered fits a tag, with all that later decisions rest on', () => {
  always((decision, { now }) => {
    const next = 'status' in decision ? decision.status : undefined;
    if (!next) return;
    const tag = formatStatus(next);
    expect(tag.length).toBeLessThanOrEqual(256);
    const { word, name, rule, attempts, late = false } = next;
    expect(parseStatus(tag, now)).toMatchObject({ word, name, rule, attempts, late });
  });
});

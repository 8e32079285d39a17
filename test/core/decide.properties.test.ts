import { expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import type { Decision, Destination } from '../../lib/core/decision/decision.ts';
import type { Image } from '../../lib/core/image.ts';
import { MAX_ATTEMPTS } from '../../lib/core/limits.ts';
import { isRuleOf } from '../../lib/core/tags/destinations.ts';
import { isAnnouncementDue } from '../../lib/core/tags/due.ts';
import { relationTo } from '../../lib/core/tags/lineage.ts';
import { formatStatus, isFinal, parseStatus, type Status } from '../../lib/core/tags/status.ts';
import { minutesBetween, toMinute } from '../../lib/core/time.ts';
import { holds } from '../support/property.ts';
import { destination } from './arbitraries.ts';

/** Asserts something of the decision about every destination. */
function always(claim: (decision: Decision, destination: Destination) => void): void {
  holds(destination, (each) => claim(decide(each), each), 1000);
}

/** What has a name in the destination. */
function seen({ observed }: Destination, name: string | undefined): Image | undefined {
  return observed && 'images' in observed
    ? observed.images.find((image) => image.name === name)
    : undefined;
}

test('there is a decision about every destination, and it says why', () => {
  always(({ reason }) => expect(reason.trim()).not.toBe(''));
});

test('the same destination leads to the same decision, and is left as it was', () => {
  always((decision, each) => {
    const twin = structuredClone(each);
    expect(decide(twin)).toEqual(decision);
    expect(twin).toEqual(each);
  });
});

test('a region that was not read is left alone, one that was is not read again', () => {
  always((decision, { observed }) => {
    const blind = [
      'read region',
      'nothing',
      'wait',
      'announce late',
      'announce failure',
      'clear status',
      'announce',
    ];
    if (!observed) expect(blind).toContain(decision.do);
    else expect(decision.do).not.toBe('read region');
  });
});

test('a region is read rarely where nothing is in flight but a FAILED may not be true any more, or other grants are asked for', () => {
  always((decision, each) => {
    const { status } = each;
    if (decision.do !== 'read region' || !decision.rarely) return;
    expect(status?.word === 'FAILED' || isSharedOtherwise(each)).toBe(true);
    expect(status?.due ?? status?.unshared ?? status?.sharing).toBeUndefined();
  });
});

test('a copy is never made onto an image that is there, nor more often than 3 times', () => {
  always((decision, { source, status, observed }) => {
    if (decision.do !== 'copy') return;
    const images = observed && 'images' in observed ? observed.images : undefined;
    expect(images?.map(({ name }) => name)).not.toContain(decision.wanted.replicaName);
    expect(images).toBeDefined();
    expect(decision.status.attempts).toBeLessThanOrEqual(MAX_ATTEMPTS);
    expect(source.phase === 'AVAILABLE' || status?.word === 'COPYING').toBe(true);
  });
});

test('a copy is never made before a WAITING status accounts for it', () => {
  always((decision, { status, wanted }) => {
    if (decision.do !== 'copy') return;
    const { before } = decision;
    const standing = before ?? status;
    expect(standing?.word).toBe('WAITING');
    expect(standing?.replicaName ?? wanted?.replicaName).toBe(decision.wanted.replicaName);
    expect(standing?.attempts).toBe(decision.status.attempts - 1);
    if (before) expect(before).toMatchObject({ asked: decision.status.asked });
    if (before) expect(before.rule).toBe(decision.wanted.fingerprint);
  });
});

test('only a failed replica of this source or of an earlier build of it is ever removed', () => {
  always((decision, { source }) => {
    if (decision.do !== 'delete replica') return;
    expect(decision.replica.phase).toBe('FAILED');
    expect(['ours', 'older']).toContain(relationTo(source, decision.replica));
  });
});

test('only a replica of this very source that is AVAILABLE is announced as such', () => {
  always((decision, { source }) => {
    if (decision.do !== 'announce success') return;
    expect(decision.replica.phase).toBe('AVAILABLE');
    expect(relationTo(source, decision.replica)).toBe('ours');
  });
});

test('a replica may have been finished before when there is no status, and only then', () => {
  always((decision, { status }) => {
    if (decision.do === 'announce success') expect(decision.mayBeDone).toBe(status === undefined);
  });
});

/** Whether an AVAILABLE replica has other grants than are asked for, or is being given them. */
function isSharedOtherwise({ status, grants }: Destination): boolean {
  if (status?.word !== 'AVAILABLE' || status.rule === undefined) return false;
  if (status.sharing !== undefined) return true;
  return grants !== undefined && 'grants' in grants && status.share !== grants.fingerprint;
}

/** Asserts something of the decision about every destination whose end under this very rule stands in the status. */
function alwaysEnded(
  claim: (decision: Decision, destination: Destination, status: Status) => void,
): void {
  always((decision, each) => {
    const { status, wanted } = each;
    if (!status || !isFinal(status) || !wanted || !isRuleOf(wanted, status.rule)) return;
    claim(decision, each, status);
  });
}

test('an end under this very rule that was announced is kept, but for a replica in spite of FAILED or shared otherwise', () => {
  alwaysEnded((decision, each, status) => {
    if (status.due || status.unshared || decision.do === 'nothing') return;
    if (status.rule !== undefined && status.rule === each.wanted?.fingerprintBefore) {
      const rule = each.wanted.fingerprint;
      expect(decision).toMatchObject({ do: 'wait', status: { ...status, rule } });
      return;
    }
    if (status.word === 'AVAILABLE') {
      expect(isSharedOtherwise(each)).toBe(true);
      expect(['read region', 'share', 'announce share failure', 'wait']).toContain(decision.do);
      if (decision.do === 'wait') expect(decision.status.word).toBe('AVAILABLE');
      return;
    }
    expect(status).toMatchObject({ word: 'FAILED', rule: expect.any(String) });
    if (!each.observed) {
      expect(decision).toMatchObject({ do: 'read region', rarely: true });
      return;
    }
    const replica = seen(each, each.wanted?.replicaName);
    expect(replica && relationTo(each.source, replica)).toBe('ours');
    expect(['AVAILABLE', 'UNSETTLED']).toContain(replica?.phase);
    expect(['announce success', 'wait', 'announce late']).toContain(decision.do);
  });
});

test('an end under this very rule that was not announced waits, or is announced', () => {
  alwaysEnded((decision, { observed }, status) => {
    if (!status.due) return;
    expect(['wait', 'announce', 'read region']).toContain(decision.do);
    if (decision.do !== 'read region') return;
    expect(observed).toBeUndefined();
    expect(status.word).toBe('AVAILABLE');
    expect(decision.rarely).toBeUndefined();
  });
});

test('only an end whose announcement is due is announced', () => {
  always((decision, { status, now, limits }) => {
    if (decision.do !== 'announce') return;
    expect(decision.status).toEqual(status);
    expect(isFinal(status) && status && isAnnouncementDue(status, limits, now)).toBe(true);
  });
});

test('a success is announced of a replica of ours that is there to be seen', () => {
  always((decision, { source }) => {
    if (decision.do !== 'announce' || decision.status.word !== 'AVAILABLE') return;
    const { replica } = decision;
    expect(replica).toMatchObject({ phase: 'AVAILABLE' });
    expect(replica && relationTo(source, replica)).toBe('ours');
  });
});

test('LATE is announced again only when its announcement is due', () => {
  always((decision, { status, now, limits }) => {
    if (decision.do !== 'announce late' || !status?.late) return;
    const { word, replicaName: name } = decision.status;
    if (word !== status.word || (status.replicaName ?? name) !== name) return;
    expect(isAnnouncementDue(status, limits, now)).toBe(true);
  });
});

test('LATE says why a WAITING waits', () => {
  always((decision) => {
    if (decision.do !== 'announce late') return;
    expect(decision.status.late).toBe(true);
    if (decision.status.word !== 'WAITING') return;
    expect(decision.problem).toMatchObject({ code: decision.status.code });
  });
});

test('no WAITING that the rule asks for lasts longer than is late without an announcement, but for the pause between copies', () => {
  always((decision, { wanted, now, limits }) => {
    if (decision.do !== 'wait' || decision.status.replicaName !== wanted?.replicaName) return;
    const { word, since, late, code } = decision.status;
    if (word !== 'WAITING' || late || code === 'CopyFailed') return;
    expect(minutesBetween(since, now)).toBeLessThan(limits.lateAfterHours * 60);
  });
});

/** Whether other grants begin to be given. */
function isOtherShare(decision: Decision, status: Status | undefined): boolean {
  return decision.do === 'share' && (!status?.sharing || status.share !== decision.status.share);
}

test('other grants are asked for later than the replica, or the grants before', () => {
  always((decision, { status }) => {
    if (!isOtherShare(decision, status) || decision.do !== 'share') return;
    expect(decision.status.asked?.getTime()).toBeGreaterThan(status?.asked?.getTime() ?? 0);
    expect(decision.before.asked).toEqual(decision.status.asked);
  });
});

test('the time of the request is kept to the end', () => {
  always((decision, { status, now }) => {
    const next = 'status' in decision ? decision.status : undefined;
    if (!next) return;
    if (isOtherShare(decision, status)) return;
    const isAtEnd = ['wait', 'announce', 'share', 'announce share failure'].includes(decision.do);
    if (isFinal(next) && isAtEnd) {
      expect(next.asked).toEqual(status?.asked);
      return;
    }
    const goesOn =
      status && !isFinal(status) && (status.replicaName ?? next.replicaName) === next.replicaName;
    expect(next.asked).toEqual((goesOn && status.asked) || toMinute(now));
  });
});

test('what an end leaves behind is final, everything else is not', () => {
  const isWaitAtEnd = ({ wanted, status }: Destination, next: Status) => {
    const due = status?.due ?? status?.unshared;
    const isBy010 = status?.rule === wanted?.fingerprintBefore;
    if (status?.sharing) return;
    if (!isBy010) expect(due).toBeDefined();
    const rule = isBy010 && !due ? wanted?.fingerprint : status?.rule;
    const unmarked = { due: undefined, unshared: undefined };
    expect({ ...next, ...unmarked }).toEqual({ ...status, rule, ...unmarked });
  };
  always((decision, destination) => {
    const next = 'status' in decision ? decision.status : undefined;
    if (!next) return;
    if (decision.do === 'wait' && isFinal(next)) {
      isWaitAtEnd(destination, next);
      return;
    }
    expect(isFinal(next)).toBe(
      [
        'announce success',
        'announce failure',
        'announce share failure',
        'announce',
        'share',
      ].includes(decision.do),
    );
  });
});

test('every status fits into one tag with all facts that later decisions need', () => {
  always((decision, { now }) => {
    const next = 'status' in decision ? decision.status : undefined;
    if (!next) return;
    const tag = formatStatus(next);
    expect(tag.length).toBeLessThanOrEqual(256);
    const { word, replicaName, rule, attempts, asked, late = false, share } = next;
    const facts = { word, replicaName, rule, attempts, asked, late, share };
    expect(parseStatus(tag, now)).toMatchObject(facts);
  });
});

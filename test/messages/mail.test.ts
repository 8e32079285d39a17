import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hintFor } from '../../lib/core/hint.ts';
import { text } from '../../lib/core/mail.ts';
import { type Happening, messageOf } from '../../lib/core/message.ts';
import { publicationOf } from '../../lib/core/publication.ts';
import { KEYS, minutesAgo, NOW, replicaOf, sourceImage, tagged } from '../support/builders.ts';
import { everyMessage, PLAYING_TIME } from './told.ts';

const LONG = 'n'.repeat(101);

function failure(part: Partial<Happening> = {}): Happening {
  const source = part.source ?? sourceImage();
  const destination = { region: 'eu-west-1', name: source.name };
  return {
    outcome: 'FAILED',
    source,
    destination,
    rule: '0000aaaa',
    attempts: 0,
    problem: { code: 'NameTaken', message: 'the name is taken' },
    hint: hintFor('NameTaken', { source, destination, keys: KEYS }),
    now: NOW,
    ...part,
  };
}

describe('the text of an e-mail', () => {
  test('of a failure: what, why, what to do, then the facts', () => {
    const lines = text(messageOf(failure({ startedAt: minutesAgo(125), attempts: 2 }))).split('\n');
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
    expect(lines[0]).toBe('cad could not be copied to eu-west-1.');
    const order = ['WHY', 'NameTaken: the name is taken', 'WHAT TO DO', 'aws appstream', 'From: '];
    expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b));
    expect(order.map(at)).not.toContain(-1);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Began: 2026-11-23 09:55 UTC',
        'Took: 2 h 5 min',
        'Copies made: 2',
        'Account: 123456789012',
      ]),
    );
  });

  test('of a success: the replica, and how long it took', () => {
    const source = sourceImage();
    const replica = replicaOf(source, { state: 'AVAILABLE' });
    const happening = failure({
      outcome: 'SUCCEEDED',
      destination: { region: 'eu-west-1', name: 'cad-eu', replica },
      startedAt: new Date(NOW.getTime() - 45_000),
      attempts: 1,
      problem: undefined,
      hint: undefined,
    });
    expect(text(messageOf(happening)).split('\n')).toEqual([
      'cad-eu is available in eu-west-1.',
      '',
      'From: us-east-1 cad',
      'To: eu-west-1 cad-eu',
      'Began: 2026-11-23 11:59 UTC',
      'Took: 45 s',
      'Account: 123456789012',
      '',
      expect.stringMatching(/^Message [0-9a-f]{32}$/),
      '',
    ]);
  });

  test(
    'every command stands alone between empty lines, on one line',
    async () => {
      for (const { email } of await everyMessage()) {
        const lines = email.split('\n');
        for (const [at, line] of lines.entries()) {
          if (!line.includes('aws ')) continue;
          expect(line).toMatch(/^aws [a-z]/);
          expect([lines[at - 1], lines[at + 1]]).toEqual(['', '']);
        }
      }
    },
    PLAYING_TIME,
  );
});

describe('the subject', () => {
  test('says what happened, to which image, where and why', () => {
    expect(publicationOf(messageOf(failure())).Subject).toBe('FAILED: cad to eu-west-1, NameTaken');
  });

  test('of a long name keeps the region and the reason', () => {
    const { Subject } = publicationOf(messageOf(failure({ source: sourceImage({ name: LONG }) })));
    expect(Subject).toMatch(/^FAILED: n{50,}\.\.\. to eu-west-1, NameTaken$/);
    expect(Subject).toHaveLength(99);
  });

  test('is below 100 characters of ASCII whatever AWS calls the failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (code) => {
        const happening = failure({
          problem: { code, message: '' },
          source: sourceImage({ name: LONG }),
        });
        expect(publicationOf(messageOf(happening)).Subject).toMatch(/^FAILED: [\x20-\x7e]{1,91}$/);
      }),
    );
  });
});

test('the longest hint is told whole', () => {
  const regions = Array.from({ length: 9 }, (_, n) => `ap-southeast-${n + 1}=replica-${n}`);
  const source = tagged(
    { [KEYS.to]: `eu-west-1=${LONG} ${regions.join(' ')}`.slice(0, 256) },
    { name: LONG, region: 'ap-northeast-1' },
  );
  const destination = { region: 'eu-west-1', name: LONG };
  for (const code of ['InvalidRule', 'RegionUnavailable', 'NameTaken', 'StaleReplica']) {
    const hint = hintFor(code, { source, destination, keys: KEYS });
    expect(messageOf(failure({ source, hint })).reason?.hint).toBe(hint);
  }
});

test('a rename that would not fit into the tag is not proposed', () => {
  const rest = 'x'.repeat(256 - 'eu-west-1 '.length);
  const source = tagged({ [KEYS.to]: `eu-west-1 ${rest}` });
  const context = { source, destination: { region: 'eu-west-1', name: 'cad' }, keys: KEYS };
  expect(hintFor('NameTaken', context)).not.toContain('--tags');
});

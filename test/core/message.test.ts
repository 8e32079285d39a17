import { describe, expect, test } from '@jest/globals';
import { type Happening, messageOf } from '../../lib/core/message.ts';
import { publicationOf } from '../../lib/core/publication.ts';
import { AWAY, arnOf, HOME, minutesAgo, NOW, replicaOf, sourceImage } from '../support/builders.ts';

const source = sourceImage();
const replica = replicaOf(source, { state: 'AVAILABLE' });

const succeeded: Happening = {
  outcome: 'SUCCEEDED',
  source,
  destination: { region: AWAY, name: 'cad', replica },
  rule: '0123abcd',
  startedAt: minutesAgo(60),
  attempts: 1,
  now: NOW,
};
const failed: Happening = {
  ...succeeded,
  outcome: 'FAILED',
  problem: { code: 'NameTaken', message: 'the name is taken' },
  hint: 'Take another.',
};
const ends = {
  version: '1',
  id: expect.stringMatching(/^[0-9a-f]{32}$/),
  account: '123456789012',
  source: { arn: arnOf(HOME, 'cad'), name: 'cad', region: HOME, createdAt: '2026-11-23T08:00:00Z' },
  destination: { arn: arnOf(AWAY, 'cad'), name: 'cad', region: AWAY },
  startedAt: '2026-11-23T11:00:00Z',
  finishedAt: '2026-11-23T12:00:00Z',
  durationSeconds: 3600,
  attempts: 1,
};

describe('a message', () => {
  test('of a success says from where to where and how long it took', () => {
    expect(messageOf(succeeded)).toEqual({ ...ends, outcome: 'SUCCEEDED' });
  });

  test('of a failure says why, and what to do', () => {
    expect(messageOf(failed)).toEqual({
      ...ends,
      outcome: 'FAILED',
      reason: { code: 'NameTaken', message: 'the name is taken', hint: 'Take another.' },
    });
  });

  test('of a failure before anything began has neither replica nor duration', () => {
    const destination = { region: AWAY, name: 'cad' };
    const message = messageOf({ ...failed, destination, startedAt: undefined, attempts: 0 });
    expect(message.destination).toEqual(destination);
    expect(message).not.toHaveProperty('startedAt');
    expect(message).not.toHaveProperty('durationSeconds');
  });

  test('about an image as a whole has no destination', () => {
    expect(messageOf({ ...failed, destination: undefined })).not.toHaveProperty('destination');
  });

  test('of a late copy has no end', () => {
    const { finishedAt, ...rest } = ends;
    expect(finishedAt).toBeDefined();
    expect(messageOf({ ...succeeded, outcome: 'LATE' })).toEqual({ ...rest, outcome: 'LATE' });
  });

  test('rounds its duration to seconds, and it is never negative', () => {
    const took = (startedAt: Date) => messageOf({ ...succeeded, startedAt }).durationSeconds;
    expect(took(new Date(NOW.getTime() - 1499))).toBe(1);
    expect(took(new Date(NOW.getTime() + 5000))).toBe(0);
  });

  test('of a failure without a code has one nevertheless, since SNS takes no empty attribute', () => {
    const message = messageOf({ ...failed, problem: { code: ' ', message: '' } });
    expect(message.reason).toMatchObject({ code: 'UnknownError' });
  });
});

describe("a message's id stays the same", () => {
  const id = (happening: Happening) => messageOf(happening).id;

  test.each<[string, Happening, Happening]>([
    [
      'when a success is told again later',
      succeeded,
      { ...succeeded, now: minutesAgo(-30), startedAt: minutesAgo(5), attempts: 2 },
    ],
    [
      'when a success is told again after its tags changed',
      succeeded,
      { ...succeeded, rule: '00000000' },
    ],
    ['when a failure is told again later', failed, { ...failed, now: minutesAgo(-30) }],
    [
      'when AWS words a failure differently',
      failed,
      { ...failed, problem: { code: 'NameTaken', message: 'other words' }, hint: '' },
    ],
    [
      'when LATE is told again',
      { ...succeeded, outcome: 'LATE' },
      { ...succeeded, outcome: 'LATE', now: minutesAgo(-1) },
    ],
  ])('%s', (_, first, second) => {
    expect(id(second)).toBe(id(first));
  });

  test('for as long as the product lives', () => {
    expect(id(succeeded)).toBe('218628475d310c500c5facf68a12a40d');
    expect(id(failed)).toBe('68389f42750aa3de9d249c7b9d4118e5');
  });
});

describe("a message's id is another", () => {
  const { replica: gone, ...unborn } = { replica, region: AWAY, name: 'cad' };
  const another = { ...replica, createdAt: minutesAgo(10) };
  test.each<[string, Happening, Partial<Happening>]>([
    ['for another outcome', succeeded, { outcome: 'LATE' }],
    [
      'for another build of the source',
      succeeded,
      { source: sourceImage({ createdAt: minutesAgo(9) }) },
    ],
    ['for another source', succeeded, { source: sourceImage({ name: 'cad-2' }) }],
    [
      'for a source in another account',
      succeeded,
      { source: sourceImage({ arn: arnOf(HOME, 'cad').replace('123456789012', '210987654321') }) },
    ],
    [
      'for another region',
      succeeded,
      { destination: { ...unborn, region: 'eu-west-2', replica: gone } },
    ],
    ['for another name', succeeded, { destination: { ...unborn, name: 'cad-2', replica: gone } }],
    ['for another replica', succeeded, { destination: { ...unborn, replica: another } }],
    ['for another reason', failed, { problem: { code: 'StaleReplica', message: '' } }],
    ['for a failure of another rule', failed, { rule: '00000000' }],
    ['for a failure after it was started again by command', failed, { redo: 1 }],
    [
      'for a failure after it was started again and copied anew',
      failed,
      { startedAt: minutesAgo(3) },
    ],
    ['for a failure of the image as a whole', failed, { destination: undefined }],
  ])('%s', (_, happening, part) => {
    expect(messageOf({ ...happening, ...part }).id).not.toBe(messageOf(happening).id);
  });
});

describe('a publication', () => {
  const attributes = (happening: Happening) =>
    Object.fromEntries(
      Object.entries(publicationOf(messageOf(happening)).MessageAttributes).map(
        ([name, { DataType, StringValue }]) => [name, `${DataType} ${StringValue}`],
      ),
    );

  test('can be filtered by outcome, source and destination, on failure by reason', () => {
    const common = { sourceImage: 'String cad', sourceRegion: `String ${HOME}` };
    const to = { destinationRegion: `String ${AWAY}` };
    expect(attributes(succeeded)).toEqual({ outcome: 'String SUCCEEDED', ...common, ...to });
    const why = { outcome: 'String FAILED', reason: 'String NameTaken' };
    expect(attributes(failed)).toEqual({ ...why, ...common, ...to });
    expect(attributes({ ...failed, destination: undefined })).toEqual({ ...why, ...common });
  });

  test('is the message for machines and a text for people', () => {
    const { Message, MessageStructure } = publicationOf(messageOf(failed));
    const bodies = JSON.parse(Message);
    expect(MessageStructure).toBe('json');
    expect(JSON.parse(bodies.default)).toEqual(messageOf(failed));
    expect(bodies.email).toContain('Take another.');
  });
});
